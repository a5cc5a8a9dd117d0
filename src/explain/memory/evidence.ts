/**
 * Evidence that several rules ask for.
 */
import { seqAdd, seqAtOrBefore, seqBefore, seqDiff, seqRelative } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { TCP_HEADER } from "../../packet/layers/tcp.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import { findOption, OPTION_SACK, OPTION_TIMESTAMPS, type SackBlock, tcpOptions } from "../../packet/tcp_options.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import type { Arrival } from "./arrival.ts";
import type { Hole } from "./holes.ts";
import type { HostMemory } from "./host_memory.ts";
import { IS_ACK, IS_DATA, IS_ODD, IS_RST, IS_SYN, IS_SYN_ACK } from "./packet_kind.ts";
import { timestampOf } from "./timestamp_of.ts";

/** Analysis passed this verdict (a bit of verdict_bits.ts) on the packet. */
export function judged({ verdicts }: AnalysedPacket, bit: number): boolean {
  return (verdicts & bit) !== 0;
}

/** The hole that the packet's bytes stand in, which a later packet left open; null where they were not missing. */
export function holeOf({ packet, seq }: AnalysedPacket, { sender }: Arrival): Hole | null {
  if (sender.holes === null || packet.payloadLength === 0) return null;
  return sender.holes.at(seqRelative(seq, 0));
}

/** The packet carries numbers that were missing. */
export function fillsGap(packet: AnalysedPacket, arrival: Arrival): boolean {
  return holeOf(packet, arrival) !== null;
}

/** Where a segment's mark stands, and how long a segment must be for it: past what all answers of a protocol begin with. */
const MARK_AT = 8;
const MARKED = MARK_AT + 8;

/** A few of a segment's bytes as a number, by which to see that other bytes have its numbers; -1 of short and of cut segments. */
export function markOf({ bytes, start, payloadStart, payloadLength, capturedLength }: ReadonlyPacket): number {
  if (payloadLength < MARKED || capturedLength < payloadStart + MARKED) return -1;
  const at = start + payloadStart + MARK_AT;
  let mark = 0;
  for (let i = 0; i < MARKED - MARK_AT; i++) mark = Math.imul(mark, 31) + bytes[at + i]! | 0;
  return Math.abs(mark);
}

/** It begins with the number of the segment before, and with other bytes: two speak in this end's name. */
export function contradicts({ packet, seq }: AnalysedPacket, { sender, fresh }: Arrival): boolean {
  if (sender.dataMark < 0 || seq !== sender.dataSeq || fresh >= packet.payloadLength) return false;
  const mark = markOf(packet);
  return mark >= 0 && mark !== sender.dataMark;
}

/** All its bytes are new, though a number in a RST that was not its end's own may let them seem old; or they are others. */
export function bringsOther(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const { next, acked } = arrival.sender;
  const isNew = next >= 0 && arrival.fresh === analysed.packet.payloadLength && seqAtOrBefore(acked, analysed.seq);
  return isNew || contradicts(analysed, arrival);
}

/** Answers this quick, ns, did not cross a network. */
const AT_ONCE = 500_000;
/** Round trips to an end that are no chance. */
export const SEVERAL_TRIPS = 2;
/** How much longer the way to the other end must be than the way to this one. */
const FARTHER = 8;

/** The capture was taken at this end: its answers come at once, and the other's do not. */
export function capturedAt(end: HostMemory, other: HostMemory): boolean {
  if (end.trips < SEVERAL_TRIPS || other.trips === 0 || other.distance < AT_ONCE) return false;
  return end.distance < AT_ONCE && other.distance > FARTHER * end.distance;
}

/** Linux's shortest retransmission timer, ns; what comes sooner was not the timer. */
export const SHORTEST_TIMER = 180_000_000;
/** A segment that a kernel sends in reaction to an ACK leaves within this time of it, the way to the capture apart. */
const REACTION = 100_000;

/** The time within which an end reacts to a packet, as seen from the capture point, ns. */
export function reactionTime(end: HostMemory): number {
  return end.distance === Infinity ? REACTION : end.distance * 1.5 + REACTION;
}

/** An ACK of the other end has just come by: it may have let this go, rather than a timer. */
export function comesWithAck({ sender, receiver, now, kind }: Arrival): boolean {
  return (kind & IS_DATA) !== 0 && receiver.lastNumber > 0 && sender.distance !== Infinity &&
    now - receiver.lastTime <= reactionTime(sender);
}

/** `other` is there, for this end confirms what it sends; but nothing of it is captured. */
export function isUnheard(other: HostMemory, end: HostMemory): boolean {
  return other.lastNumber === 0 && end.ackNumber > 0;
}

/** In less than this part of the shortest round trip nothing can have been heard. */
export const TOO_SOON = 0.75;

/** So soon after a packet was seen, `wait` ns, this end cannot have had it, if its round trip was ever measured. */
export function isTooSoon(wait: number, { trips, distance }: HostMemory): boolean {
  return trips > 0 && wait < TOO_SOON * distance;
}

/** No line carries more: bytes a nanosecond (400 Gbit/s), beside what a moment's disorder of a capture may hide. */
const FASTEST = 50;
const HIDDEN = 1 << 20;

/** More bytes than can have passed unseen within this time, ns: no window and no line lets them. */
export function cannotHavePassed(bytes: number, time: number): boolean {
  return bytes > HIDDEN + FASTEST * Math.max(0, time);
}

/** Windows that may have been filled unseen besides one for each round trip. */
const WINDOWS = 2;

/** More bytes than `taker` can have taken since it was last seen confirming: its windows were too small for them. */
export function exceedsWindows(bytes: number, taker: HostMemory, other: HostMemory, time: number): boolean {
  if (taker.synCount === 0 || other.synCount === 0 || taker.largestWindow === 0 || other.trips === 0) return false;
  return bytes > taker.largestWindow * (WINDOWS + time / other.distance);
}

/** Where the window of the sender's packet before this one ended, if this one's ends lower; -1 where it does not. */
export function edgeBefore({ ack, window }: AnalysedPacket, { sender }: Arrival): number {
  if (sender.sentAck < 0 || sender.window < 0 || sender.lastNumber === sender.latestSyn) return -1;
  const earlier = seqAdd(sender.sentAck, sender.window);
  // The window field counts in units, so that the edge may seem to move by less than one.
  const unit = sender.windowScale > 0 ? 1 << sender.windowScale : 1;
  return seqDiff(earlier, seqAdd(ack, window)) >= unit ? earlier : -1;
}

/** It has no timestamp, though both SYNs had: whoever gets it may throw it away (RFC 7323 3.2). */
export function lacksStamp({ packet }: AnalysedPacket, { sender, receiver, kind }: Arrival): boolean {
  if (!sender.timestamps || !receiver.timestamps || !receiver.sentSynAck && !sender.sentSynAck) return false;
  if (kind & (IS_SYN | IS_SYN_ACK | IS_RST | IS_ODD)) return false;
  return packet.payloadStart <= packet.capturedLength && timestampOf(packet) < 0 &&
    findOption(packet, OPTION_TIMESTAMPS) < 0;
}

/** These bytes went when there was room for them, and the other end took that back: it throws away what has none. */
export function lostItsRoom(analysed: AnalysedPacket, { receiver }: Arrival, sentAt: number): boolean {
  const { edgeBackNumber, edgeBackTime, edgeBackTo } = receiver;
  return edgeBackNumber > 0 && sentAt <= edgeBackTime && seqAtOrBefore(edgeBackTo, analysed.seq);
}

/** Bytes of a SACK option with one block, and of timestamps as kernels lay them out. */
const SHORTEST_SACK = 10;
const TIMESTAMPS_ALONE = 12;

/** No kernel asks whether the other end is there sooner than this after it was last heard, ns (Linux: 1 s). */
const SHORTEST_IDLE = 900_000_000;

/**
 * A keep-alive, as analysers call it, that is one: after silence, and from an end that has not closed. Others are a single byte
 * sent again, or an old ACK that was overtaken by the FIN.
 */
export function isKeepAlive(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver } = arrival;
  if (!judged(packet, verdict.KEEP_ALIVE) && !repeatsLower(packet, arrival)) return false;
  if (sender.finSeq >= 0 && !sender.finAcked) return false;
  // A byte that was a segment of its own is sent again as long as its ACK has not come; nor has that where what came with it has not.
  const alone = packet.packet.payloadLength === 1 && sender.dataLength === 1 && sender.dataSeq === packet.seq;
  const unheard = isTooSoon(arrival.now - sender.ackedTime, sender) || seqBefore(packet.ack, receiver.next);
  if (alone && unheard) return false;
  return wasSilent(arrival) || isOldByte(packet, arrival);
}

/** Nothing was said for so long that a kernel may ask for it, as far as the capture shows. */
export function wasSilent(arrival: Arrival): boolean {
  return arrival.sender.lastTime < 0 || afterIdleness(arrival);
}

/** The one byte that an end sends which the capture joins late, confirmed before: had it been the end of its data, that went before. */
function isOldByte({ packet }: AnalysedPacket, { sender }: Arrival): boolean {
  return packet.payloadLength === 1 && sender.synCount === 0 && sender.dataNumber === 0;
}

/**
 * One below the next number of an end that the capture joins late, and that has sent nothing but such: the other end's answer has told
 * that number, which analysers go without.
 */
function repeatsLower({ seq }: AnalysedPacket, { sender, kind }: Arrival): boolean {
  return (kind & IS_ACK) !== 0 && sender.synCount === 0 && sender.segments === 0 && sender.keepAlives > 0 &&
    seqDiff(sender.next, seq) === 1;
}

/** The packet just before was a keep-alive, and this ACK says what was said before it: its answer, whatever window it has. */
export function answersKeepAlive({ seq, ack }: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, memory, kind, newlyAcked } = arrival;
  // With an old number it asks the same itself.
  if (sender.next >= 0 && seqBefore(seq, sender.next)) return false;
  return (kind & IS_ACK) !== 0 && receiver.unanswered > 0 && newlyAcked === 0 && ack === receiver.next &&
    sender.window !== 0 && receiver.lastNumber === memory.lastNumber;
}

/** The other end was silent for so long, as far as this one can have heard, that its kernel may ask whether it is still there. */
function afterIdleness({ sender, receiver, now, newlyAcked }: Arrival): boolean {
  // What it confirms it has heard.
  const unheard = newlyAcked === 0 && now - receiver.lastTime <= reactionTime(sender) || receiver.lastTime < 0;
  return now - (unheard ? sender.lastTime : receiver.lastTime) >= SHORTEST_IDLE;
}

/** A single byte that was confirmed before, after silence: an old number whose bytes nobody needs, as keep-alives have. */
export function asksOnly({ packet }: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, fresh } = arrival;
  // Of the first packet of an end that the capture joins late nothing else is known.
  return packet.payloadLength === 1 && (sender.lastTime < 0 || fresh === 0 && afterIdleness(arrival));
}

/** No kernel waits so long, ns, before it repeats a SYN,ACK whose ACK has not come: it has the ACK, and waits for data. */
const DEFERRED = 7e9;

/** Its first repetition comes so late, the handshake is complete here, and the other end has sent no data. */
export function isDeferred(sender: HostMemory, receiver: HostMemory, wait: number): boolean {
  return sender.synCount === 1 && receiver.ackNumber > sender.synNumber && receiver.segments === 0 && wait >= DEFERRED;
}

/** The packet has the SACK option. */
export function hasSelectiveAck(packet: ReadonlyPacket): boolean {
  const options = packet.payloadStart - packet.tcpStart - TCP_HEADER;
  // Nearly all packets have timestamps and nothing else: there is no need to walk through them.
  if (options < SHORTEST_SACK || options === TIMESTAMPS_ALONE && timestampOf(packet) >= 0) return false;
  return findOption(packet, OPTION_SACK) >= 0;
}

/** Both ends offered selective acknowledgments: whoever holds bytes behind a hole then says so (RFC 2018 2, 4). */
export function agreedOnSack({ sender, receiver }: Pick<Arrival, "sender" | "receiver">): boolean {
  return sender.selectiveAcks && receiver.selectiveAcks;
}

/** A RST with this number is neither where its receiver stands nor where its sender goes on: a kernel does not believe it (RFC 5961 3). */
export function isOffNumber(seq: number, { sender, receiver }: Arrival): boolean {
  return receiver.sentAck >= 0 && seq !== receiver.sentAck && seq !== sender.next;
}

/**
 * The first packet of an end after its SYN, which repeats the ACK before any data: its window field may be the same, but only
 * now it counts in scaled units (RFC 7323 2.2), and says more than before.
 */
export function announcesScaled({ window }: AnalysedPacket, { sender, receiver }: Arrival): boolean {
  return sender.windowScale > 0 && sender.lastNumber > 0 && sender.lastNumber === sender.latestSyn &&
    sender.window > 0 && window > sender.window && sender.segments + receiver.segments === 0;
}

/** The ranges it acknowledges selectively, raw numbers. */
export function sackBlocks(packet: ReadonlyPacket): readonly SackBlock[] {
  if (!hasSelectiveAck(packet)) return [];
  for (const option of tcpOptions(packet)) if (option.kind === "sack") return option.blocks;
  return [];
}

/** The block of a D-SACK: the first one, where it lies below the acknowledgment or inside the second (RFC 2883 4); else null. */
export function doubledBlock(packet: ReadonlyPacket): SackBlock | null {
  const [first, second] = sackBlocks(packet);
  if (first === undefined) return null;
  const below = seqAtOrBefore(first.right, packet.ack);
  const inside = second !== undefined && seqAtOrBefore(second.left, first.left) &&
    seqAtOrBefore(first.right, second.right);
  return below || inside ? first : null;
}

/**
 * The one block of this ACK is the byte of a keep-alive, which may not be in the capture: old by design, and nothing was sent
 * twice.
 */
export function namesKeepAlive(packet: ReadonlyPacket, { receiver, acksFin }: Arrival): boolean {
  const block = receiver.dataLength === 1 && receiver.keepAlives === 0 ? null : doubledBlock(packet);
  // SYN and FIN take a number, too, and nobody who has closed asks so.
  if (acksFin || receiver.finAcked) return false;
  return block !== null && seqDiff(block.right, block.left) === 1 && block.right === packet.ack &&
    block.left !== receiver.synRaw;
}

/** The shortest time after which a kernel uses a window that has less room than a segment, ns (RFC 9293 3.8.6.2.1). */
const PERSISTS = 190e6;

/** It has waited with less room than a segment, and then used that. */
export function waitedForRoom(analysed: AnalysedPacket, { sender, receiver, gap, fresh }: Arrival): boolean {
  if (!judged(analysed, verdict.WINDOW_FULL) || gap < PERSISTS || sender.outstanding > 0 || fresh === 0) return false;
  // A window that nobody has said yet is -1.
  return receiver.window >= 0 && receiver.window < sender.segmentLimit(receiver) &&
    receiver.window <= receiver.largestWindow / 2;
}

const TLS_ALERT = 21;
const TLS_HEADER = 5;

/** One TLS record of the kind alert, and no more (RFC 8446 5.1); encrypted ones of TLS 1.3 do not show their kind. */
export function isAlert({ bytes, start, payloadStart, payloadLength }: ReadonlyPacket): boolean {
  const at = start + payloadStart;
  if (payloadLength < TLS_HEADER || bytes[at] !== TLS_ALERT || bytes[at + 1] !== 3) return false;
  return ((bytes[at + 3]! << 8) | bytes[at + 4]!) === payloadLength - TLS_HEADER;
}
