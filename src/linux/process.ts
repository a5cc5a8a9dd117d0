/**
 * What processes ask of the kernel: not to outlive the one that started them, and to be served first.
 */
import { PR_SET_PDEATHSIG, PR_SET_TIMERSLACK, PRIO_PROCESS, SCHED_RR, SIGKILL } from "./calls/constants.ts";
import { check } from "./calls/errors.ts";
import { libc } from "./calls/libc.ts";

/**
 * Has the kernel kill this process when its parent is gone (prctl(2), PR_SET_PDEATHSIG). The parent may have died
 * before the call: `parent` is the process id the parent gave on the command line, and anything else means that.
 * Gives whether the parent still lives.
 */
export function dieWithParent(parent: number): boolean {
  check(libc().prctl(PR_SET_PDEATHSIG, SIGKILL, 0n, 0n, 0n), "prctl PR_SET_PDEATHSIG");
  return Deno.ppid === parent;
}

/**
 * Has this thread, and what it starts from now on, served before other programs (setpriority(2)). Only root may ask for
 * that; for everybody else nothing changes.
 */
export function goFirst(): void {
  libc().setpriority(PRIO_PROCESS, 0, -10);
}

/**
 * Has this thread served before every program that is not in a hurry (sched(7)): it runs as soon as it has something to do. Root may
 * ask for that, and whom a limit (RLIMIT_RTPRIO) allows it; for everybody else nothing changes.
 */
export function goAtOnce(): void {
  // The least of the priorities that are above all others.
  libc().sched_setscheduler(0, SCHED_RR, new Uint8Array(Int32Array.of(1).buffer));
}

/**
 * Has the kernel end this thread's waits when they are over (prctl(2), PR_SET_TIMERSLACK): by itself it lets 50 µs pass, so that
 * several may end together.
 */
export function wakeExactly(): void {
  libc().prctl(PR_SET_TIMERSLACK, 1n, 0n, 0n, 0n);
}
