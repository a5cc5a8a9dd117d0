/**
 * The opening of a connection: SYN, SYN with ACK, and the ACK that completes the handshake.
 */
import { nanosecondsBetween } from "../../base/moment.ts";
import { isUndelivered } from "../../packet/icmp_error.ts";
import { seqAdd } from "../../packet/sequence.ts";
import { CWR, ECE, type ReadonlyPacket } from "../../packet/packet.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { IS_ACK, IS_DATA, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import type { NotedError } from "../memory/icmp_notes.ts";
import type { FirstSyn } from "../memory/known_servers.ts";
import { isDeferred } from "../memory/evidence.ts";
import type { Rule } from "./rule.ts";
import { offersLess, synOffer } from "../../packet/syn_offer.ts";
import type { Voice } from "../words/voice.ts";

/** The options of a SYN as phrases; what they are for is told with the first SYN. */
function offerPhrases(packet: ReadonlyPacket, voice: Voice, { why }: { why: boolean }): string[] {
  const offer = synOffer(packet);
  const phrases: string[] = [];
  const { grammar } = voice;
  if (offer.maximumSegment >= 0) {
    phrases.push(voice.phrase("option.segment", { bytes: grammar.bytes(offer.maximumSegment) }));
  }
  if (offer.windowScale > 0) phrases.push(voice.phrase("option.scale", { unit: 1 << offer.windowScale }));
  if (offer.windowScale === 0) phrases.push(voice.phrase("option.no-scale"));
  if (offer.selectiveAcks) phrases.push(voice.phrase(why ? "option.sack-why" : "option.sack"));
  if (offer.timestamps) phrases.push(voice.phrase(why ? "option.timestamps-why" : "option.timestamps"));
  if (offer.multipath) phrases.push(voice.phrase("option.multipath"));
  if (offer.fastOpenCookie === "") phrases.push(voice.phrase("option.cookie-request"));
  else if (offer.fastOpenCookie !== null) {
    phrases.push(voice.phrase("option.cookie", { bytes: grammar.bytes(offer.fastOpenCookie.length / 2) }));
  }
  if (packet.flags & ECE) phrases.push(voice.phrase("option.ecn"));
  return phrases;
}

/** Runs of one digit, or steps up and down, as anonymisers and textbooks write them. */
const REGULAR_DIGITS = /^(\d)\1\1(\d)\2\2(\d)\3\3\d?$|123456789|987654321/;
/** So low a number a kernel picks once in forty thousand times. */
const LOW = 100_000;

/** A first number that no kernel of today is likely to have picked. */
function isRegular(raw: number): boolean {
  return raw < LOW || raw % 10_000 === 0 || REGULAR_DIGITS.test(String(raw));
}

/** The SYN of another conversation of this host, the one before, if that had the same first number; else null. */
function sharesNumber({ packet, conversation, fromClient }: AnalysedPacket, { memory }: Arrival): FirstSyn | null {
  const { address } = fromClient ? conversation.client : conversation.server;
  return memory.servers.askedWith(address, packet.seq);
}

/**
 * Two connections with one number from one port, or without the options that every kernel sets: raw packets of a program. A
 * kernel gives each connection a port of its own; old ones took the number from a clock, the same for all of a moment.
 */
function isMade({ packet }: AnalysedPacket, other: FirstSyn): boolean {
  return other.port === packet.srcPort || other.bare && synOffer(packet).maximumSegment < 0;
}

/** A clock from which a kernel takes first numbers stands still for less than this, ns. */
const STANDS_STILL = 1e9;

/** One packet written anew: it has the identification of the other, or comes when no clock shows the same any more. */
function isWrittenAnew({ packet }: AnalysedPacket, other: FirstSyn): boolean {
  const { ipId } = other;
  return ipId > 0 && ipId === packet.ipId || Math.abs(nanosecondsBetween(other, packet)) >= STANDS_STILL;
}

/** The latest SYN of the attempt before this one, on the same ports and with the same first number; 0 without one. */
function triedBefore({ packet, fromClient }: AnalysedPacket, { memory }: Arrival): number {
  const end = fromClient ? memory.older?.client : memory.older?.server;
  return end?.synRaw === packet.seq ? end.latestSyn : 0;
}

/** What the first number tells. */
function sayStart(analysed: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const raw = analysed.packet.seq;
  const tried = triedBefore(analysed, arrival);
  const other = sharesNumber(analysed, arrival);
  if (tried > 0) voice.say("syn.start-again", { raw, number: tried });
  else if (other !== null) {
    const { number } = other;
    if (isMade(analysed, other)) voice.say("syn.start-made", { raw, number });
    else voice.say(isWrittenAnew(analysed, other) ? "syn.start-anew" : "syn.start-shared", { raw, number });
  } else voice.say(isRegular(raw) ? "syn.start-regular" : "syn.start", { raw });
}

const syn: Rule = {
  code: "syn",
  rfc: "RFC 9293 3.4.1, 3.5",
  kinds: IS_SYN,
  certainty(analysed, arrival) {
    const other = triedBefore(analysed, arrival) > 0 ? null : sharesNumber(analysed, arrival);
    return other !== null && (isMade(analysed, other) || isWrittenAnew(analysed, other)) ? "likely" : "certain";
  },
  ordinary: true,
  scenario: "v0",
  match: (_, { sender }) => sender.synCount === 0,
  tell(analysed, arrival, voice) {
    const { packet } = analysed;
    const { receiver, sender, now } = arrival;
    sayStart(analysed, arrival, voice);
    if (packet.payloadLength === 0) voice.say("syn.number", { first: seqAdd(packet.seq, 1) });
    const options = offerPhrases(packet, voice, { why: true });
    if (options.length > 0) voice.say("syn.options", { options: voice.grammar.list(options) });
    else voice.say("syn.no-options");
    if (receiver.synCount > 0 && sender.synCount === 0 && now > 0) {
      voice.title("syn.simultaneous");
      voice.say("syn.simultaneous");
    } else voice.say("syn.state");
  },
};

const synAck: Rule = {
  code: "syn-ack",
  rfc: "RFC 9293 3.5",
  kinds: IS_SYN_ACK,
  certainty: "certain",
  ordinary: true,
  scenario: "v0",
  remembers({ foreign, memory }, number, { packet }) {
    if (!foreign) return;
    memory.clue.oldConnection ??= {
      number,
      synAck: true,
      ack: packet.ack,
      stream: memory.older?.stream ?? -1,
      certain: false,
    };
  },
  match: (_, { sender }) => !sender.sentSynAck,
  tell({ packet }, arrival, voice) {
    const { sender, receiver } = arrival;
    const simultaneous = sender.synCount > 0;
    if (arrival.foreign) {
      voice.title("syn-ack.foreign");
      voice.say("syn-ack.foreign", {
        ackRaw: packet.ack,
        number: receiver.synNumber,
        want: seqAdd(receiver.synRaw, 1),
      });
      return;
    }
    const length = Math.max(0, arrival.newlyAcked - 1);
    const values = { ackRaw: packet.ack, synRaw: seqAdd(packet.ack, -1 - length) };
    if (length > 0) voice.say("syn-ack.with-data", { ...values, length, bytes: voice.grammar.bytes(length) });
    else voice.say("syn-ack.start", values);
    if (simultaneous) voice.say("syn-ack.simultaneous");
    else voice.say("syn-ack.own", { raw: packet.seq, first: seqAdd(packet.seq, 1) });
    if (!simultaneous) voice.say("syn-ack.kernel");
    const options = offerPhrases(packet, voice, { why: false });
    if (options.length > 0) voice.say("syn-ack.options", { options: voice.grammar.list(options) });
    else voice.say("syn-ack.no-options");
    if (receiver.synCount > 0) sayScaling(packet, receiver.windowScale, voice);
    voice.say("syn-ack.state");
  },
};

function sayScaling(packet: ReadonlyPacket, receiverScale: number, voice: Voice): void {
  const senderScale = synOffer(packet).windowScale;
  if (senderScale >= 0 && receiverScale >= 0) {
    voice.say("syn-ack.scaling", { receiverUnit: 1 << receiverScale, senderUnit: 1 << senderScale });
  } else if (senderScale >= 0 || receiverScale >= 0) voice.say("syn-ack.no-scaling");
}

function completes({ packet }: AnalysedPacket, { acksSyn, receiver, sender }: Arrival): boolean {
  return acksSyn && receiver.synCount > 0 && sender.synCount > 0 && packet.payloadStart > 0;
}

const handshakeAck: Rule = {
  code: "handshake-ack",
  rfc: "RFC 9293 3.5",
  kinds: IS_ACK | IS_DATA,
  certainty: (_, { sender }) => sender.rstNumber > 0 ? "likely" : "certain",
  ordinary: true,
  scenario: "v0",
  remembers: ({ memory, now }) => memory.handshakeTime = now,
  match: (packet, arrival) => (arrival.kind & (IS_SYN | IS_SYN_ACK)) === 0 && completes(packet, arrival),
  tell({ packet, seq }, arrival, voice) {
    const { now, sender, receiver } = arrival;
    const reset = sender.rstNumber;
    if (reset > 0) {
      voice.title("handshake-ack.after-reset");
      voice.say("handshake-ack.after-reset", { number: receiver.synNumber, reset });
      return;
    }
    voice.say("handshake-ack.start", { ackRaw: packet.ack, synRaw: seqAdd(packet.ack, -1) });
    if (sender.synTime === 0) voice.say("handshake-ack.time", { time: voice.grammar.duration(now) });
    if (packet.payloadLength > 0) voice.say("handshake-ack.with-data");
    voice.say("handshake-ack.programs");
    if (packet.payloadLength === 0) voice.say("handshake-ack.no-number", { seq });
    voice.say("handshake-ack.state", { number: receiver.latestSyn });
  },
};

export const HANDSHAKE_RULES: readonly Rule[] = [syn, synAck, handshakeAck];

/** The SYN,ACK has just come, and the SYN's data was not confirmed in it. */
export function carriesSynData({ kind, acksSyn, memory }: Arrival): boolean {
  return (kind & IS_DATA) !== 0 && acksSyn && (memory.clues?.synData ?? null) !== null;
}

/** An answer may take so many times the round trip of the first, ... */
const LATE_ANSWER = 1.5;
/** ... and so much longer, ns: trips beside the server are so short that a busy machine doubles them. */
const BUSY = 10e6;
/** A trip may be so much shorter than the shortest before it: the clocks and queues of the way waver. */
const WAVERS = 0.98;

/**
 * This SYN,ACK is for the SYN that came again, for it comes a round trip after that one. Where no trip is known: more SYNs have come
 * than were answered.
 */
function answersRepeatedSyn({ sender, receiver, now, kind }: Arrival): boolean {
  if ((kind & IS_SYN_ACK) === 0 || receiver.synCount < 2) return false;
  if (sender.distance === Infinity) return receiver.synCount > sender.synCount;
  const time = now - receiver.latestSynTime;
  return time >= WAVERS * sender.distance && time <= LATE_ANSWER * sender.distance + BUSY;
}

/** The ICMP error that has answered this end's SYN; null without one. */
function refusalOf({ memory, sender }: Arrival): NotedError | null {
  const toClient = sender === memory.client;
  return memory.icmp?.errors.find((error) =>
    error.toClient === toClient && error.lastNumber > sender.latestSyn && isUndelivered(error.failure)
  ) ?? null;
}

/** Says of a SYN or SYN,ACK that comes again, `wait` ns after it was last sent, why it does. */
export function sayRepeatedSyn(
  { packet }: AnalysedPacket,
  arrival: Arrival,
  { wait, voice }: { readonly wait: number; readonly voice: Voice },
): void {
  const { kind, sender, receiver, memory } = arrival;
  voice.title(kind & IS_SYN ? "retransmission-timeout.syn" : "retransmission-timeout.syn-ack");
  const values = { raw: packet.seq, wait: voice.grammar.duration(wait) };
  const refused = kind & IS_SYN ? refusalOf(arrival) : null;
  if (refused !== null) voice.say("timeout.syn-icmp", { ...values, number: refused.lastNumber });
  else if (kind & IS_SYN && offersLess(packet, sender)) {
    voice.say("timeout.syn-fewer", { ...values, number: sender.synNumber });
  } else if (kind & IS_SYN && receiver.sentSynAck) {
    voice.say("timeout.syn-answered", { ...values, number: receiver.latestSyn });
  } else if (kind & IS_SYN && memory.clues?.synData && packet.payloadLength === 0) {
    voice.say("timeout.syn-no-data", values);
  } else if (kind & IS_SYN && memory.ecn.asked && (packet.flags & (ECE | CWR)) === 0) {
    voice.say("timeout.syn-no-ecn", values);
  } else if (kind & IS_SYN) voice.say("timeout.syn", values);
  else if (answersRepeatedSyn(arrival)) {
    voice.say("timeout.syn-ack-asked", { raw: packet.seq, number: receiver.latestSyn });
  } else if (isDeferred(sender, receiver, wait)) {
    voice.say("timeout.syn-ack-deferred", { ...values, number: receiver.ackNumber });
  } else if (receiver.ackNumber > sender.synNumber) {
    voice.say("timeout.syn-ack-ignored", { ...values, number: receiver.ackNumber });
  } else voice.say("timeout.syn-ack", values);
}
