/**
 * How a conversation opens and ends: which SYN starts one, where sequence numbers count from, how windows are scaled, what has
 * been seen of it. Both readings of a capture come through here, so that both number conversations alike.
 */
import type { ReadonlyPacket } from "../packet/packet.ts";
import { ACK, FIN, RST, SYN } from "../packet/packet.ts";
import { u16 } from "../packet/bytes.ts";
import { findOption, LARGEST_WINDOW_SHIFT, OPTION_MSS, OPTION_WINDOW_SCALE } from "../packet/tcp_options.ts";
import { seqAdd, signedAdd, signedSeq } from "../packet/sequence.ts";
import type { ConversationTable } from "./conversation_table.ts";
import { type Direction, SCALE_UNKNOWN, SCALE_UNUSED } from "./direction.ts";
import type { TrackedConversation } from "./tracked_conversation.ts";

/** Completeness: what has been seen of a conversation. */
const CLIENT_SYN = 1;
const SERVER_SYN = 2;
const PURE_ACK = 4;
const DATA = 8;
const FIN_ACK = 16;
const RESET = 32;

/**
 * The stream of a packet. On known addresses and ports, a SYN or SYN,ACK starts another conversation where its sequence number
 * is a new one, or where the old conversation has seen a FIN or RST. A SYN out of another network (a VLAN, a tunnel) than its
 * sender's before leaves the old one as it is. The network alone tells nothing apart: it may differ by direction, and the same
 * packet may be captured inside and outside of a tunnel.
 */
export function conversationOf(packet: ReadonlyPacket, table: ConversationTable): TrackedConversation {
  const conversation = table.find(packet);
  if (!(packet.flags & SYN)) return conversation;
  const from = table.forward ? conversation.from0 : conversation.from1;
  const over = (conversation.seen & (FIN_ACK | RESET)) !== 0;
  if (!over && (!from.hasBase || from.base === signedSeq(packet.seq))) return conversation;
  if (!(packet.flags & ACK) && from.hasOuter && from.outer !== packet.outerHash) {
    return table.addTwin(conversation, packet);
  }
  const reverse = table.forward ? conversation.from1 : conversation.from0;
  const astray = !over && isStray(packet, conversation, reverse);
  const fresh = table.replace(conversation, packet);
  fresh.beginsAstray = astray;
  return fresh;
}

/**
 * A SYN with another first number than the one that both ends of a connection speak from already answers the other end's SYN: that
 * drops it and at most says where it stands (RFC 9293 3.10.7.4), so both go on as before, under the number that analysers give a
 * new conversation. `reverse` is what the other end sends in the old one, which has not ended.
 */
function isStray({ flags, ack }: ReadonlyPacket, { seen }: TrackedConversation, reverse: Direction): boolean {
  return (flags & ACK) !== 0 && (seen & (PURE_ACK | DATA)) !== 0 && reverse.hasBase &&
    signedAdd(reverse.base, 1) === signedSeq(ack);
}

/** Notes what a packet tells of its conversation as a whole. `table` has just found the stream. */
export function follow(packet: ReadonlyPacket, conversation: TrackedConversation, table: ConversationTable): void {
  const from = table.forward ? conversation.from0 : conversation.from1;
  const reverse = table.forward ? conversation.from1 : conversation.from0;
  const { flags } = packet;
  const opens = conversation.firstPacket === 0;
  if (opens) conversation.firstPacket = packet.number;
  conversation.lastPacket = packet.number;
  if (!from.hasOuter) {
    from.outer = packet.outerHash;
    from.hasOuter = true;
  }
  const astray = opens && conversation.beginsAstray;
  if (!from.hasBase && !astray) setBase(from, packet.flags & SYN ? packet.seq : seqAdd(packet.seq, -1));
  if (packet.flags & ACK && !reverse.hasBase) setBase(reverse, seqAdd(packet.ack, -1));
  conversation.seen |= completenessOf(packet, opens);
  if (flags & SYN) readOffer(packet, from, reverse);
  if (flags & (SYN | FIN | RST)) noteFlags(packet, conversation, from, table);
}

/** Relative numbers of this direction count from `seq`. */
function setBase(direction: Direction, seq: number): void {
  direction.base = signedSeq(seq);
  direction.hasBase = true;
}

/**
 * Takes what a SYN offers. One without the window scale option says that neither end may scale (RFC 7323 2.2), unless its
 * sender had already offered it: then it is only a repetition. A SYN,ACK cannot offer what the SYN did not.
 */
function readOffer(packet: ReadonlyPacket, from: Direction, reverse: Direction): void {
  const { bytes, start, flags } = packet;
  const scale = findOption(packet, OPTION_WINDOW_SCALE);
  if (flags & ACK && reverse.scale === SCALE_UNUSED) from.scale = SCALE_UNUSED;
  else if (scale >= 0) from.scale = Math.min(bytes[start + scale + 2]!, LARGEST_WINDOW_SHIFT);
  else if (from.scale === SCALE_UNKNOWN) from.scale = reverse.scale = SCALE_UNUSED;
  const mss = findOption(packet, OPTION_MSS);
  if (mss >= 0) from.maximumSegment = u16(bytes, start + mss + 2);
}

/** The shift of the windows that `from` announces. */
export function shiftInForce(from: Direction): number {
  return from.scale > 0 ? from.scale : 0;
}

function noteFlags(
  packet: ReadonlyPacket,
  conversation: TrackedConversation,
  from: Direction,
  table: ConversationTable,
): void {
  const { flags, number } = packet;
  if (flags & SYN && from.synPacket === 0) from.synPacket = number;
  if (flags & FIN && from.finPacket === 0) from.finPacket = number;
  if (flags & RST && from.rstPacket === 0) from.rstPacket = number;
  const bothFinished = conversation.from0.finPacket !== 0 && conversation.from1.finPacket !== 0;
  if (conversation.closed || !(flags & RST || bothFinished)) return;
  conversation.closed = true;
  table.closed++;
}

/** The bits that a packet adds to its conversation's completeness. `opens` says that it is the stream's first packet. */
function completenessOf(packet: ReadonlyPacket, opens: boolean): number {
  const { flags } = packet;
  let bits = 0;
  const kind = flags & (SYN | ACK);
  if (packet.payloadLength > 0) bits |= kind === ACK || kind === SYN ? DATA : 0;
  else if (kind === ACK) bits |= PURE_ACK;
  if (flags & SYN) bits |= flags & ACK ? SERVER_SYN : opens ? CLIENT_SYN : 0;
  if (flags & FIN && flags & ACK) bits |= FIN_ACK;
  if (flags & RST) bits |= RESET;
  return bits;
}
