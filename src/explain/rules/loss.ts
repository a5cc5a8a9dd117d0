/**
 * Segments sent again. Wireshark's flags decide which rule is asked; what is said follows from the conversation, also where
 * the flag misleads.
 */
import { seqAdd, seqAfter, seqAtOrBefore, seqBefore } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { cutAnewFor, isCopy, isUnasked, lastSending, sameSending, shortestTurn, wasHeldUp } from "../memory/copies.ts";
import { overtaken, wasFirst } from "../memory/order.ts";
import {
  bringsOther,
  capturedAt,
  comesWithAck,
  fillsGap,
  holeOf,
  isKeepAlive,
  judged,
  reactionTime,
} from "../memory/evidence.ts";
import { isSameSyn } from "../memory/note_options.ts";
import { IS_DATA, IS_FIN, IS_JUDGED, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import { carriesSynData, sayRepeatedSyn } from "./handshake.ts";
import { followsPartialAck, isTailProbe, sayReneged } from "./recovery.ts";
import type { Rule } from "./rule.ts";
import { packetList, type Voice } from "../words/voice.ts";

/** Linux's shortest retransmission timer, ns; what comes sooner was not the timer. */
export const SHORTEST_TIMER = 180_000_000;
/** Duplicates that suggest a fast retransmission although more time has passed than analysers allow. */
const SEVERAL = 2;

/** A single byte below the next number that is still unconfirmed, or that was sent a moment ago: called a keep-alive, and none. */
export function keepAliveInName(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, kind } = arrival;
  if (!judged(packet, verdict.KEEP_ALIVE) || (kind & IS_DATA) === 0 || receiver.window === 0 || sender.acked < 0) {
    return false;
  }
  return isUnconfirmed(packet, arrival) && receiver.lastNumber > 0 || !isKeepAlive(packet, arrival);
}

export function isUnconfirmed({ seq }: AnalysedPacket, { sender }: Arrival): boolean {
  return seqAtOrBefore(sender.acked, seq);
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

/** It carries what can be sent again: no first FIN, no filling of a frame, and nothing that was not sent before. */
export function takesNumbers(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { kind, sender } = arrival;
  if (kind & IS_DATA && bringsOther(packet, arrival)) return false;
  return (kind & (IS_DATA | IS_SYN | IS_SYN_ACK)) !== 0 || (kind & IS_FIN) !== 0 && sender.finSeq >= 0;
}

function isTimeout(packet: AnalysedPacket, arrival: Arrival): boolean {
  if (keepAliveInName(packet, arrival)) return isUnconfirmed(packet, arrival);
  // In a simultaneous open the SYN,ACK has the number of the SYN before it, and is no repetition.
  if (arrival.kind & IS_SYN_ACK && !arrival.sender.sentSynAck) return false;
  if (!takesNumbers(packet, arrival)) return false;
  if (isCopy(packet, arrival)) return true;
  if (!judged(packet, verdict.RETRANSMISSION) || judged(packet, verdict.SPURIOUS_RETRANSMISSION)) return false;
  if (isTailProbe(packet, arrival) || followsPartialAck(packet, arrival)) return false;
  if (cutAnewFor(packet, arrival) !== null) return false;
  return !isFast(packet, arrival) && !overtaken(packet, arrival);
}

/**
 * Its FIN once more, a moment after the first, in the packet that confirms the other end's: the FINs have crossed, and kernels of
 * the BSD family put theirs into every packet that they send in CLOSING.
 */
function acksWithFin({ kind, sender, acksFin, now }: Arrival): boolean {
  return (kind & IS_FIN) !== 0 && acksFin && sender.finTime >= 0 && now - sender.finTime < SHORTEST_TIMER;
}

const retransmissionTimeout: Rule = {
  code: "retransmission-timeout",
  rfc: "RFC 6298 5; RFC 9293 3.8.1",
  kinds: IS_JUDGED,
  certainty: (packet, arrival) => fillsGap(packet, arrival) ? "possible" : "likely",
  ordinary: false,
  scenario: "timeout-backoff",
  remembers(arrival, number, packet) {
    const { sender } = arrival;
    if (acksWithFin(arrival) || carriesSynData(arrival) || isSameSyn(packet.packet, arrival)) return;
    if (fillsGap(packet, arrival)) {
      if (sender.filled++ === 0) sender.filledNumber = number;
      if (wasSentAgain(packet, arrival)) sender.filledAgain++;
      if (arrival.now - arrival.receiver.lastTime > SHORTEST_TIMER) noteTimer(sender, number);
    } else if (isCopy(packet, arrival)) sender.copied++;
    else if (isEarly(packet, arrival)) sender.early++;
    else {
      sender.timeouts++;
      if (arrival.kind & IS_DATA && !followsTimer(packet, arrival)) noteTimer(sender, number);
    }
  },
  match: isTimeout,
  tell(analysed, arrival, voice) {
    const { kind } = arrival;
    const wait = waitOf(analysed, arrival);
    if (isSameSyn(analysed.packet, arrival)) {
      const { latestSyn: number } = arrival.sender;
      voice.title("retransmission-timeout.copy");
      voice.say("timeout.syn-copy", { number, id: analysed.packet.ipId, wait: voice.grammar.duration(wait) });
      return;
    }
    if (kind & (IS_SYN | IS_SYN_ACK)) sayRepeatedSyn(analysed, arrival, { wait, voice });
    else if (kind & IS_DATA) sayData(analysed, arrival, { wait, voice });
    else if (kind & IS_FIN) {
      const { sender } = arrival;
      const values = { seq: analysed.seq, wait: voice.grammar.duration(wait) };
      if (acksWithFin(arrival)) {
        voice.title("retransmission-timeout.crossed");
        voice.say("timeout.fin-crossed", { ...values, ack: analysed.ack, number: arrival.receiver.finNumber });
        return;
      }
      // Sooner than any timer.
      if (wait < SHORTEST_TIMER) voice.title("retransmission-timeout.early");
      if (sender.finAcked) {
        voice.say("timeout.fin-acked", { ...values, number: sender.ackedBy });
        return;
      }
      voice.say("timeout.fin", values);
      if (wait < SHORTEST_TIMER) return;
    }
    if (keepAliveInName(analysed, arrival)) voice.say("timeout.not-keep-alive");
    sayAttempt(analysed, arrival, { wait, voice });
  },
};

interface Told {
  readonly wait: number;
  readonly voice: Voice;
}

/** What fills a gap left later than what lies behind it, by its marks; or it comes so late that nothing on the way is. */
function wasSentAgain(packet: AnalysedPacket, arrival: Arrival): boolean {
  return wasFirst(packet, arrival) === false || arrival.now - holeOf(packet, arrival)!.time > SHORTEST_TIMER;
}

/** Until all that is out now is confirmed, whatever is sent again is due to this. */
function noteTimer(sender: HostMemory, number: number): void {
  sender.timerTo = sender.next;
  sender.timerNumber = number;
}

/** The timer ran out before, this is of what was out then, and an ACK has just let it go. */
function followsTimer({ seq }: AnalysedPacket, { sender, receiver, now }: Arrival): boolean {
  if (sender.timerTo < 0 || !seqBefore(seq, sender.timerTo) || receiver.lastNumber < sender.timerNumber) return false;
  return now - receiver.lastTime <= reactionTime(sender);
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

function saysUnasked(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const earlier = lastSending(analysed, arrival);
  return earlier !== null && isUnasked(earlier, arrival, analysed.packet.payloadLength);
}

/** Sooner than any retransmission timer, and not one of several attempts. */
function isEarly(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, kind } = arrival;
  if ((kind & IS_DATA) === 0 || sender.resends > 0 && sender.resendSeq === packet.seq && sender.resendWait > 0) {
    return false;
  }
  return waitOf(packet, arrival) < SHORTEST_TIMER;
}

function sayData(analysed: AnalysedPacket, arrival: Arrival, { wait, voice }: Told): void {
  const { packet, seq } = analysed;
  const { fresh, sender } = arrival;
  const { grammar } = voice;
  const length = packet.payloadLength;
  const last = seqAdd(seq, length - 1);
  const bytes = grammar.bytes(length);
  if (fillsGap(analysed, arrival)) {
    voice.title("retransmission-timeout.gap");
    voice.say("timeout.unseen", { bytes, seq, last, raw: packet.seq, number: holeOf(analysed, arrival)!.number });
    return;
  }
  if (sender.ackedBy > 0 && seqAtOrBefore(seqAdd(seq, length), sender.acked)) {
    voice.say("timeout.confirmed", { bytes, seq, last, wait: grammar.duration(wait), number: sender.ackedBy });
  } else if (length === 1) voice.say("timeout.one", { seq, raw: packet.seq, wait: grammar.duration(wait) });
  else voice.say("timeout.data", { bytes, seq, last, raw: packet.seq, wait: grammar.duration(wait) });
  if (fresh === 0) sayFirstSent(analysed, arrival, voice);
  else voice.say("timeout.more", { bytes: grammar.bytes(fresh) });
}

/** Names the packets of the first sending where there are several: the kernel has cut the bytes anew. */
function sayFirstSent({ packet, seq }: AnalysedPacket, { sender }: Arrival, voice: Voice): void {
  const packets = sender.sent?.packetsOf(seq, seq + packet.payloadLength) ?? [];
  if (packets.length > 1) voice.say("resent.first-in", { numbers: packetList(packets, voice) });
}

/** What had brought these bytes came by damaged. */
function sayDamaged({ seq, packet }: AnalysedPacket, { sender }: Arrival, voice: Voice): boolean {
  const { damagedNumber: number, damagedSeq } = sender;
  if (number === 0 || packet.payloadLength === 0 || seq !== damagedSeq) return false;
  voice.say("resent.damaged", { number });
  return true;
}

function sayAttempt(analysed: AnalysedPacket, arrival: Arrival, { wait, voice }: Told): void {
  const { sender, kind } = arrival;
  if (fillsGap(analysed, arrival) || sayReneged(analysed, arrival, voice)) return;
  if (sayDamaged(analysed, arrival, voice)) return;
  const { grammar } = voice;
  // Of SYN,ACKs some of which were asked for, the times between them are not those of one timer.
  const mixed = kind & IS_SYN_ACK && arrival.receiver.synCount > 1;
  if (!mixed && sender.resends > 0 && sender.resendSeq === analysed.seq && sender.resendWait > 0) {
    const values = {
      count: sender.resends + 2,
      wait: grammar.duration(wait),
      earlier: grammar.duration(sender.resendWait),
    };
    if (wait > 1.6 * sender.resendWait && wait < 2.5 * sender.resendWait) voice.say("timeout.nth", values);
    else voice.say("timeout.nth-again", values);
  } else if (isCopy(analysed, arrival)) {
    voice.title("retransmission-timeout.copy");
    const trip = sender.distance + arrival.receiver.distance;
    if (sameSending(analysed, arrival)) voice.say("timeout.copy-id", { id: analysed.packet.ipId });
    else if (trip !== Infinity && wait < shortestTurn(arrival)) {
      voice.say("timeout.too-soon", { trip: grammar.duration(trip) });
    } else if (saysUnasked(analysed, arrival)) {
      voice.title("retransmission-timeout.unasked");
      voice.say("timeout.unasked", { trip: grammar.duration(trip) });
    } else voice.say("timeout.copies");
    return;
  } else if (carriesSynData(arrival)) {
    voice.title("retransmission-timeout.again");
    voice.say("timeout.syn-bytes", { number: arrival.receiver.synNumber });
    return;
  } else if (wasHeldUp(analysed, arrival)) {
    voice.title("retransmission-timeout.again");
    voice.say("timeout.bunched");
  } else if (followsTimer(analysed, arrival)) {
    voice.title("retransmission-timeout.follows");
    voice.say("timeout.follows", { number: sender.timerNumber });
  } else if (comesWithAck(arrival)) {
    voice.title("retransmission-timeout.recovery");
    const time = grammar.duration(arrival.now - arrival.receiver.lastTime);
    voice.say("timeout.with-ack", { number: arrival.receiver.lastNumber, time });
  } else if (isEarly(analysed, arrival)) {
    voice.title("retransmission-timeout.early");
    voice.say("timeout.early");
  } else if ((kind & (IS_SYN | IS_SYN_ACK)) === 0) {
    // Beside the other end, what was captured has come: nothing of it was lost.
    const came = kind & IS_DATA && lastSending(analysed, arrival) !== null && capturedAt(arrival.receiver, sender);
    voice.say(came ? "timeout.first-here" : "timeout.first");
  }
  if (kind & IS_SYN) voice.say("timeout.connecting");
  else if (kind & IS_DATA) voice.say("timeout.program");
}

const fastRetransmission: Rule = {
  code: "fast-retransmission",
  rfc: "RFC 5681 3.2; RFC 6675",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  scenario: "fast-retransmit",
  remembers(arrival) {
    const { sender } = arrival;
    sender.fast++;
    if (!isRecovering(arrival)) sender.recoverUntil = sender.next;
  },
  match: (packet, arrival) => isFast(packet, arrival) && !overtaken(packet, arrival) && !isCopy(packet, arrival),
  tell(analysed, arrival, voice) {
    const { packet, seq } = analysed;
    const { sender, receiver } = arrival;
    const bytes = voice.grammar.bytes(packet.payloadLength);
    if (receiver.duplicates > 0 && seq === sender.acked) {
      voice.say("fast.start", { bytes, seq, times: voice.grammar.times(receiver.duplicates + 1) });
    } else if (sender.sackedTo >= 0 && seqBefore(seq, sender.sackedTo)) voice.say("fast.sacked", { bytes, seq });
    else voice.say("fast.goes-on", { bytes, seq, until: sender.recoverUntil });
    sayFirstSent(analysed, arrival, voice);
    if (sayDamaged(analysed, arrival, voice)) return;
    if (arrival.memory.first("fastMeaning")) voice.say("fast.why");
    if (!judged(analysed, verdict.FAST_RETRANSMISSION)) voice.say("fast.late");
  },
};

export const RETRANSMISSION_RULES: readonly Rule[] = [retransmissionTimeout, fastRetransmission];
