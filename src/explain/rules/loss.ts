/**
 * Segments sent again. Wireshark's flags decide which rule is asked; what is said follows from the conversation, also where
 * the flag misleads.
 */
import { seqAdd, seqAtOrBefore, seqBefore, seqDiff } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import {
  cutAnewFor,
  isCopy,
  isUnasked,
  lastSending,
  sameSending,
  shortestTurn,
  waitOf,
  wasHeldUp,
} from "../memory/copies.ts";
import { overtaken, wasFirst } from "../memory/order.ts";
import {
  bringsOther,
  capturedAt,
  comesWithAck,
  fillsGap,
  holeOf,
  isKeepAlive,
  isUnheard,
  judged,
  lacksStamp,
  lostItsRoom,
  reactionTime,
  SHORTEST_TIMER,
} from "../memory/evidence.ts";
import { isSameSyn } from "../memory/note_options.ts";
import { IS_DATA, IS_FIN, IS_JUDGED, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import { carriesSynData, sayRepeatedSyn } from "./handshake.ts";
import {
  countRepair,
  fastRetransmission,
  followsPartialAck,
  isFast,
  isTailProbe,
  sayDamaged,
  sayFirstSent,
  sayReneged,
} from "./recovery.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

/** Segments behind a hole that make a receiver ask often enough (RFC 5681 3.2). */
const ASKING = 3;

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
  certainty: (packet, arrival) =>
    fillsGap(packet, arrival) || mayBeAskedUnheard(packet, arrival) ? "possible" : "likely",
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
    else if (losesRoom(packet, arrival)) return;
    else if (isEarly(packet, arrival)) countRepair(sender, "early", number);
    else if (isAmidRecovery(packet, arrival)) countRepair(sender, "fast", number);
    else if (arrival.kind & (IS_SYN | IS_SYN_ACK)) sender.timeouts++;
    else {
      countRepair(sender, "timeouts", number);
      const byTimer = !followsTimer(packet, arrival) && !goesWithAck(packet, arrival);
      if (arrival.kind & IS_DATA && byTimer) noteTimer(sender, number);
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

/** Before it was sent last, the other end had not yet taken back the room for it. */
function losesRoom(packet: AnalysedPacket, arrival: Arrival): boolean {
  const earlier = lastSending(packet, arrival);
  return earlier !== null && lostItsRoom(packet, arrival, earlier.time);
}

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

/** An ACK that came after the sending before this one has just passed, and may have let it go. */
function goesWithAck(analysed: AnalysedPacket, arrival: Arrival): boolean {
  return comesWithAck(arrival) && arrival.now - arrival.receiver.lastTime < waitOf(analysed, arrival);
}

/** The timer ran out before, this is of what was out then, and an ACK has just let it go. */
function followsTimer({ seq }: AnalysedPacket, { sender, receiver, now }: Arrival): boolean {
  if (sender.timerTo < 0 || !seqBefore(seq, sender.timerTo) || receiver.lastNumber < sender.timerNumber) return false;
  return now - receiver.lastTime <= reactionTime(sender);
}

function saysUnasked(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const earlier = lastSending(analysed, arrival);
  return earlier !== null && isUnasked(earlier, arrival, analysed.packet.payloadLength);
}

/** Sooner than any retransmission timer, and not one of several attempts. */
function isEarly(packet: AnalysedPacket, arrival: Arrival): boolean {
  if ((arrival.kind & IS_DATA) === 0 || isAnotherAttempt(packet, arrival)) return false;
  return waitOf(packet, arrival) < SHORTEST_TIMER || startsAnew(arrival);
}

/** A timer begins with the oldest that is unconfirmed (RFC 6298 5.4): this lies behind that, and before what is reported as held. */
function isAmidRecovery(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, kind } = arrival;
  if ((kind & IS_DATA) === 0 || receiver.lastNumber === 0 || sender.timerTo >= 0) return false;
  return sender.acked >= 0 && seqBefore(sender.acked, packet.seq) && seqBefore(packet.seq, sender.sackedTo) &&
    !isAnotherAttempt(packet, arrival);
}

/** So lately an ACK has confirmed something, and with that the timer starts anew (RFC 6298 5.3), unless it is what ran out before. */
function startsAnew({ sender, now }: Arrival): boolean {
  return sender.ackedBy > 0 && sender.timerTo < 0 && now - sender.ackedTime < SHORTEST_TIMER;
}

/**
 * For the first time, and not too soon for a timer; but of the other end nothing is captured, and enough lies behind these bytes for
 * its ACKs to have asked for them (RFC 5681 3.2).
 */
function mayBeAskedUnheard(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, kind } = arrival;
  if ((kind & IS_DATA) === 0 || !isUnheard(receiver, sender) || isCopy(analysed, arrival)) return false;
  if (isAnotherAttempt(analysed, arrival) || isEarly(analysed, arrival)) return false;
  const { payloadLength: length } = analysed.packet;
  const behind = seqDiff(sender.next, seqAdd(analysed.seq, length));
  return behind >= ASKING * Math.min(length, sender.segmentLimit(receiver));
}

/** It was sent again before, and how long that had waited is known. */
function isAnotherAttempt({ seq }: AnalysedPacket, { sender }: Arrival): boolean {
  return sender.resends > 0 && sender.resendSeq === seq && sender.resendWait > 0;
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

function sayAttempt(analysed: AnalysedPacket, arrival: Arrival, { wait, voice }: Told): void {
  const { sender, kind } = arrival;
  if (fillsGap(analysed, arrival) || sayReneged(analysed, arrival, voice)) return;
  if (sayDamaged(analysed, arrival, voice)) return;
  const { grammar } = voice;
  // Of SYN,ACKs some of which were asked for, the times between them are not those of one timer.
  const mixed = kind & IS_SYN_ACK && arrival.receiver.synCount > 1;
  if (!mixed && isAnotherAttempt(analysed, arrival)) {
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
  } else if (losesRoom(analysed, arrival)) {
    voice.title("retransmission-timeout.no-room");
    voice.say("timeout.no-room", { number: arrival.receiver.edgeBackNumber });
  } else if (followsTimer(analysed, arrival)) {
    voice.title("retransmission-timeout.follows");
    voice.say("timeout.follows", { number: sender.timerNumber });
  } else if (goesWithAck(analysed, arrival)) {
    voice.title("retransmission-timeout.recovery");
    const time = grammar.duration(arrival.now - arrival.receiver.lastTime);
    voice.say("timeout.with-ack", { number: arrival.receiver.lastNumber, time });
  } else if (isEarly(analysed, arrival)) {
    voice.title("retransmission-timeout.early");
    if (wait < SHORTEST_TIMER) voice.say("timeout.early");
    else {
      const time = grammar.duration(arrival.now - sender.ackedTime);
      voice.say("timeout.anew", { number: sender.ackedBy, time });
    }
  } else if (isAmidRecovery(analysed, arrival)) {
    voice.title("retransmission-timeout.amid");
    voice.say("timeout.amid", { acked: sender.acked });
  } else if (mayBeAskedUnheard(analysed, arrival)) {
    voice.title("retransmission-timeout.unheard");
    voice.say("timeout.unheard");
  } else if ((kind & (IS_SYN | IS_SYN_ACK)) === 0) {
    if (lacksStamp(analysed, arrival)) voice.say("timeout.no-stamp");
    // Beside the other end, what was captured has come: nothing of it was lost.
    const came = kind & IS_DATA && lastSending(analysed, arrival) !== null && capturedAt(arrival.receiver, sender);
    voice.say(came ? "timeout.first-here" : "timeout.first");
  }
  if (kind & IS_SYN) voice.say("timeout.connecting");
  else if (kind & IS_DATA) voice.say("timeout.program");
}

export const RETRANSMISSION_RULES: readonly Rule[] = [retransmissionTimeout, fastRetransmission];
