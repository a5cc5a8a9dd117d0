/**
 * Data on its way, and the ways in which a kernel gathers or cuts it.
 */
import { seqAdd, seqAfter, seqAtOrBefore } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import { staysHere } from "../../packet/address.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { PSH, URG } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { defiesNagle, largestSegment, smallLimit } from "../memory/gather_pace.ts";
import { type HostMemory, NEARLY_FULL } from "../memory/host_memory.ts";
import { capturedAt, isTooSoon, judged, reactionTime, SEVERAL_TRIPS, SHORTEST_TIMER } from "../memory/evidence.ts";
import { IS_DATA, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import { dataPreview } from "../http/data_preview.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

/** How long a busy host may put off what it could send, ns. */
const BUSY = 10_000_000;
/** A longer wait for an answer is told by the rule of silence. */
const SILENCE = 500_000_000;
/** Data of a long transfer is not shown as text. */
const PREVIEWED = 256;

const data: Rule = {
  code: "data",
  rfc: "RFC 9293 3.4, 3.8",
  kinds: IS_DATA,
  certainty: "certain",
  ordinary: true,
  scenario: "v0",
  match: (packet, { fresh, kind }) =>
    fresh > 0 && (kind & IS_SYN) === 0 && !judged(packet, verdict.ZERO_WINDOW_PROBE) &&
    !judged(packet, verdict.KEEP_ALIVE) &&
    (!judged(packet, verdict.OUT_OF_ORDER) || fresh === packet.packet.payloadLength),
  tell(analysed, arrival, voice) {
    sayBytes(analysed, arrival, voice);
    sayPlace(analysed, arrival, voice);
    sayWhy(analysed, arrival, voice);
    sayFlags(analysed, arrival, voice);
  },
};

/** Which bytes: text, numbers relative and raw. */
function sayBytes({ packet, seq }: AnalysedPacket, { sender }: Arrival, voice: Voice): void {
  const length = packet.payloadLength;
  const raw = packet.seq;
  if (sender.segments === 0) voice.title(sender.synCount > 0 && seq === 1 ? "data.first" : "data.first-captured");
  const text = length <= PREVIEWED || sender.segments === 0 ? dataPreview(packet) : null;
  if (length === 1) {
    if (text === null) voice.say("data.one", { seq, raw });
    else voice.say("data.one-text", { preview: voice.grammar.code(text), seq, raw });
    return;
  }
  const bytes = voice.grammar.bytes(length);
  const last = seqAdd(seq, length - 1);
  const rawLast = seqAdd(raw, length - 1);
  if (text === null) voice.say("data.bytes", { bytes, seq, last, raw, rawLast });
  else voice.say("data.text", { bytes, preview: voice.grammar.code(text), seq, last, raw, rawLast });
}

/** Where it leaves the stream: the next number, what is unconfirmed. */
function sayPlace({ packet, seq, bytesInFlight }: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const { sender, receiver, fresh, gap } = arrival;
  const length = packet.payloadLength;
  const inFlight = bytesInFlight ?? 0;
  if (arrival.memory.midStream && arrival.memory.first("midStream")) voice.say("data.mid-stream");
  if (fresh < length) {
    voice.say("data.overlaps", {
      old: length - fresh,
      length,
      fresh,
    });
  }
  if (seq === sender.probedSeq) voice.say("data.probe-byte", { seq, number: sender.probedNumber });
  const next = seqAdd(seq, length);
  if (arrival.memory.first("nextNumber")) voice.say("data.next-at-once", { next, seq, length });
  else if (inFlight <= length) voice.say("data.next", { next, seq, length });
  // Where the SYNs were not captured, neither the unit of the window nor what was confirmed before is known.
  if (inFlight > length && receiver.window > 0 && !arrival.memory.midStream) {
    voice.say("data.in-flight", { flight: inFlight, window: voice.grammar.bytes(receiver.window) });
  }
  if (
    sender.segments === 0 && sender.synCount > 0 && seq === 1 && length < sender.segmentLimit(receiver) / 2 &&
    sender.outstanding === 0
  ) {
    // An answer to what was sent again may have been sent before, too; and a late one may be what a timer has sent again.
    if (receiver.segments > 0 && receiver.resendTime < 0) {
      voice.say(gap < SHORTEST_TIMER ? "data.leaves-at-once" : "data.left-at-once");
    }
  }
}

/** What made the end send it now. */
function sayWhy({ packet, ack }: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const { sender, receiver, now, newlyAcked, gap } = arrival;
  if (receiver.finSeq >= 0 && seqAtOrBefore(ack, receiver.finSeq)) {
    const values = { number: receiver.finNumber, ack, want: seqAdd(receiver.finSeq, 1) };
    // Captured where the FIN was sent, and sooner after it than the shortest round trip: it cannot have arrived.
    const onItsWay = capturedAt(receiver, sender) && now - receiver.finTime < sender.distance;
    if (onItsWay) voice.say("data.crossed-fin-on-way", values);
    else voice.say("data.crossed-fin", values);
  } else if (gap < SILENCE && receiver.dataNumber > sender.dataNumber && seqAfter(ack, receiver.dataSeq)) {
    voice.say("data.follows", { time: voice.grammar.duration(now - receiver.dataTime), number: receiver.dataNumber });
    if (!arrival.memory.midStream && ackedApart(arrival) && arrival.memory.first("ackedApart")) {
      voice.say("data.acked-apart", { number: sender.lastNumber });
    }
  }
  if (stoppedByCongestion(arrival) && arrival.memory.first("congestionWindow")) {
    voice.say("data.congestion-window", { number: sender.dataNumber, ack: sender.ackedBy });
  }
  if (withoutNagle(packet.payloadLength, arrival) && arrival.memory.first("noNagle")) {
    voice.say("data.no-nagle", { number: sender.dataNumber });
  }
  if (newlyAcked === 0 && sender.lastNumber > 0 && arrival.memory.first("repeatsAck")) {
    voice.say("data.repeats-ack", { ack });
  }
}

/** Before its first answer the kernel had confirmed the question, at once and in a packet of its own. */
function ackedApart({ sender, receiver }: Arrival): boolean {
  return sender.segments === 0 && receiver.ackedBy === sender.lastNumber && receiver.ackedBy > receiver.dataNumber &&
    receiver.outstanding === 0 && receiver.ackedTime - receiver.dataTime < BUSY;
}

/** It had stopped with several segments unconfirmed, and the window would have let it send more; an ACK set it going. */
function stoppedByCongestion({ sender, receiver, now, memory, fresh }: Arrival): boolean {
  if (fresh === 0 || sender.ackedBy !== memory.lastNumber || sender.outstanding === 0) return false;
  const reaction = reactionTime(sender);
  const limit = sender.segmentLimit(receiver);
  return now - sender.ackedTime <= reaction && now - sender.dataTime > 4 * reaction && sender.outstanding > limit &&
    receiver.window - sender.outstanding >= 2 * limit;
}

/** A small segment right behind a small one that is unconfirmed, so soon that no ACK can have passed unseen. */
function withoutNagle(length: number, arrival: Arrival): boolean {
  const { sender, receiver, fresh, now } = arrival;
  if (fresh !== length || sender.outstanding === 0 || receiver.distance === Infinity) return false;
  const limit = smallLimit(arrival);
  return length < limit && sender.dataLength < limit && now - sender.dataTime < receiver.distance &&
    defiesNagle(limit, arrival);
}

function sayFlags({ packet }: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const { flags } = packet;
  if (flags & PSH && arrival.memory.first("push")) voice.say("data.push");
  if (flags & URG) voice.say("data.urgent", { pointer: packet.urgentPointer });
}

/** What a kernel takes for a full segment: Linux makes none larger than half of the largest window it was offered. */
function fullSegment(sender: HostMemory, receiver: HostMemory): number {
  const limit = largestSegment(sender, receiver);
  return receiver.largestWindow > 0 ? Math.min(limit, Math.floor(receiver.largestWindow / 2)) : limit;
}

/** As long as what nearly filled a segment and ended no write: the path, or a box on it, takes no longer ones. */
function isAsLongAsAny(length: number, { sender, receiver }: Arrival): boolean {
  return length >= sender.full && sender.full >= NEARLY_FULL * sender.segmentLimit(receiver);
}

/** Bytes of a cipher's block, the smallest in use. */
const BLOCK = 8;
/** More writes than this may be a length that only happens to be a multiple, unless the writes before were alike as well. */
const TELLING = 4;

/**
 * A count of writes like the one before that this segment may be made of; 0 where its size does not say. An end that speaks an
 * old TCP may have had a congestion window of one segment, which holds back as well.
 */
function pieces(length: number, { dataLength: piece, selectiveAcks, segments, firstLengths }: HostMemory): number {
  if (piece === 0 || length <= piece || length % piece !== 0 || !selectiveAcks && segments < SLOW_START) return 0;
  // Ciphers fill up to blocks: such multiples are of their making.
  if (piece % BLOCK === 0) return 0;
  const count = length / piece;
  return count <= TELLING || segments > 1 && firstLengths.at(-2) === piece ? count : 0;
}
/** Segments after which the congestion window is past its first two sizes. */
const SLOW_START = 3;

/** What waits for less, ns, was perhaps only written then. */
const SHORTEST_HOLD = 100_000;
/** Bytes of a segment to an end that does not say what it takes. */
const DEFAULT_SEGMENT = 536;

const nagleCoalesced: Rule = {
  code: "nagle-coalesced",
  rfc: "RFC 9293 3.7.4; RFC 896",
  kinds: IS_DATA,
  certainty: ({ packet }, { sender }) => pieces(packet.payloadLength, sender) > 0 ? "likely" : "possible",
  ordinary: false,
  scenario: "v2",
  remembers({ memory, sender }, number, { packet }) {
    if (pieces(packet.payloadLength, sender) > 0 && memory.gathered++ === 0) memory.gatheredNumber = number;
  },
  match({ packet }, arrival) {
    const { sender, receiver, fresh, now, kind } = arrival;
    const length = packet.payloadLength;
    if (fresh !== length || sender.segments === 0 || kind & (IS_SYN | IS_SYN_ACK)) return false;
    const limit = fullSegment(sender, receiver);
    if (sender.dataLength >= limit || length >= limit || isAsLongAsAny(length, arrival)) return false;
    // One write like the one before may be just that: only where more left than before had something gathered. And a window
    // with less room than a segment holds back by itself.
    if (length <= sender.dataLength || receiver.window < limit) return false;
    if (sender.noNagle) return false;
    // It had not heard of that ACK yet, or it was held for so short that any program takes as long.
    const unheard = sender.trips >= SEVERAL_TRIPS && isTooSoon(now - sender.ackedTime, sender);
    if (unheard || now - sender.dataTime < SHORTEST_HOLD) return false;
    // Without the option a segment has 536 bytes (RFC 9293 3.7.1), and Nagle's algorithm holds no full one.
    if (receiver.synCount > 0 && receiver.maximumSegment < 0 && length >= DEFAULT_SEGMENT) return false;
    // The ACK of all that was out has come since the last segment, and the other program said nothing meanwhile.
    if (sender.outstanding !== 0 || sender.ackedBy <= sender.dataNumber || receiver.dataNumber > sender.dataNumber) {
      return false;
    }
    const reaction = reactionTime(sender);
    // Lengths that fit are evidence too, so that a slow host may take longer.
    const patience = pieces(length, sender) > 0 ? 2 * reaction + BUSY : reaction;
    return now - sender.ackedTime <= patience;
  },
  tell({ packet }, { sender, now }, voice) {
    const { grammar } = voice;
    const length = packet.payloadLength;
    const piece = sender.dataLength;
    const held = { bytes: grammar.bytes(length), previous: sender.dataNumber, previousBytes: grammar.bytes(piece) };
    const count = pieces(length, sender);
    if (count > 0) voice.say("nagle.held", held);
    else voice.say("nagle.perhaps", held);
    voice.say("nagle.released", { ack: sender.ackedBy, time: grammar.duration(now - sender.ackedTime) });
    if (count > 0) voice.say("nagle.pieces", { length, count, piece });
    voice.say("nagle.advice");
  },
};

/** Far below any segment size in use: where no SYN was seen, only what exceeds Ethernet counts. */
const ETHERNET_SEGMENT = 1460;

function offloadLimit(length: number, { sender, receiver }: Arrival): number {
  const limit = receiver.maximumSegment > 0 ? sender.segmentLimit(receiver) : 0;
  // Old kernels fill what the other end allows with data, and put their options on top of it.
  if (limit > 0) return length > receiver.maximumSegment ? limit : 0;
  // Loopback and jumbo frames carry larger segments: without the SYN nothing is certain below 9000 bytes.
  return length > 9000 && length < 65000 ? ETHERNET_SEGMENT : 0;
}

/** Where the segments were one packet, though not how many they are on the wire. */
function whereJoined(
  { sender, receiver }: Arrival,
): "offload.sender-some" | "offload.receiver-some" | "offload.either-some" {
  if (capturedAt(sender, receiver)) return "offload.sender-some";
  return capturedAt(receiver, sender) ? "offload.receiver-some" : "offload.either-some";
}

const segmentationOffload: Rule = {
  code: "segmentation-offload",
  rfc: "",
  kinds: IS_DATA,
  certainty: (_, { receiver }) => receiver.maximumSegment > 0 ? "certain" : "possible",
  ordinary: false,
  scenario: "v3",
  // What came in IP fragments was that large on the wire; and from a machine to itself there is none, nor a card.
  match: ({ packet }, arrival) =>
    packet.piece === null && packet.payloadLength > ETHERNET_SEGMENT / 4 && !staysHere(packet) &&
    offloadLimit(packet.payloadLength, arrival) > 0,
  tell({ packet }, arrival, voice) {
    const length = packet.payloadLength;
    const limit = offloadLimit(length, arrival);
    const { grammar } = voice;
    const { sender, receiver } = arrival;
    const bytes = grammar.bytes(length);
    const announced = receiver.maximumSegment;
    if (announced > limit) voice.say("offload.segment-options", { bytes, limit, announced });
    else voice.say("offload.segment", { bytes, limit });
    const each = sender.fullSegment(receiver);
    if (each === 0 || each >= length) {
      voice.say(whereJoined(arrival));
      return;
    }
    const rest = length % each;
    const full = Math.floor(length / each);
    const count = full + (rest > 0 ? 1 : 0);
    const pieces = rest === 0
      ? voice.phrase("offload.even", { each })
      : full === 1
      ? voice.phrase("offload.one-and-rest", { each, rest })
      : voice.phrase("offload.uneven", { full, each, rest });
    const segments = voice.grammar.segments(count);
    if (capturedAt(sender, receiver)) voice.say("offload.sender", { segments, pieces });
    else if (capturedAt(receiver, sender)) voice.say("offload.receiver", { segments, pieces });
    else voice.say("offload.either", { segments, pieces });
  },
};

export const DATA_RULES: readonly Rule[] = [data, nagleCoalesced, segmentationOffload];
