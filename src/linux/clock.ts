/**
 * The kernel's clocks in nanoseconds. `performance.now()` is coarser and counts from another moment in every process; it
 * serves where there is no Linux, for a lab on the loopback interface.
 */
import { CLOCK_MONOTONIC, CLOCK_REALTIME } from "./calls/constants.ts";
import { check } from "./calls/errors.ts";
import { libc } from "./calls/libc.ts";
import { TIMESPEC } from "./calls/structs.ts";

const LINUX = Deno.build.os === "linux";

const timespec = new Uint8Array(TIMESPEC.size);
const view = new DataView(timespec.buffer);

/** Nanoseconds since some moment before the machine started; a number holds 104 days of them exactly. */
export function monotonicNow(): number {
  if (!LINUX) return performance.now() * 1e6;
  check(libc().clock_gettime(CLOCK_MONOTONIC, timespec), "clock_gettime");
  // Whoever waits asks all the time: no object is made for the answer. 32 bits hold 136 years of seconds.
  return view.getUint32(TIMESPEC.seconds, true) * 1e9 + view.getUint32(TIMESPEC.nanoseconds, true);
}

/** Seconds since 1970, and nanoseconds within the second. */
export interface WallTime {
  readonly seconds: number;
  readonly nanoseconds: number;
}

export function wallNow(): WallTime {
  if (!LINUX) {
    const milliseconds = performance.timeOrigin + performance.now();
    const seconds = Math.floor(milliseconds / 1000);
    return { seconds, nanoseconds: Math.round((milliseconds - seconds * 1000) * 1e6) };
  }
  check(libc().clock_gettime(CLOCK_REALTIME, timespec), "clock_gettime");
  return {
    seconds: Number(view.getBigInt64(TIMESPEC.seconds, true)),
    nanoseconds: view.getUint32(TIMESPEC.nanoseconds, true),
  };
}

/**
 * Turns moments of the monotonic clock into the time of day by one comparison of the two, so that stamps never run
 * backwards when the machine's time is set.
 */
export function wallClock(): (monotonic: number) => WallTime {
  const start = wallNow();
  const origin = monotonicNow();
  return (monotonic) => {
    const elapsed = start.nanoseconds + (monotonic - origin);
    const carry = Math.floor(elapsed / 1e9);
    return { seconds: start.seconds + carry, nanoseconds: elapsed - carry * 1e9 };
  };
}
