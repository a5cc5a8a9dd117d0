/**
 * What analysis says of one TCP packet, in the words Wireshark made common.
 */
import type { ReadonlyPacket } from "../packet/packet.ts";
import type { Conversation } from "./conversation.ts";

/** The verdicts, as bits, in the order in which they are named. */
export const VERDICTS = [
  "retransmission",
  "fast_retransmission",
  "spurious_retransmission",
  "out_of_order",
  "lost_segment",
  "ack_lost_segment",
  "duplicate_ack",
  "window_update",
  "window_full",
  "zero_window",
  "zero_window_probe",
  "zero_window_probe_ack",
  "keep_alive",
  "keep_alive_ack",
  "reused_ports",
  "partial_ack",
  "tfo_syn",
  "tfo_ack",
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** The bit of a verdict in `AnalysedPacket.verdicts`. */
export const VERDICT_BIT: Readonly<Record<Verdict, number>> = Object.fromEntries(
  VERDICTS.map((name, i) => [name, 1 << i]),
) as Record<Verdict, number>;

/** One TCP packet and its place in its conversation. Relative numbers count from the base of each direction. */
export interface AnalysedPacket {
  readonly packet: ReadonlyPacket;
  readonly conversation: Conversation;
  /** Sent by the end that the conversation takes for the client. */
  readonly fromClient: boolean;
  /** Relative sequence and acknowledgment numbers, as tshark prints them (unsigned 32-bit). */
  readonly seq: number;
  readonly ack: number;
  /** Window in bytes, scaled where both SYNs were seen to agree on scaling. */
  readonly window: number;
  /** Bits of `VERDICT_BIT`. */
  readonly verdicts: number;
  /** N of `duplicate_ack#N`, 0 where it is none. */
  readonly duplicateAck: number;
  /** Number of the packet that this one duplicates the acknowledgment of, 0 where it is none. */
  readonly duplicateOf: number;
  /** Number of the packet whose last byte this one acknowledges, and the time between, ns. */
  readonly acks: number | null;
  readonly rtt: number | null;
  /** Bytes sent and not yet acknowledged, this packet's included; data packets only. */
  readonly bytesInFlight: number | null;
  /** For a retransmission: time since the oldest unacknowledged segment at or after it was sent, ns. */
  readonly retransmissionTimeout: number | null;
  /** Number of the packet that this one is a second capture of, 0 where it is none; and the time between, ns. */
  readonly copyOf: number;
  readonly copyGap: number;
  /** Of that packet, which is longer, it is a piece: cut to size before it was captured again. */
  readonly isPiece: boolean;
  /** It is that packet's record once more, with the same time: the file holds a part of itself twice. */
  readonly isReplay: boolean;
  /** How many bytes of its data had not come before in its direction. */
  readonly newBytes: number;
  /** A SYN,ACK amid a connection, with a first number that neither end speaks from: it changes nothing in that. */
  readonly stray: boolean;
}
