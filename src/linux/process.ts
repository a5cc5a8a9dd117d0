/**
 * What a helper process asks of the kernel so that it never outlives the one that started it.
 */
import { PR_SET_PDEATHSIG, SIGKILL } from "./constants.ts";
import { check } from "./errors.ts";
import { libc } from "./libc.ts";

/**
 * Has the kernel kill this process when its parent is gone (prctl(2), PR_SET_PDEATHSIG). The parent may have died
 * before the call: `parent` is the process id the parent gave on the command line, and anything else means that.
 * Gives whether the parent still lives.
 */
export function dieWithParent(parent: number): boolean {
  check(libc().prctl(PR_SET_PDEATHSIG, SIGKILL, 0n, 0n, 0n), "prctl PR_SET_PDEATHSIG");
  return Deno.ppid === parent;
}
