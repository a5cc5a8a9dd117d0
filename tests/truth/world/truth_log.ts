/**
 * What truly happened in a simulated world: why each packet was sent, where it was lost, when it arrived, what each program
 * did. No capture holds this; the judges (../judge) do.
 */
import type { SackBlock } from "../../../src/packet/tcp_options.ts";

export type End = "client" | "server";

export function otherEnd(end: End): End {
  return end === "client" ? "server" : "client";
}

/** Why a packet was sent. */
export type Reason =
  | "syn"
  | "syn-ack"
  | "handshake"
  | "data"
  | "fin"
  // Acknowledgments.
  | "ack"
  | "delayed-ack"
  | "duplicate-ack"
  | "repeated-ack"
  | "window-update"
  | "probe-answer"
  | "challenge"
  | "time-wait"
  | "rejected"
  // Sent again.
  | "timeout"
  | "after-timeout"
  | "fast"
  | "recovery"
  | "tail-probe"
  // Questions.
  | "window-probe"
  | "keep-alive"
  // Resets.
  | "refused"
  | "queue-full"
  | "unread"
  | "after-close"
  | "abort"
  | "no-connection"
  | "gave-up"
  | "bad-ack"
  | "box";

/** A TCP segment and the IP header around it, raw numbers. */
export interface Segment {
  readonly srcPort: number;
  readonly dstPort: number;
  readonly seq: number;
  readonly ack: number;
  readonly flags: number;
  readonly window: number;
  readonly length: number;
  readonly ttl: number;
  readonly ipId: number;
  readonly sack: readonly SackBlock[];
  /** TSval and TSecr, null without the option. */
  readonly stamp: { readonly value: number; readonly echo: number } | null;
  /** The options of a SYN, null in other segments. */
  readonly offer: Offer | null;
}

export interface Offer {
  readonly mss: number;
  readonly scale: number;
  readonly sack: boolean;
  readonly stamps: boolean;
}

/** How things stood at the sender when it sent. Offsets count as relative numbers do: the SYN is 0, the first byte 1. */
export interface Standing {
  /** Bytes of the other end that its program has not read, and those that wait behind a hole. */
  readonly unread: number;
  readonly waiting: number;
  /** The next offset that it expects. */
  readonly expected: number;
  /** When its program wrote the last byte in the packet; -1 without data. */
  readonly wroteAt: number;
  /** Some byte in it had waited for an ACK because of Nagle's algorithm, for the congestion window, for the other's window. */
  readonly nagle: boolean;
  readonly congestion: boolean;
  readonly window: boolean;
  /** Its program had closed or shut down its side. */
  readonly closed: boolean;
  /** Its buffer had grown since the packet before. */
  readonly bufferGrew: boolean;
}

export interface Sent {
  readonly id: number;
  readonly connection: number;
  /** Whose address it carries. */
  readonly end: End;
  readonly time: number;
  readonly reason: Reason;
  readonly segment: Segment;
  /** The stream's offsets that it takes, SYN and FIN included: `to` is the one after the last. */
  readonly from: number;
  readonly to: number;
  /** The arrival that it answers, by the id of what arrived; -1 where a program or a timer sent it. */
  readonly answers: number;
  readonly standing: Standing;
}

export type LossCause = "chance" | "burst" | "queue" | "outage" | "damage" | "box" | "too-large" | "host-down";

export interface Loss {
  readonly id: number;
  readonly beforeVantage: boolean;
  readonly cause: LossCause;
}

export interface Arrival {
  readonly id: number;
  readonly time: number;
  /** The network had made it: another of the same packet was delivered too. */
  readonly copy: boolean;
  /** When it passed the vantage point. */
  readonly passed: number;
}

export interface Deed {
  readonly connection: number;
  readonly end: End;
  readonly time: number;
  readonly what:
    | "connect"
    | "write"
    | "read"
    | "end-of-stream"
    | "sleep"
    | "wake"
    | "shutdown"
    | "close"
    | "abort"
    | "crash";
  readonly bytes: number;
}

/** One packet in the capture. */
export interface Record {
  /** What it is: more than one where offload joined them. */
  readonly ids: readonly number[];
  readonly time: number;
  readonly kind: "passed" | "network-copy" | "captured-again";
  /** TTL here, where it differs from what was sent by the hops on the way. */
  readonly ttl: number;
}

export class TruthLog {
  readonly sent: Sent[] = [];
  readonly losses: Loss[] = [];
  readonly arrivals: Arrival[] = [];
  readonly deeds: Deed[] = [];
  /** Ids of what passed the vantage point and was not captured. */
  readonly missed = new Set<number>();
  /** The times at which each packet passed. */
  readonly passed = new Map<number, number[]>();
}
