/**
 * Why a kernel does not take a setting, and what would change that.
 */
import { didYouMean } from "../../base/nearest.ts";
import { EACCES, EINVAL, ENOENT, EPERM, SystemCallError } from "../../linux/calls/errors.ts";
import { readSystemFile } from "../../linux/system_file.ts";

/** Congestion control is chosen among those that the machine has loaded and lets everybody use. */
export const CONGESTION = "ipv4/tcp_congestion_control";

/** What Linux has, most of it in modules of its own (net/ipv4/Kconfig). */
const CONGESTION_CONTROLS = (
  "bbr bic cdg cubic dctcp highspeed htcp hybla illinois lp nv reno scalable vegas veno westwood yeah"
).split(" ");

/** The line for the user; `read` gives the text of a file of /proc, null where there is none. */
export function explainRefusal(
  name: string,
  value: string,
  error: unknown,
  read: (path: string) => string | null = readLine,
): string {
  if (name === CONGESTION) return explainCongestion(value, read);
  const setting = `net.${name.replaceAll("/", ".")}`;
  const code = error instanceof SystemCallError ? error.errno : null;
  if (code === ENOENT) return `No such setting in a host of the lab: ${setting}; sysctl -N net.ipv4 lists names`;
  if (code === EACCES || code === EPERM) {
    return `The kernel lets only the machine's administrator change ${setting}, not a host of the lab`;
  }
  if (code === EINVAL) return `The kernel does not take the value ${value} for ${setting}`;
  const reason = error instanceof Error ? error.message : String(error);
  return `The kernel does not take the setting ${setting} = ${value}: ${reason}`;
}

function explainCongestion(value: string, read: (path: string) => string | null): string {
  const words = (name: string) => (read(`/proc/sys/net/ipv4/${name}`) ?? "").split(/\s+/).filter((word) => word !== "");
  const available = words("tcp_available_congestion_control");
  const allowed = words("tcp_allowed_congestion_control");
  const usable = allowed.length === 0 ? available : allowed;
  const now = `allowed here: ${usable.join(", ") || "none known"} (net.ipv4.tcp_allowed_congestion_control)`;
  const allow = `sudo sysctl -w net.ipv4.tcp_allowed_congestion_control="${
    [...new Set([...usable, value])].join(" ")
  }"`;
  if (available.includes(value)) {
    return `Congestion control ${value} is not allowed to ordinary users; ${now}; allow it with: ${allow}`;
  }
  const known = [...available, ...CONGESTION_CONTROLS];
  if (!known.includes(value)) return `Not a congestion control: ${value}${didYouMean(value, known)}; ${now}`;
  return `Congestion control ${value} is not there (net.ipv4.tcp_available_congestion_control: ` +
    `${available.join(", ") || "none known"}); ${now}; load it with: sudo modprobe tcp_${value} && ${allow}`;
}

function readLine(path: string): string | null {
  try {
    return readSystemFile(path).trim();
  } catch {
    return null;
  }
}
