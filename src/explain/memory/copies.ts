/**
 * Whether bytes that come again were sent again, or are one sending that the network doubled or the capture took twice.
 */
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { seqAdd, seqAfter, seqBefore, seqDiff } from "../../packet/sequence.ts";
import type { Arrival } from "./arrival.ts";
import {
  comesWithAck,
  fillsGap,
  holeOf,
  isTooSoon,
  judged,
  reactionTime,
  SEVERAL_TRIPS,
  SHORTEST_TIMER,
  TOO_SOON,
} from "./evidence.ts";
import { IS_DATA, IS_FIN, IS_SYN, IS_SYN_ACK } from "./packet_kind.ts";
import type { NotedError } from "./icmp_notes.ts";
import type { Sending } from "./sent_ranges.ts";

/** Copies of one capture are this far apart, ns, at most. */
const COPIES_APART = 1_000_000;
/** One that the network doubled comes at most so much later, ns: sooner than any retransmission timer. */
const DOUBLED_APART = 150_000_000;
/** Packets of one burst, ns: no timer runs out so soon. */
const AT_ONE_TIME = 1_000_000;
const AGAIN = verdict.RETRANSMISSION | verdict.FAST_RETRANSMISSION | verdict.SPURIOUS_RETRANSMISSION |
  verdict.OUT_OF_ORDER;

/** When and in which packet these bytes were sent last; null where that is not remembered. */
export function lastSending({ seq, packet }: AnalysedPacket, { sender }: Arrival): Sending | null {
  const length = packet.payloadLength;
  const remembered = sender.sent?.latest(seq, seqAdd(seq, length)) ?? null;
  if (remembered !== null) return remembered;
  if (sender.resends > 0 && sender.resendSeq === seq) {
    return { time: sender.resendTime, ipId: sender.resendId, again: true, offset: 0, length: sender.resendLength };
  }
  const { dataSeq, dataLength, dataTime: time, dataId: ipId } = sender;
  const offset = seqDiff(seq, dataSeq);
  if (time < 0 || offset < 0 || offset >= dataLength || offset > 0 && offset + length > dataLength) return null;
  return { time, ipId, again: false, offset, length: dataLength };
}

/** Time since this segment was last sent, ns. */
export function waitOf(analysed: AnalysedPacket, arrival: Arrival): number {
  const { sender, now, kind } = arrival;
  const { seq } = analysed;
  if (sender.resends > 0 && sender.resendSeq === seq) return now - sender.resendTime;
  if (kind & (IS_SYN | IS_SYN_ACK) && sender.latestSynTime >= 0) return now - sender.latestSynTime;
  if (kind & IS_FIN && (kind & IS_DATA) === 0 && sender.finTime >= 0) return now - sender.finTime;
  const earlier = kind & IS_DATA ? lastSending(analysed, arrival) : null;
  return earlier !== null ? now - earlier.time : analysed.retransmissionTimeout ?? now - sender.dataTime;
}

/**
 * By the IP identification, which a host gives anew to all that it sends: true for a copy, false for a second sending, null
 * where there is none, or where these bytes stood behind others in a packet that a card may have joined.
 */
function sameById(ipId: number, earlier: Sending): boolean | null {
  if (ipId <= 0 || earlier.ipId <= 0 || earlier.offset > 0) return null;
  return ipId === earlier.ipId;
}

/**
 * A sender that reacts to what became of a packet: it goes from the capture to the other end, the answer past the capture to the
 * sender, and the reaction comes back. Sooner than this, ns, nothing of the kind can be seen; 0 where the ways are not known.
 */
export function shortestTurn({ sender, receiver }: Pick<Arrival, "sender" | "receiver">): number {
  if (sender.trips + receiver.trips < SEVERAL_TRIPS || sender.trips === 0 || receiver.trips === 0) return 0;
  return TOO_SOON * (sender.distance + receiver.distance);
}

/** It bears the identification of the packet that brought these bytes before. */
export function sameSending(packet: AnalysedPacket, arrival: Arrival): boolean {
  const earlier = lastSending(packet, arrival);
  return earlier !== null && sameById(packet.packet.ipId, earlier) === true;
}

/** Round trips in which what was sent again may draw ACKs. */
const FEW = 3;

/** What the other end sent again a few round trips ago may still come in, in turn with what had been late. */
export function sentAgainLately({ sender, receiver, now }: Arrival): boolean {
  if (receiver.resendTime < 0) return false;
  return sender.distance === Infinity || now - receiver.resendTime <= FEW * reactionTime(sender);
}

/** By their identifications it is a packet of its own, and yet it comes sooner than its sender can have sent it again: held up on the way. */
export function wasHeldUp(packet: AnalysedPacket, arrival: Arrival): boolean {
  const earlier = lastSending(packet, arrival);
  if (earlier === null || sameById(packet.packet.ipId, earlier) !== false) return false;
  return arrival.now - earlier.time < AT_ONE_TIME;
}

/** A kernel that nobody asks sends nothing again sooner than after two of its round trips (RFC 8985 7.2); trips vary. */
const UNASKED_TRIPS = 1.2;

/**
 * So soon after `earlier` it can only have been sent again because an ACK told of something missing, and none did. What is cut anew,
 * for a link that takes less, goes at once (RFC 1191 6.5).
 */
export function isUnasked(earlier: Sending, { sender, receiver, now }: Arrival, length: number): boolean {
  if (shortestTurn({ sender, receiver }) === 0 || receiver.duplicates > 0 || sender.resends > 0) return false;
  if (sender.timerTo >= 0 || sender.recoverUntil >= 0 || receiver.duplicatesSince > earlier.time) return false;
  if (earlier.length !== length && sender.distance < receiver.distance) return false;
  return now - earlier.time < UNASKED_TRIPS * (sender.distance + receiver.distance);
}

/**
 * An ACK in the middle of a recovery has just shown that these bytes are the next to be repaired; or since they were sent, `wait` ns
 * ago, the other end has told that they are missing, and as far as is known soon enough for their sender to have heard it.
 */
function isAskedFor({ seq }: AnalysedPacket, { sender, receiver, now }: Arrival, wait: number): boolean {
  const isNext = seq === sender.acked;
  const behind = sender.sackedTo >= 0 && seqBefore(seq, sender.sackedTo);
  const since = isNext && behind ? Math.max(sender.ackedTime, receiver.duplicatesSince) : receiver.duplicatesSince;
  const heard = sender.trips < SEVERAL_TRIPS || !isTooSoon(now - since, sender);
  if ((isNext || behind) && since > now - wait && heard) return true;
  return isNext && seqBefore(seq, sender.recoverUntil) && now - sender.ackedTime <= reactionTime(sender);
}

/** Repeated ACKs had asked before `earlier` came, too soon for that to be the answer, and long enough ago for this to be it. */
function answersOlderAsking({ sender, receiver, now }: Arrival, { time }: Sending): boolean {
  const since = receiver.duplicatesSince;
  return since >= 0 && since < time && isTooSoon(time - since, sender) && !isTooSoon(now - since, sender);
}

/**
 * A packet whose bytes were all captured before, and that its sender did not send a second time: it bears the identification of
 * the first; or it comes sooner than any answer to that can have reached the sender, and what it drew have come back here; or
 * within a moment, in a capture that has shown copies before.
 */
export function isCopy(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, kind, fresh, now, memory } = arrival;
  if ((kind & IS_DATA) === 0 || fresh > 0 || !judged(packet, AGAIN) || fillsGap(packet, arrival)) return false;
  const earlier = lastSending(packet, arrival);
  const same = earlier === null ? null : sameById(packet.packet.ipId, earlier);
  const wait = earlier === null ? packet.retransmissionTimeout : now - earlier.time;
  if (same !== null) return same && wait! < DOUBLED_APART;
  const copies = memory.tally.count("captured-twice");
  if (isHabit(copies, memory.packets) && wait !== null && wait < COPIES_APART) return true;
  // What came late to a hole was not the answer to those who asked for it: that may be this.
  if (earlier !== null && answersOlderAsking(arrival, earlier)) return false;
  if (wait !== null && wait < shortestTurn(arrival)) return !isAskedFor(packet, arrival, wait);
  if (earlier !== null && isUnasked(earlier, arrival, packet.packet.payloadLength)) return true;
  return copies > 0 && (wait ?? now - sender.ackedTime) < COPIES_APART;
}

/** The bytes that fill a hole came so soon after it showed that their sender cannot have been asked for them again. */
export function tooSoonToBeAsked(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, now } = arrival;
  const hole = holeOf(packet, arrival);
  if (hole === null || sender.trips + receiver.trips < SEVERAL_TRIPS) return false;
  if (receiver.duplicates > 0) return isTooSoon(now - receiver.duplicatesSince, sender);
  return now - hole.time < shortestTurn(arrival);
}

/**
 * The ICMP error that named a link too small for the packet in which these bytes went before: they are cut anew for it, and go again
 * at once, or as ACKs come; null where it is no such packet.
 */
export function cutAnewFor(analysed: AnalysedPacket, arrival: Arrival): NotedError | null {
  const { sender, memory, kind, now } = arrival;
  if (memory.icmp === null || (kind & IS_DATA) === 0) return null;
  const { packet, seq, fromClient } = analysed;
  if (sender.acked >= 0 && seqBefore(seq, sender.acked)) return null;
  const length = packet.ipEnd - packet.ipStart;
  const earlier = lastSending(analysed, arrival);
  return memory.icmp.errors.find((error) => {
    if (error.failure !== "too-big" || error.joined || !error.expected || error.toClient !== fromClient) return false;
    if (seqBefore(seq, error.quotedSeq) || !seqBefore(seq, error.sentTo)) return false;
    if (length > (error.mtu > 0 ? error.mtu : error.quotedLength - 1)) return false;
    if (earlier !== null && (earlier.time > error.lastTime || earlier.length <= packet.payloadLength)) return false;
    // A kernel that is told sends it again at once (RFC 1191 6.5), before any timer.
    return now - error.lastTime < SHORTEST_TIMER || comesWithAck(arrival);
  }) ?? null;
}

/** A part of the packets that comes twice when the capture is taken at two places. */
const TWICE_PART = 0.3;
/** Fewer copies are no habit of the capture: the network may have doubled them. */
const TWICE_LEAST = 3;

/** So many of these packets are copies of others that it is the capture which takes packets twice. */
export function isHabit(copies: number, packets: number): boolean {
  return copies >= TWICE_LEAST && copies >= TWICE_PART * packets;
}

/** Counts a packet that comes behind its ACK. */
export function noteBehind({ sender, memory }: Arrival): void {
  sender.behind++;
  memory.servers.behind++;
}

/** Between the queues of one capture packets change places by less than this, ns. */
const QUEUES_APART = 100_000;

/**
 * None of its bytes was captured before, though they are confirmed: a moment after that, which a second sending hits by chance alone,
 * or by its time before that.
 */
export function comesBehindItsAck({ packet, seq, newBytes }: AnalysedPacket, { sender, now }: Arrival): boolean {
  const { payloadLength: length } = packet;
  if (sender.ackedBy === 0 || length === 0 || newBytes < length || seqAfter(seqAdd(seq, length), sender.acked)) {
    return false;
  }
  return now - sender.ackedTime < QUEUES_APART;
}
