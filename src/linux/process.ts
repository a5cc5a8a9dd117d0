/**
 * What processes ask of the kernel: not to outlive the one that started them, and to be served first.
 */
import {
  PR_SET_PDEATHSIG,
  PR_SET_TIMERSLACK,
  PRIO_PROCESS,
  SCHED_BATCH,
  SCHED_OTHER,
  SCHED_RR,
  SIGKILL,
  SYS_SCHED_SETATTR,
} from "./calls/constants.ts";
import { check } from "./calls/errors.ts";
import { libc } from "./calls/libc.ts";
import { SCHED_ATTR } from "./calls/structs.ts";
import { namesIn } from "./directory.ts";

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
 * that; for everybody else nothing changes. Gives whether it was granted.
 */
export function goFirst(): boolean {
  return libc().setpriority(PRIO_PROCESS, 0, -10) === 0;
}

/** This process's threads, as the kernel numbers them (proc(5)). */
export function threadsOfThisProcess(): number[] {
  return namesIn("/proc/self/task").map(Number).filter((thread) => thread > 0);
}

/** How long a thread runs at most before another has its turn, ns: the wire's is enough for a burst of packets. */
const SLICE = { wire: 3_000_000, others: 20_000_000 };

/**
 * Has threads, and what they start from now on, served after others: to a third where both want all, and without interrupting
 * whoever runs when they have something to do (sched(7), SCHED_BATCH). A packet wakes its receiver on the core of the thread that
 * hands it over, and the next packet would wait for what the receiver makes of it.
 */
export function stepBack(threads: readonly number[]): void {
  for (const thread of threads) schedule(thread, { policy: SCHED_BATCH, nice: 5, slice: SLICE.others });
}

/**
 * Has this thread run as soon as it has something to do (sched(7)). Root may ask to be served before every program that is not in
 * a hurry, and so may whom a limit (RLIMIT_RTPRIO) allows it. Everybody may ask for a slice of his own: who wants less at a time than
 * others has his turn before them (Documentation/scheduler/sched-eevdf.rst, since Linux 6.12); where neither is to be had nothing changes.
 */
export function goAtOnce(): void {
  // The least of the priorities that are above all others.
  if (schedule(0, { policy: SCHED_RR, priority: 1 })) return;
  schedule(0, { policy: SCHED_OTHER, nice: libc().getpriority(PRIO_PROCESS, 0), slice: SLICE.wire });
}

/** Sets how a thread is served, 0 for this one (sched_setattr(2)); gives whether that was granted. */
function schedule(
  thread: number,
  { policy, nice = 0, priority = 0, slice = 0 }: { policy: number; nice?: number; priority?: number; slice?: number },
): boolean {
  const wish = new Uint8Array(SCHED_ATTR.size);
  const view = new DataView(wish.buffer);
  view.setUint32(SCHED_ATTR.length, SCHED_ATTR.size, true);
  view.setUint32(SCHED_ATTR.policy, policy, true);
  view.setInt32(SCHED_ATTR.nice, nice, true);
  view.setUint32(SCHED_ATTR.priority, priority, true);
  view.setBigUint64(SCHED_ATTR.runtime, BigInt(slice), true);
  return libc().syscall(SYS_SCHED_SETATTR, thread, wish, 0) === 0n;
}

/**
 * Has the kernel end this thread's waits when they are over (prctl(2), PR_SET_TIMERSLACK): by itself it lets 50 µs pass, so that
 * several may end together.
 */
export function wakeExactly(): void {
  libc().prctl(PR_SET_TIMERSLACK, 1n, 0n, 0n, 0n);
}
