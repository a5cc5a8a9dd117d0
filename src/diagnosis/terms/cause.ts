/**
 * What a conversation can wait for: the closed list of causes, and what is said of a conversation once its time has been cut.
 */

/** Every cause, in the order in which they are shown. */
export const CAUSES = [
  "handshake",
  "syn-retransmission",
  "client-application",
  "server-application",
  "round-trip",
  "slow-start",
  "congestion-window",
  "bandwidth",
  "fast-recovery",
  "retransmission-timeout",
  "receive-window",
  "send-buffer",
  "delayed-ack",
  "path-mtu",
  "closing",
  "unknown",
] as const;

export type Cause = (typeof CAUSES)[number];

/** Who is responsible; null where it is the path, or nobody. */
export type End = "client" | "server" | null;

export type Certainty = "certain" | "likely" | "possible";

/** Where the capture was made: at an end, between the two, or nobody knows. */
export type Vantage = "client" | "server" | "between" | "unknown";

/** A pair of packet numbers: a span from packet to packet, and how long it was. */
export interface LongSpan {
  readonly from: number;
  readonly to: number;
  readonly nanoseconds: number;
}

/** All spans of one cause (and end) together. */
export interface BudgetItem {
  readonly cause: Cause;
  readonly end: End;
  /** Whole nanoseconds: those of all items of a budget add up to the duration. */
  readonly nanoseconds: number;
  readonly share: number;
  /** Of a full path: bits of data that it delivered a second; absent where nobody knows, and for all else. */
  readonly rate?: number;
  /** The longest five, the longest first. */
  readonly longest: readonly LongSpan[];
}
