/**
 * Why namespaces cannot be had, from what `unshare` says and what the kernel is set to.
 */
import { APPARMOR_COMMAND } from "./apparmor.ts";
import { readSystemFile } from "../../linux/system_file.ts";

/** Where distributions keep `unshare`: a bare name would need a PATH, and the compiled program may run only these. */
const UNSHARE_PATHS = ["/usr/bin/unshare", "/bin/unshare", "/run/current-system/sw/bin/unshare"] as const;

/** The program that makes namespaces: a full path where it is in a usual place, else its name. */
export function unsharePath(): string {
  return UNSHARE_PATHS.find(isFile) ?? "unshare";
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

interface KernelSwitch {
  readonly path: string;
  /** The value that forbids. */
  readonly forbids: string;
  readonly line: string;
}

/** Settings of the kernel and of distributions that forbid namespaces to ordinary users. */
const SWITCHES: readonly KernelSwitch[] = [
  {
    path: "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
    forbids: "1",
    line: `User namespaces are restricted by AppArmor; allow them to this program with: ${APPARMOR_COMMAND}`,
  },
  {
    path: "/proc/sys/kernel/unprivileged_userns_clone",
    forbids: "0",
    line: "User namespaces are switched off for ordinary users; allow them with: " +
      "sudo sysctl -w kernel.unprivileged_userns_clone=1",
  },
  {
    path: "/proc/sys/user/max_user_namespaces",
    forbids: "0",
    line: "User namespaces are switched off; allow them with: sudo sysctl -w user.max_user_namespaces=10000",
  },
  {
    path: "/proc/sys/user/max_net_namespaces",
    forbids: "0",
    line: "Network namespaces are switched off; allow them with: sudo sysctl -w user.max_net_namespaces=10000",
  },
];

/** The line for the user where `unshare` failed; null where `complaints` (its standard error) does not look like that. */
export function explainUnshareFailure(
  complaints: string,
  read: (path: string) => string | null = readLine,
): string | null {
  const match = /^unshare: (.*)$/m.exec(complaints);
  if (match === null) return null;
  const off = SWITCHES.find(({ path, forbids }) => read(path) === forbids);
  if (off !== undefined) return off.line;
  return `Namespaces cannot be made here: ${match[1]}; in a container, start it with --privileged, ` +
    "or play the scenario with --loopback";
}

function readLine(path: string): string | null {
  try {
    return readSystemFile(path).trim();
  } catch {
    return null;
  }
}
