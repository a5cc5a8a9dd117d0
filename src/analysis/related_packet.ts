/**
 * What a packet that is no TCP segment of its own has to do with TCP.
 */
import { type IcmpError, icmpErrorOf, type QuotedSegment } from "../packet/icmp_error.ts";
import { PROTOCOL_TCP } from "../packet/layers/ip_protocol.ts";
import type { Piece, ReadonlyPacket } from "../packet/packet.ts";
import { seqAfter, seqAtOrAfter, seqAtOrBefore, seqDiff, seqRelative, signedSeq } from "../packet/sequence.ts";
import type { Conversation } from "./conversation.ts";
import type { ConversationTable } from "./conversation_table.ts";
import type { Direction } from "./direction.ts";
import { outEnd, outPacket, outSeq } from "./unacked.ts";

/** An ICMP or ICMPv6 error about a TCP segment, tied to the segment where the capture holds it. */
export interface QuotingError {
  readonly kind: "icmp-error";
  /** The packet with the error; filled again for the next packet, like all that is handed out for a visit. */
  readonly packet: ReadonlyPacket;
  readonly error: IcmpError;
  readonly quoted: QuotedSegment;
  /** The conversation of the quoted segment, null where nothing of it was captured before. */
  readonly conversation: Conversation | null;
  /** The client of that conversation sent the quoted segment: it is also whom the error is addressed to. */
  readonly fromClient: boolean;
  /** The quoted sequence number, relative; the raw one without a conversation. */
  readonly seq: number;
  /** The latest packet before this one that begins at, or holds, the quoted number; 0 where none is known. */
  readonly quotedNumber: number;
  /** Bytes of data in the longest packet that is known to begin at that number; 0 where none is. */
  readonly sentBytes: number;
  /**
   * The number is one that its sender had out: sent, and not yet confirmed. A receiver believes only such an error
   * (RFC 5927 4.1): any other is late, or forged.
   */
  readonly expected: boolean;
}

/** A piece of an IP packet that carries TCP; the piece that completes the packet is the segment, and no `RelatedPacket`. */
export interface PieceOfSegment {
  readonly kind: "ip-fragment";
  readonly packet: ReadonlyPacket;
  readonly piece: Piece;
  /** The conversation by the ports in the first piece, null until that has come or where nothing of it was captured before. */
  readonly conversation: Conversation | null;
  /** Its client sent the packet that was cut up. */
  readonly fromClient: boolean;
}

/** What a packet has to do with TCP though it is no segment of its own. */
export type RelatedPacket = QuotingError | PieceOfSegment;

/** Relates a packet without a TCP header to the conversations of `table`; null where it has nothing to do with them. */
export function relatePacket(packet: ReadonlyPacket, table: ConversationTable): RelatedPacket | null {
  if (packet.piece !== null) return relatePiece(packet, packet.piece, table);
  const error = icmpErrorOf(packet);
  if (error === null || error.quoted === null) return null;
  const { quoted } = error;
  const { bytes, start } = packet;
  const conversation = table.lookup({ ...quoted, bytes, start });
  if (conversation === null) {
    const { seq } = quoted;
    const fromClient = quoted.srcPort > quoted.dstPort;
    return {
      kind: "icmp-error",
      packet,
      error,
      quoted,
      conversation,
      fromClient,
      seq,
      quotedNumber: 0,
      sentBytes: 0,
      expected: false,
    };
  }
  const { forward } = table;
  const from = forward ? conversation.from0 : conversation.from1;
  const reverse = forward ? conversation.from1 : conversation.from0;
  return {
    kind: "icmp-error",
    packet,
    error,
    quoted,
    conversation,
    fromClient: forward === conversation.clientIs0,
    seq: from.hasBase ? seqRelative(signedSeq(quoted.seq), from.base) : quoted.seq,
    quotedNumber: latestWith(from, signedSeq(quoted.seq)),
    sentBytes: longestAt(from, signedSeq(quoted.seq)),
    expected: isOut(signedSeq(quoted.seq), from, reverse),
  };
}

function relatePiece(packet: ReadonlyPacket, piece: Piece, table: ConversationTable): PieceOfSegment | null {
  if (packet.protocol !== PROTOCOL_TCP) return null;
  const { bytes, start, ipVersion, ipStart } = packet;
  const { srcPort, dstPort } = piece;
  const conversation = srcPort < 0 ? null : table.lookup({ bytes, start, ipVersion, ipStart, srcPort, dstPort });
  const fromClient = conversation === null || table.forward === conversation.clientIs0;
  return { kind: "ip-fragment", packet, piece, conversation, fromClient };
}

/** The latest packet of a direction that begins at a number, else one that holds it. */
function latestWith(from: Direction, seq: number): number {
  let holds = 0;
  for (let i = from.outCount - 1; i >= 0; i--) {
    const first = outSeq(from, i);
    if (first === seq) return outPacket(from, i);
    if (holds === 0 && seqAtOrBefore(first, seq) && seqAfter(outEnd(from, i), seq)) holds = outPacket(from, i);
  }
  return holds;
}

function longestAt(from: Direction, seq: number): number {
  let longest = 0;
  for (let i = 0; i < from.outCount; i++) {
    if (outSeq(from, i) === seq) longest = Math.max(longest, seqDiff(outEnd(from, i), seq));
  }
  return longest;
}

/** From the lowest number that is not confirmed to the next new one: bare ACKs carry that one. */
function isOut(seq: number, from: Direction, reverse: Direction): boolean {
  if (from.next === 0 || seqAfter(seq, from.next)) return false;
  return reverse.lastAck === 0 || seqAtOrAfter(seq, reverse.lastAck);
}
