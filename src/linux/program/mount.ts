/**
 * Mounts in this process's own mount namespace (mount(2)): the rest of the machine does not see them.
 */
import { MNT_DETACH, MS_BIND, MS_NODEV, MS_NOEXEC, MS_NOSUID } from "../calls/constants.ts";
import { cString } from "../calls/descriptor.ts";
import { check } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";

/** Shows the processes of this process's own pid namespace under /proc. Throws `SystemCallError`. */
export function mountProc(): void {
  mount({ source: "proc", target: "/proc", type: "proc", flags: MS_NOSUID | MS_NODEV | MS_NOEXEC });
}

/** Puts an empty folder in memory over a folder. Throws `SystemCallError`. */
export function mountMemory(target: string): void {
  mount({ source: "tmpfs", target, type: "tmpfs", flags: MS_NOSUID | MS_NODEV });
}

/** Has `target`, a file, show what `source` holds. Throws `SystemCallError`. */
export function mountFile(source: string, target: string): void {
  mount({ source, target, type: "none", flags: MS_BIND });
}

/** Takes the topmost mount away; what was mounted from it elsewhere stays. Throws `SystemCallError`. */
export function unmount(target: string): void {
  check(libc().umount2(cString(target), MNT_DETACH), `umount ${target}`);
}

function mount(what: { source: string; target: string; type: string; flags: bigint }): void {
  const { source, target, type, flags } = what;
  const result = libc().mount(cString(source), cString(target), cString(type), flags, cString(""));
  check(result, `mount ${target}`);
}
