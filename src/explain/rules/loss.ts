/**
 * Segments sent again. Wireshark's flags decide which rule is asked; what is said follows from the conversation, also where
 * the flag misleads.
 */
import { seqAdd, seqAtOrBefore, seqBefore } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { Occurrences } from "../clues/occurrences.ts";
import type { Arrival } from "../memory/arrival.ts";
import {
  fillsGap,
  holeOf,
  isKeepAlive,
  isTooSoon,
  judged,
  reactionTime,
  sentBefore,
  shortestTurn,
  tooSoonToBeAsked,
} from "../memory/evidence.ts";
import { IS_DATA, IS_FIN, IS_JUDGED, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import { followsPartialAck, isTailProbe } from "./recovery.ts";
import type { Rule } from "./rule.ts";
import { packetList, type Voice } from "../words/voice.ts";

/** Linux's shortest retransmission timer, ns; what comes sooner was not the timer. */
const SHORTEST_TIMER = 180_000_000;
/** Duplicates that suggest a fast retransmission although more time has passed than analysers allow. */
const SEVERAL = 2;

/** A single byte below the next number that is still unconfirmed, or that was sent a moment ago: called a keep-alive, and none. */
function keepAliveInName(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, kind } = arrival;
  if (!judged(packet, verdict.KEEP_ALIVE) || (kind & IS_DATA) === 0 || receiver.window === 0 || sender.acked < 0) {
    return false;
  }
  return isUnconfirmed(packet, arrival) && receiver.lastNumber > 0 || !isKeepAlive(packet, arrival);
}

function isUnconfirmed({ seq }: AnalysedPacket, { sender }: Arrival): boolean {
  return seqAtOrBefore(sender.acked, seq);
}

/** Led by duplicate ACKs rather than by the timer. */
function isFast(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, now, kind } = arrival;
  // What is sent again after the timer ran out goes as ACKs come, and yet for the timer's sake (RFC 6298 5.4).
  if (sender.timerTo >= 0) return false;
  if (followsPartialAck(packet, arrival)) return false;
  if (judged(packet, verdict.FAST_RETRANSMISSION)) return true;
  if (!judged(packet, verdict.RETRANSMISSION) || (kind & IS_DATA) === 0 || fillsGap(packet, arrival)) return false;
  if (now - receiver.lastTime > Math.max(reactionTime(sender), SHORTEST_TIMER)) return false;
  return receiver.duplicates >= SEVERAL && packet.seq === sender.acked ||
    sender.sackedTo >= 0 && seqBefore(packet.seq, sender.sackedTo);
}

function isTimeout(packet: AnalysedPacket, arrival: Arrival): boolean {
  if (keepAliveInName(packet, arrival)) return isUnconfirmed(packet, arrival);
  // In a simultaneous open the SYN,ACK has the number of the SYN before it, and is no repetition.
  if (arrival.kind & IS_SYN_ACK && !arrival.sender.sentSynAck) return false;
  if (isTooSoon(packet, arrival)) return true;
  if (!judged(packet, verdict.RETRANSMISSION) || judged(packet, verdict.SPURIOUS_RETRANSMISSION)) return false;
  if (isTailProbe(packet, arrival) || followsPartialAck(packet, arrival)) return false;
  return !isFast(packet, arrival) && !overtaken(packet, arrival);
}

/** Flagged a retransmission, but the IP identification, or the time, says that it was sent before the packet behind it. */
function overtaken(packet: AnalysedPacket, arrival: Arrival): boolean {
  return fillsGap(packet, arrival) && wasFirst(packet, arrival) === true;
}

/** Whether it left before the packet behind the gap; null where nothing tells. */
function wasFirst(packet: AnalysedPacket, arrival: Arrival): boolean | null {
  return sentBefore(packet, arrival) ?? (tooSoonToBeAsked(packet, arrival) ? true : null);
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
    if (fillsGap(packet, arrival)) {
      if (sender.filled++ === 0) sender.filledNumber = number;
    } else if (isTooSoon(packet, arrival)) sender.copied++;
    else if (isEarly(packet, arrival)) sender.early++;
    else {
      sender.timeouts++;
      if (arrival.kind & IS_DATA) sender.timerTo = sender.next;
    }
  },
  match: isTimeout,
  tell(analysed, arrival, voice) {
    const { kind } = arrival;
    const wait = waitOf(analysed, arrival);
    if (kind & (IS_SYN | IS_SYN_ACK)) saySyn(analysed, arrival, { wait, voice });
    else if (kind & IS_DATA) sayData(analysed, arrival, { wait, voice });
    else if (kind & IS_FIN) {
      const { sender } = arrival;
      const values = { seq: analysed.seq, wait: voice.grammar.duration(wait) };
      if (sender.finAcked) {
        voice.say("timeout.fin-acked", { ...values, number: sender.ackedBy });
        return;
      }
      voice.say("timeout.fin", values);
    }
    if (keepAliveInName(analysed, arrival)) voice.say("timeout.not-keep-alive");
    sayAttempt(analysed, arrival, { wait, voice });
  },
};

interface Told {
  readonly wait: number;
  readonly voice: Voice;
}

/** Time since this segment was last sent, ns. */
function waitOf({ seq, retransmissionTimeout }: AnalysedPacket, { sender, now, kind }: Arrival): number {
  if (sender.resends > 0 && sender.resendSeq === seq) return now - sender.resendTime;
  if (kind & (IS_SYN | IS_SYN_ACK) && sender.latestSynTime >= 0) return now - sender.latestSynTime;
  if (kind & IS_FIN && (kind & IS_DATA) === 0 && sender.finTime >= 0) return now - sender.finTime;
  return retransmissionTimeout ?? now - sender.dataTime;
}

/** Sooner than any retransmission timer, and not one of several attempts. */
function isEarly(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, kind } = arrival;
  if ((kind & IS_DATA) === 0 || sender.resends > 0 && sender.resendSeq === packet.seq && sender.resendWait > 0) {
    return false;
  }
  return waitOf(packet, arrival) < SHORTEST_TIMER;
}

function saySyn({ packet }: AnalysedPacket, { kind, sender, receiver, memory }: Arrival, { wait, voice }: Told): void {
  voice.title("retransmission-timeout.syn");
  const values = { raw: packet.seq, wait: voice.grammar.duration(wait) };
  if (kind & IS_SYN) voice.say("timeout.syn", values);
  else if (receiver.latestSyn === memory.lastNumber && receiver.synCount > 1) {
    voice.say("timeout.syn-ack-asked", { raw: packet.seq, number: receiver.latestSyn });
  } else if (receiver.ackNumber > sender.synNumber) {
    voice.say("timeout.syn-ack-ignored", { ...values, number: receiver.ackNumber });
  } else voice.say("timeout.syn-ack", values);
}

function sayData(analysed: AnalysedPacket, arrival: Arrival, { wait, voice }: Told): void {
  const { packet, seq } = analysed;
  const { fresh } = arrival;
  const { grammar } = voice;
  const length = packet.payloadLength;
  const last = seqAdd(seq, length - 1);
  const bytes = grammar.bytes(length);
  if (fillsGap(analysed, arrival)) {
    voice.title("retransmission-timeout.gap");
    voice.say("timeout.unseen", { bytes, seq, last, raw: packet.seq, number: holeOf(analysed, arrival)!.number });
    return;
  }
  if (length === 1) voice.say("timeout.one", { seq, raw: packet.seq, wait: grammar.duration(wait) });
  else voice.say("timeout.data", { bytes, seq, last, raw: packet.seq, wait: grammar.duration(wait) });
  if (fresh === 0) sayFirstSent(analysed, arrival, voice);
  else voice.say("timeout.more", { bytes: grammar.bytes(fresh) });
}

/** Names the packets of the first sending where there are several: the kernel has cut the bytes anew. */
function sayFirstSent({ packet, seq }: AnalysedPacket, { sender }: Arrival, voice: Voice): void {
  const packets = sender.sent?.packetsOf(seq, seq + packet.payloadLength) ?? [];
  if (packets.length > 1) voice.say("resent.first-in", { numbers: packetList(packets, voice) });
}

function sayAttempt(analysed: AnalysedPacket, arrival: Arrival, { wait, voice }: Told): void {
  const { sender, kind } = arrival;
  if (fillsGap(analysed, arrival)) return;
  const { grammar } = voice;
  if (sender.resends > 0 && sender.resendSeq === analysed.seq && sender.resendWait > 0) {
    const values = {
      count: sender.resends + 2,
      wait: grammar.duration(wait),
      earlier: grammar.duration(sender.resendWait),
    };
    if (wait > 1.6 * sender.resendWait && wait < 2.5 * sender.resendWait) voice.say("timeout.nth", values);
    else voice.say("timeout.nth-again", values);
  } else if (isTooSoon(analysed, arrival)) {
    voice.title("retransmission-timeout.copy");
    const trip = sender.distance + arrival.receiver.distance;
    if (trip === Infinity || wait >= shortestTurn(arrival)) voice.say("timeout.copies");
    else voice.say("timeout.too-soon", { trip: grammar.duration(trip) });
    return;
  } else if (isEarly(analysed, arrival)) {
    voice.title("retransmission-timeout.early");
    voice.say("timeout.early");
  } else if ((kind & (IS_SYN | IS_SYN_ACK)) === 0) voice.say("timeout.first");
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
  remembers({ sender }) {
    sender.fast++;
    sender.recoverUntil = sender.next;
  },
  match: (packet, arrival) => isFast(packet, arrival) && !overtaken(packet, arrival) && !isTooSoon(packet, arrival),
  tell(analysed, arrival, voice) {
    const { packet, seq } = analysed;
    const { sender, receiver } = arrival;
    const bytes = voice.grammar.bytes(packet.payloadLength);
    if (receiver.duplicates > 0 && seq === sender.acked) {
      voice.say("fast.start", { bytes, seq, count: receiver.duplicates + 1 });
    } else voice.say("fast.sacked", { bytes, seq });
    sayFirstSent(analysed, arrival, voice);
    if (arrival.memory.first("fastMeaning")) voice.say("fast.why");
    if (!judged(analysed, verdict.FAST_RETRANSMISSION)) voice.say("fast.late");
  },
};

const spuriousRetransmission: Rule = {
  code: "spurious-retransmission",
  rfc: "RFC 9293 3.10.7.4; RFC 5682",
  kinds: IS_JUDGED,
  certainty: "likely",
  ordinary: false,
  // No scenario loses or delays an ACK alone.
  scenario: null,
  remembers: ({ sender }) => sender.spurious++,
  match: (packet, arrival) =>
    judged(packet, verdict.SPURIOUS_RETRANSMISSION) && !isTooSoon(packet, arrival) ||
    keepAliveInName(packet, arrival) && !isUnconfirmed(packet, arrival),
  tell({ packet, seq }, { sender }, voice) {
    const bytes = voice.grammar.bytes(packet.payloadLength);
    if (sender.ackedBy > 0) voice.say("spurious.start", { bytes, seq, acked: sender.acked, number: sender.ackedBy });
    else voice.say("spurious.confirmed", { bytes, seq });
    voice.say("spurious.why");
    voice.say("spurious.result");
  },
};

const outOfOrder: Rule = {
  code: "out-of-order",
  rfc: "RFC 9293 3.10.7.4",
  kinds: IS_JUDGED,
  certainty: (packet, arrival) =>
    fillsGap(packet, arrival) && wasFirst(packet, arrival) === null ? "possible" : "likely",
  ordinary: false,
  scenario: "out-of-order",
  remembers(arrival, number, packet) {
    if (!overtaken(packet, arrival)) return;
    (arrival.sender.overtaken ??= new Occurrences()).add(number);
  },
  match: (packet, arrival) =>
    judged(packet, verdict.OUT_OF_ORDER) && !isTooSoon(packet, arrival) &&
      (arrival.fresh < packet.packet.payloadLength || fillsGap(packet, arrival)) ||
    overtaken(packet, arrival),
  tell(analysed, arrival, voice) {
    const { packet, seq } = analysed;
    const { sender } = arrival;
    const bytes = voice.grammar.bytes(packet.payloadLength);
    const last = seqAdd(seq, packet.payloadLength - 1);
    const first = wasFirst(analysed, arrival);
    const hole = holeOf(analysed, arrival);
    const number = hole?.number ?? 0;
    if (hole === null) {
      voice.title("out-of-order.resent");
      voice.say("order.repeated", { bytes, seq, next: sender.next });
    } else if (first === null) voice.say("order.unknown", { bytes, seq, last, number });
    else if (first) {
      voice.say("order.late", { bytes, seq, last, number });
      if (sentBefore(analysed, arrival) === null) voice.say("order.time");
      else voice.say("order.ids", { id: packet.ipId, laterId: hole.ipId });
    } else {
      voice.title("out-of-order.resent");
      voice.say("order.resent", { bytes, seq, last, number, id: packet.ipId, laterId: hole.ipId });
    }
    voice.say("order.buffered");
  },
};

export const RETRANSMISSION_RULES: readonly Rule[] = [
  retransmissionTimeout,
  fastRetransmission,
  spuriousRetransmission,
  outOfOrder,
];
