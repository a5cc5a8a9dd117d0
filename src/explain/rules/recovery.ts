/**
 * Recovery and congestion: retransmissions that no timer made (fast ones, probes of the tail, the steps of a recovery under way),
 * reports that something came twice, and marks that routers set instead of dropping (ECN, RFC 3168).
 */
import { seqAdd, seqAfter, seqAtOrBefore, seqBefore, seqRelative } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { AE, CWR, ECE, type ReadonlyPacket, SYN } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { cutAnewFor, isCopy, lastSending } from "../memory/copies.ts";
import { overtaken, overtakenLate } from "../memory/order.ts";
import {
  agreedOnSack,
  doubledBlock,
  fillsGap,
  isTooSoon,
  judged,
  namesKeepAlive,
  reactionTime,
  SEVERAL_TRIPS,
  SHORTEST_TIMER,
} from "../memory/evidence.ts";
import { IS_ACK, IS_DATA, IS_FIN, IS_JUDGED, IS_ODD } from "../memory/packet_kind.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import type { Rule } from "./rule.ts";
import { packetList, type Voice } from "../words/voice.ts";

/** The shortest probe timer, ns (RFC 8985 7.2). */
const SHORTEST_PROBE = 10_000_000;
/** Within this of the ACK, ns, the way to the sender apart, a kernel reacts to it. */
const REACTS = 5_000_000;
/** Duplicates that suggest a fast retransmission although more time has passed than analysers allow. */
const SEVERAL = 2;

function isResent(packet: AnalysedPacket, arrival: Arrival): boolean {
  return judged(packet, verdict.RETRANSMISSION) && !judged(packet, verdict.SPURIOUS_RETRANSMISSION) &&
    (arrival.kind & IS_DATA) !== 0 && arrival.fresh === 0 && !fillsGap(packet, arrival) && !isCopy(packet, arrival) &&
    overtakenLate(packet, arrival) === null && cutAnewFor(packet, arrival) === null;
}

const resentSmaller: Rule = {
  code: "resent-smaller",
  rfc: "RFC 1191 6.5; RFC 8201 5.2",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  scenario: "path-mtu",
  match: (packet, arrival) => cutAnewFor(packet, arrival) !== null,
  tell(analysed, arrival, voice) {
    const { packet, seq } = analysed;
    const { number, mtu, quotedNumber, quotedSeq, quotedLength } = cutAnewFor(analysed, arrival)!;
    const { grammar } = voice;
    const values = { bytes: grammar.bytes(packet.payloadLength), seq, number };
    if (mtu > 0) voice.say("smaller.start", { ...values, mtu: grammar.bytes(mtu) });
    else voice.say("smaller.unnamed", values);
    if (seq === quotedSeq && quotedNumber > 0) {
      voice.say("smaller.before", { quoted: quotedNumber, length: grammar.bytes(quotedLength) });
    }
    voice.say("smaller.why");
  },
};

/** Counts data or a FIN that is sent again for a loss; the first of them is remembered. */
export function countRepair(sender: HostMemory, reason: "timeouts" | "early" | "fast", number: number): void {
  sender[reason]++;
  if (sender.repairNumber === 0) sender.repairNumber = number;
}

/**
 * The last segment of all again, though older ones are unconfirmed: a timer would begin with the oldest, and so does what
 * duplicate ACKs ask for (RFC 8985 7).
 */
export function isTailProbe(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, now } = arrival;
  if (!isResent(packet, arrival) || seqAdd(packet.seq, packet.packet.payloadLength) !== sender.next) return false;
  // Where the other end is not heard, nobody knows what it has confirmed; and the tail is probed once.
  if (receiver.lastNumber === 0 || sender.acked < 0 || sender.resends > 0 && sender.resendSeq === packet.seq) {
    return false;
  }
  // A probe has waited; what goes beside another that is sent again is of the same recovery.
  if (sender.resendTime >= 0 && now - sender.resendTime < SHORTEST_PROBE) return false;
  if (now - sender.dataTime < SHORTEST_PROBE) return false;
  return seqAfter(packet.seq, sender.acked) && (sender.sackedTo < 0 || seqAtOrBefore(sender.sackedTo, sender.next));
}

/** The first unconfirmed segment again, right after an ACK that confirmed a part of what was out when recovery began. */
export function followsPartialAck(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, now } = arrival;
  // What follows a timer's sending goes as ACKs come, and yet for the timer's sake.
  if (sender.recoverUntil < 0 || sender.timerTo >= 0 || !isResent(packet, arrival) || packet.seq !== sender.acked) {
    return false;
  }
  if (!seqBefore(sender.acked, sender.recoverUntil)) return false;
  if (sender.resendTime > sender.ackedTime && sender.resendSeq === packet.seq) return false;
  return now - sender.ackedTime <= partialReaction(sender) && !hasOtherReason(arrival);
}

/**
 * It sent more than the window before that ACK allowed, so that it had the ACK and knew of no loss; or so many duplicates have come
 * to it since as ask for it.
 */
function hasOtherReason({ sender, receiver, now }: Arrival): boolean {
  const edge = seqAdd(sender.resendSeq, receiver.largestWindow);
  // A window whose scale is not known seems too small for what was out before, too.
  if (seqAtOrBefore(sender.recoverUntil, edge) && seqAfter(sender.next, edge)) return true;
  return receiver.duplicates > SEVERAL && now - receiver.duplicatesSince >= sender.distance;
}

function partialReaction({ distance }: HostMemory): number {
  return distance === Infinity ? REACTS : 1.5 * distance + REACTS;
}

/** Led by duplicate ACKs rather than by the timer. */
export function isFast(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, now, kind } = arrival;
  // What is sent again after the timer ran out goes as ACKs come, and yet for the timer's sake (RFC 6298 5.4).
  if (sender.timerTo >= 0 || cutAnewFor(packet, arrival) !== null) return false;
  if (followsPartialAck(packet, arrival) || !isAskedFor(packet, arrival)) return false;
  // On a way that moves packets, what fills a gap of the capture may just be late.
  if (judged(packet, verdict.FAST_RETRANSMISSION)) return !fillsGap(packet, arrival) || sender.overtaken === null;
  if (!judged(packet, verdict.RETRANSMISSION) || (kind & IS_DATA) === 0 || fillsGap(packet, arrival)) return false;
  if (continuesRecovery(packet, arrival)) return true;
  if (now - receiver.lastTime > Math.max(reactionTime(sender), longestDoubt(arrival))) return false;
  return receiver.duplicates >= SEVERAL && packet.seq === sender.acked ||
    sender.sackedTo >= 0 && seqBefore(packet.seq, sender.sackedTo);
}

/**
 * How long a kernel may wait, ns, to see whether what is missing was only overtaken: a round trip at most (RFC 8985 6.2); where
 * none was measured, less than any timer.
 */
function longestDoubt({ sender, receiver }: Arrival): number {
  if (sender.trips === 0 || receiver.trips === 0) return SHORTEST_TIMER;
  const trip = sender.usualTrip + receiver.usualTrip + sender.tripVariation + receiver.tripVariation;
  return Math.min(trip, SHORTEST_TIMER);
}

/** It is the first that is missing, or something behind it was reported; and it is not confirmed yet. */
function isAskedFor(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver } = arrival;
  if (sender.acked < 0 || receiver.lastNumber === 0) return true;
  // What was sent again for this hole already, and is missing still, waits for the timer.
  if (lastSending(analysed, arrival)?.again && sender.resendTime >= receiver.duplicatesSince) return false;
  const { seq, packet } = analysed;
  const end = seqAdd(seq, packet.payloadLength);
  if (seqAtOrBefore(end, sender.acked)) return false;
  if (seq === sender.acked) return sender.sackedTo < 0 || seqAfter(sender.sackedTo, end) || receiver.duplicates > 0;
  return sender.sackedTo >= 0 && seqBefore(end, sender.sackedTo) || isRecovering(arrival);
}

/** Something was sent again on the other end's asking, and what was out then is not all confirmed yet. */
function isRecovering({ sender }: Arrival): boolean {
  return sender.recoverUntil >= 0 && sender.acked >= 0 && seqBefore(sender.acked, sender.recoverUntil);
}

/** Of what was out when recovery began, more is sent again as ACKs come, behind what they report too. */
function continuesRecovery(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, now } = arrival;
  return isRecovering(arrival) && seqBefore(packet.seq, sender.recoverUntil) && sender.resendSeq !== packet.seq &&
    receiver.lastNumber > 0 && now - receiver.lastTime <= reactionTime(sender);
}

const tailLossProbe: Rule = {
  code: "tail-loss-probe",
  rfc: "RFC 8985 7",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  // No scenario loses the end of a burst alone.
  scenario: null,
  remembers: ({ sender }, number) => countRepair(sender, "early", number),
  match: isTailProbe,
  tell({ packet, seq }, { sender, now }, voice) {
    const { grammar } = voice;
    const values = { bytes: grammar.bytes(packet.payloadLength), seq, wait: grammar.duration(now - sender.dataTime) };
    voice.say("probe.tail", { ...values, acked: sender.acked });
    voice.say("probe.tail-why");
  },
};

const partialAck: Rule = {
  code: "partial-ack-retransmission",
  rfc: "RFC 6582 3.2; RFC 6675 5",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  // No scenario loses two segments of one burst.
  scenario: null,
  remembers: ({ sender }, number) => countRepair(sender, "fast", number),
  match: followsPartialAck,
  tell({ packet, seq }, { sender, now }, voice) {
    const { grammar } = voice;
    voice.say("partial.start", {
      bytes: grammar.bytes(packet.payloadLength),
      seq,
      number: sender.ackedBy,
      time: grammar.duration(now - sender.ackedTime),
      until: sender.recoverUntil,
    });
    voice.say("partial.why");
  },
};

export const fastRetransmission: Rule = {
  code: "fast-retransmission",
  rfc: "RFC 5681 3.2; RFC 6675",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  scenario: "fast-retransmit",
  remembers(arrival, number) {
    const { sender } = arrival;
    countRepair(sender, "fast", number);
    if (!isRecovering(arrival)) sender.recoverUntil = sender.next;
  },
  match: (packet, arrival) => isFast(packet, arrival) && !overtaken(packet, arrival) && !isCopy(packet, arrival),
  tell(analysed, arrival, voice) {
    const { packet, seq } = analysed;
    const { sender, receiver } = arrival;
    const bytes = voice.grammar.bytes(packet.payloadLength);
    if (receiver.duplicates > 0 && seq === sender.acked) {
      const late = sender.trips >= SEVERAL_TRIPS && isTooSoon(arrival.now - receiver.lastTime, sender);
      const times = voice.grammar.times(receiver.duplicates + 1);
      voice.say(late ? "fast.start-some" : "fast.start", { bytes, seq, times });
    } else if (sender.sackedTo >= 0 && seqBefore(seq, sender.sackedTo)) voice.say("fast.sacked", { bytes, seq });
    else voice.say("fast.goes-on", { bytes, seq, until: sender.recoverUntil });
    sayFirstSent(analysed, arrival, voice);
    if (sayDamaged(analysed, arrival, voice)) return;
    if (arrival.memory.first("fastMeaning")) voice.say("fast.why");
    if (!judged(analysed, verdict.FAST_RETRANSMISSION)) voice.say("fast.late");
  },
};

const doubled: Rule = {
  code: "dsack",
  rfc: "RFC 2883 4",
  kinds: IS_ACK,
  certainty: "certain",
  ordinary: false,
  scenario: "duplicate",
  match: ({ packet }, arrival) =>
    agreedOnSack(arrival) && doubledBlock(packet) !== null &&
    !namesKeepAlive(packet, arrival),
  tell({ packet, ack }, _, voice) {
    const { left, right } = doubledBlock(packet)!;
    const base = seqAdd(packet.ack, -ack);
    voice.say("dsack.start", { from: seqRelative(left, base), to: seqRelative(right - 1, base), ack });
    voice.say("dsack.result");
  },
};

/** Names the packets of the first sending where there are several: the kernel has cut the bytes anew. */
export function sayFirstSent({ packet, seq }: AnalysedPacket, { sender }: Arrival, voice: Voice): void {
  const packets = sender.sent?.packetsOf(seq, seq + packet.payloadLength) ?? [];
  if (packets.length > 1) voice.say("resent.first-in", { numbers: packetList(packets, voice) });
}

/** What had brought these bytes came by damaged. */
export function sayDamaged({ seq, packet }: AnalysedPacket, { sender }: Arrival, voice: Voice): boolean {
  const { damagedNumber: number, damagedSeq } = sender;
  if (number === 0 || packet.payloadLength === 0 || seq !== damagedSeq) return false;
  voice.say("resent.damaged", { number });
  return true;
}

/** Of bytes that the receiver had named as held, and has given up since, none was lost; says so. */
export function sayReneged(
  { seq, packet }: AnalysedPacket,
  { receiver: { reneged } }: Arrival,
  voice: Voice,
): boolean {
  if (reneged === null || packet.payloadLength === 0 || seqBefore(seq, reneged.report.left)) return false;
  const { report, number } = reneged;
  voice.title("retransmission-timeout.follows");
  voice.say("timeout.reneged", { left: report.left, last: report.right - 1, report: report.number, number });
  return true;
}

export const RECOVERY_RULES: readonly Rule[] = [resentSmaller, tailLossProbe, partialAck];
export const DOUBLED_RULES: readonly Rule[] = [doubled];

/** The flags mean what RFC 3168 says: with AccECN (RFC 9768) the same bits are a counter. */
function speaksClassic({ flags }: ReadonlyPacket, { memory }: Arrival): boolean {
  return memory.ecn.speaks && (flags & (SYN | AE)) === 0 && (flags & (ECE | CWR)) !== 0;
}

const ecn: Rule = {
  code: "ecn",
  rfc: "RFC 3168 5, 6.1",
  kinds: IS_ACK | IS_DATA | IS_FIN,
  certainty: "certain",
  ordinary: false,
  // The lab's queues can mark (--queue red:ecn), but no scenario does.
  scenario: null,
  remembers({ sender }, number, { packet }) {
    if (packet.flags & ECE) sender.echoNumber = number;
  },
  match: ({ packet }, arrival) =>
    (arrival.kind & IS_ODD) === 0 && (arrival.memory.ecn.marks(packet) || speaksClassic(packet, arrival)),
  tell({ packet }, arrival, voice) {
    const { receiver, memory } = arrival;
    if (memory.ecn.marks(packet)) voice.say("ecn.marked");
    if (!speaksClassic(packet, arrival)) return;
    if (packet.flags & ECE) voice.say("ecn.echo");
    if ((packet.flags & CWR) === 0) return;
    if ((packet.flags & ECE) === 0 && !memory.ecn.marks(packet)) voice.title("ecn.reduced");
    if (receiver.echoNumber > 0) voice.say("ecn.reduced", { number: receiver.echoNumber });
    else voice.say("ecn.reduced-unasked");
  },
};

export const ECN_RULES: readonly Rule[] = [ecn];
