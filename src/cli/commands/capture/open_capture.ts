/** Opens the interface, says in one line why it cannot be, and gives up root's rights afterwards. */
import { Failure, UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import { compileForKernel } from "../../../capture-filter/compile/compile_filter.ts";
import { ENODEV, SystemCallError } from "../../../linux/calls/errors.ts";
import { becomeUser, findUser, type User } from "../../../linux/identity.ts";
import { LiveCapture } from "../../../linux/live_capture.ts";
import type { CaptureFlags } from "./capture_flags.ts";
import { type CaptureFilter, saying } from "./capture_filter.ts";
import { ANY, interfaceNames } from "./interfaces.ts";

const PASSWD = "/etc/passwd";
const ROOT = 0;

/** Starts capturing. Throws `Failure`. */
export function openCapture(flags: CaptureFlags, filter: CaptureFilter, words: string): LiveCapture {
  const device = flags.interface === ANY ? null : flags.interface;
  const program = (view: Parameters<typeof compileForKernel>[1]) =>
    saying(() => compileForKernel(filter.expression, view, filter.options));
  try {
    return new LiveCapture({ device, promiscuous: flags.promiscuous, filter: program });
  } catch (error) {
    if (error instanceof SystemCallError && error.errno === ENODEV) {
      throw new Failure(
        `There is no interface ${quote(flags.interface)}; there are: ${interfaceNames().join(", ")}, ${ANY}`,
      );
    }
    if (error instanceof SystemCallError) throw new Failure(`Cannot capture: ${error.message}`);
    if (error instanceof Failure) throw new Failure(`Cannot capture: ${error.message}; or ${otherWay(flags, words)}`);
    throw error;
  }
}

/**
 * Goes on with the rights of an ordinary user: of the one that was asked for, else of the one that called sudo. Gives the user;
 * null where nothing changes. Throws `UsageError` for a user who is not there.
 */
export function giveUpRoot(asked: string | undefined, sudoUser: string | undefined): User | null {
  if (Deno.uid() !== ROOT) {
    if (asked === undefined) return null;
    throw new UsageError("Option --relinquish needs root: only root can become another user");
  }
  const name = asked ?? sudoUser;
  if (name === undefined || name === "") return null;
  const user = findUser(Deno.readTextFileSync(PASSWD), name);
  if (user === null) throw new UsageError(`There is no user ${quote(name)}; option --relinquish takes a name`);
  if (user.uid === ROOT) return null;
  becomeUser(user);
  return user;
}

/** The same capture with a program that this machine may have. */
export function otherWay(
  flags: Pick<CaptureFlags, "interface" | "host" | "port" | "count" | "write">,
  words: string,
  os: typeof Deno.build.os = Deno.build.os,
): string {
  const filter = [
    ...(flags.host === undefined ? [] : [`host ${flags.host}`]),
    ...(flags.port === undefined ? [] : [`port ${flags.port}`]),
    ...(words === "" ? [] : flags.host === undefined && flags.port === undefined ? [words] : [`(${words})`]),
  ].join(" and ");
  const count = flags.count === undefined ? "" : ` -c ${flags.count}`;
  const device = flags.interface === ANY && os !== "linux" ? "" : ` -i ${flags.interface}`;
  const program = os === "windows" ? "dumpcap" : "sudo tcpdump";
  const wanted = filter === "" ? "" : os === "windows" ? ` -f "${filter}"` : ` '${filter}'`;
  const file = flags.write === undefined || flags.write === "-" ? "capture.pcap" : flags.write;
  return `capture with: ${program}${device}${count} -w ${file}${wanted}, then: tcplab explain ${file}`;
}
