/** What it would have taken without the verdict's cause. */
import type { Cause } from "./terms/cause.ts";
import type { Remedy, Verdict } from "./terms/diagnosis.ts";

/** What a direction showed of its path. */
export interface PathFacts {
  readonly duration: number;
  /** Bytes of the direction that carried most. */
  readonly bytes: number;
  /** Shortest round trip, ns; 0 where nobody knows. */
  readonly roundTrip: number;
  /** The fastest that the path delivered, bytes per ns; 0 where nobody knows. */
  readonly rate: number;
}

/** The wait falls away entirely. */
const AVOIDABLE: ReadonlySet<Cause> = new Set([
  "client-application",
  "server-application",
  "syn-retransmission",
  "retransmission-timeout",
  "delayed-ack",
  "path-mtu",
  "closing",
]);
/** The bytes of this time still have to cross the path, at its rate. */
const WINDOWS: ReadonlySet<Cause> = new Set(["receive-window", "send-buffer", "congestion-window", "fast-recovery"]);

/** The remedy for a verdict; null where only another path would help, or nothing is known. */
export function remedyFor({ cause, end, nanoseconds, share }: Verdict, facts: PathFacts): Remedy | null {
  const { duration, bytes, roundTrip, rate } = facts;
  const rest = duration - nanoseconds;
  if (AVOIDABLE.has(cause)) return { cause, end, nanoseconds: rest, bytes: null };
  if (cause === "round-trip" && roundTrip > 0 && nanoseconds > 3 * roundTrip) {
    return { cause, end, nanoseconds: rest + roundTrip, bytes: null };
  }
  if (!WINDOWS.has(cause) || !(rate > 0)) return null;
  const crossing = bytes * share / rate;
  if (crossing >= nanoseconds) return null;
  const window = cause === "receive-window" || cause === "send-buffer" ? Math.ceil(rate * roundTrip) : null;
  return { cause, end, nanoseconds: rest + crossing, bytes: window };
}
