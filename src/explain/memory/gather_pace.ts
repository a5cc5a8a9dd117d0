/**
 * Gathers what the findings about speed and loss are drawn from: rounds, stalls, full windows, large segments, D-SACKs. It runs
 * before the packet changes what is known.
 */
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ipIdStep, seqAfter, seqAtOrBefore } from "../../packet/sequence.ts";
import { Bursts } from "../clues/bursts.ts";
import { Occurrences } from "../clues/occurrences.ts";
import { Stalls } from "../clues/stalls.ts";
import type { Arrival } from "./arrival.ts";
import type { HostMemory } from "./host_memory.ts";
import { doubledBlock, isTooSoon, namesKeepAlive, waitedForRoom } from "./evidence.ts";
import { IS_ACK, IS_DATA, IS_SYN } from "./packet_kind.ts";

/** Data bytes of a segment that only a path for large packets takes: smaller than any link's MTU in use less headers and tunnels. */
export const LARGE = 1200;
/** Segments of a sender before its rounds are followed. */
const A_TRANSFER = 8;
/** The shortest time after which a kernel sends again, ns. */
const LONG_WAIT = 190e6;
/** Farther than this, ns, an end is not where the capture was taken. */
const FAR = 1e6;
/** Within this of the delayed ACK, ns, the way to the sender apart, the segment that waited for it leaves. */
const RELEASED = 5e6;

/** Takes a packet that is no copy. */
export function gatherPace(arrival: Arrival, analysed: AnalysedPacket): void {
  const { kind } = arrival;
  if (kind & IS_DATA) takeData(arrival, analysed);
  else if (kind & IS_ACK && doubledBlock(analysed.packet) !== null) noteDoubled(arrival, analysed);
  if (arrival.newlyAcked > 0) noteArrival(arrival, analysed);
}

/** The receiver reports bytes that came twice: what was sent again, or what the network doubled. */
function noteDoubled(arrival: Arrival, { packet }: AnalysedPacket): void {
  const { sender, receiver } = arrival;
  // A SYN takes a number too, and that is no byte.
  if (namesKeepAlive(packet, arrival) || doubledBlock(packet)?.left === receiver.synRaw || receiver.unanswered > 0) {
    return;
  }
  const resent = receiver.timeouts + receiver.early + receiver.fast + receiver.spurious + receiver.filled;
  // What is taken for overtaken may have been sent again all the same.
  if (resent > 0) (sender.reported ??= new Occurrences()).add(packet.number);
  else if (receiver.overtaken === null) (sender.unasked ??= new Occurrences()).add(packet.number);
}

function takeData(arrival: Arrival, analysed: AnalysedPacket): void {
  const { sender, receiver, fresh, kind, now } = arrival;
  const { packet, verdicts, seq } = analysed;
  const { payloadLength: length, number } = packet;
  if (length >= LARGE && sender.largeSeq < 0) sender.largeSeq = seq;
  if (fresh !== length || kind & IS_SYN) {
    // What comes late belongs to an earlier round.
    sender.bursts?.disturb();
    return;
  }
  if (verdicts & verdict.WINDOW_FULL && receiver.duplicates === 0 && sender.resent.length === 0) {
    (sender.fullWindows ??= new Occurrences()).add(number);
  }
  if (waitedForRoom(analysed, arrival)) (sender.smallWindows ??= new Occurrences()).add(number);
  noteStall(arrival, analysed);
  const limit = smallLimit(arrival);
  if (length < limit) {
    if (!sender.noNagle && length < LARGE / 2) sender.noNagle = defiesNagle(limit, arrival);
    sender.smallSeq = seq;
  }
  if (arrival.gap >= LONG_WAIT) noteJump(arrival, analysed);
  if (sender.bursts === null) {
    if (sender.segments < A_TRANSFER) return;
    sender.bursts = new Bursts();
  }
  const trip = sender.distance + receiver.distance;
  if (trip === Infinity) return;
  const asked = receiver.dataNumber > sender.dataNumber;
  sender.bursts.take({ now, number, length, trip, window: receiver.window, idle: sender.outstanding === 0, asked });
}

/**
 * An answer that came late, and whose host had counted on meanwhile: what it sent first may have been lost before the capture
 * point, which then is not at its own machine.
 */
function noteJump({ sender, receiver, gap }: Arrival, { packet }: AnalysedPacket): void {
  if (sender.jump !== null || sender.idSteps === 0 || sender.distance < FAR) return;
  if (receiver.dataNumber <= sender.dataNumber || receiver.dataNumber === 0) return;
  const packets = ipIdStep(sender.lastIpId, packet.ipId) - 1;
  if (packet.ipId <= 0 || packets <= 0 || gap < waitsFor(packets)) return;
  sender.jump = { number: packet.number, packets, wait: gap, ofTimer: isOfTimer(gap, packets) };
}

/** What a kernel waits at least between so many lost sendings of one segment, ns: after a probe, each time twice as long. */
function waitsFor(lost: number): number {
  return LONG_WAIT * (2 ** (lost - 1) - 1);
}

/** Lost sendings from which on the waits between them are told from a program's pause. */
const DOUBLED_WAITS = 2;
/** The round trip makes the timer longer, by so much of it at most. */
const LONGER = 1.25;

/**
 * So long after the packet before it comes what a timer sends again for the last time, where all of the `missing` packets were
 * earlier sendings, or all but one: the first wait, and each time twice as long (RFC 6298 5.5).
 */
function isOfTimer(wait: number, missing: number): boolean {
  return [missing - 1, missing].some((lost) => {
    const least = waitsFor(lost + 1);
    return lost >= DOUBLED_WAITS && wait >= least && wait <= LONGER * least;
  });
}

/** What fits in a segment: what an end announces itself is what its own link carries, and so the most that it sends, too. */
export function largestSegment(sender: HostMemory, receiver: HostMemory): number {
  const own = sender.maximumSegment > 0 ? sender.maximumSegment - sender.optionBytes : Infinity;
  return Math.min(sender.segmentLimit(receiver), own);
}

/**
 * What is shorter is a small segment. Half of what fits may be a stream cut up on the way; but a host that has sent longer ones knows
 * that these are small.
 */
export function smallLimit({ sender, receiver }: Arrival): number {
  const fits = largestSegment(sender, receiver);
  const full = Math.min(fits, sender.fullSegment(receiver) || fits);
  return Math.min(full, Math.max(full / 2, sender.largest));
}

/** Of a small segment, below `limit`: it leaves while an earlier small one is unconfirmed, or sooner than an ACK of that can have reached its sender. */
export function defiesNagle(limit: number, { sender, receiver, kind, now }: Arrival): boolean {
  if (kind !== IS_DATA || sender.segments === 0) return false;
  // Beside the sender trips of microseconds tell only how busy it was.
  if (sender.outstanding === 0) {
    return sender.dataLength < limit && sender.distance >= FAR && isTooSoon(now - sender.ackedTime, sender);
  }
  // An ACK passes here before it gets to the sender.
  return receiver.lastNumber > 0 && sender.acked >= 0 && sender.smallSeq >= 0 &&
    seqAtOrBefore(sender.acked, sender.smallSeq);
}

/** A small segment that leaves when the delayed ACK of the one before comes. */
function noteStall({ sender, receiver, now, memory }: Arrival, { packet }: AnalysedPacket): void {
  const { delayedNumber, lastNumber, lastTrip, distance } = receiver;
  if (delayedNumber === 0 || delayedNumber !== lastNumber || delayedNumber !== memory.lastNumber) return;
  if (sender.outstanding !== 0 || sender.ackedBy !== delayedNumber) return;
  if (packet.payloadLength >= (sender.fullSegment(receiver) || sender.segmentLimit(receiver))) return;
  // What leaves before that ACK can have reached it left for another reason: its program writes at such times.
  if (sender.distance >= FAR && isTooSoon(now - receiver.lastTime, sender)) return;
  // Its program had nothing to wait for: the other one said nothing since.
  if (receiver.dataNumber > sender.dataNumber) return;
  const toSender = sender.distance === Infinity ? 0 : sender.distance;
  if (now - receiver.lastTime > 1.5 * toSender + RELEASED) return;
  const stalls = sender.stalls ??= new Stalls();
  const telling = packet.payloadLength !== sender.dataLength || receiver.dataNumber > stalls.latest;
  stalls.take(packet.number, delayedNumber, { wait: lastTrip - distance, telling });
}

function noteArrival(arrival: Arrival, { ack }: AnalysedPacket): void {
  const { receiver } = arrival;
  if (answersFirst(arrival, ack)) (receiver.needless ??= new Occurrences()).add(receiver.resendFirst);
  if (receiver.largeSeq >= 0 && !receiver.largeArrived && seqAfter(ack, receiver.largeSeq)) {
    receiver.largeArrived = true;
  }
}

/**
 * The ACK of a segment that was sent again comes sooner than it can have been answered: it answers an earlier sending, which so
 * had arrived (as Eifel detection tells it by timestamps, RFC 3522). A copy of the packet, a moment after it, is no second sending.
 */
function answersFirst({ sender, receiver, now }: Arrival, ack: number): boolean {
  const { resends, resendSeq, resendTime, resendWait } = receiver;
  if (resends === 0 || resendWait < sender.distance || !seqAfter(ack, resendSeq)) return false;
  return isTooSoon(now - resendTime, sender);
}
