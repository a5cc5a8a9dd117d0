/**
 * Acknowledgments: alone, carried by data, and late on purpose.
 */
import { seqAdd, seqAfter, seqAtOrBefore, seqDiff, seqRelative } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { edgeBefore, isKeepAlive, judged, TOO_SOON } from "../memory/evidence.ts";
import { IS_ACK, IS_DATA, IS_FIN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { lostOnWay } from "../memory/timestamp_of.ts";
import type { Rule } from "./rule.ts";
import { packetList, type Voice } from "../words/voice.ts";

/** Verdicts whose own rules say all there is to say of a bare ACK that confirms nothing new. */
const SPOKEN_FOR = verdict.DUPLICATE_ACK | verdict.WINDOW_UPDATE | verdict.ZERO_WINDOW |
  verdict.KEEP_ALIVE | verdict.KEEP_ALIVE_ACK | verdict.ZERO_WINDOW_PROBE_ACK;

/** Called a keep-alive, or the answer to one, for its numbers, and none: an old ACK that came late. */
function isOvertaken(packet: AnalysedPacket, arrival: Arrival): boolean {
  const { receiver } = arrival;
  if (judged(packet, verdict.KEEP_ALIVE)) return receiver.window !== 0 && !isKeepAlive(packet, arrival);
  return judged(packet, verdict.KEEP_ALIVE_ACK) && receiver.unanswered === 0;
}

const ack: Rule = {
  code: "ack",
  rfc: "RFC 9293 3.4, 3.10.7.4",
  kinds: IS_ACK,
  certainty: "certain",
  ordinary: true,
  scenario: "v0",
  match(packet, arrival) {
    const { acksSyn, acksFin, newlyAcked, foreign, sender, answersProbe } = arrival;
    if (acksSyn && sender.synCount > 0 || acksFin || foreign || answersProbe) return false;
    return newlyAcked > 0 || (packet.verdicts & SPOKEN_FOR) === 0 || isOvertaken(packet, arrival);
  },
  tell(analysed, arrival, voice) {
    if (arrival.acksSyn && arrival.newlyAckedBytes === 0) {
      const { synNumber: number, sentSynAck } = arrival.receiver;
      voice.say(sentSynAck ? "ack.of-syn-ack" : "ack.of-syn", { ack: analysed.ack, number });
    } else if (arrival.newlyAcked > 0) sayNew(analysed, arrival, voice);
    else if (arrival.receiver.acked < 0) {
      voice.say("ack.first", { ack: analysed.ack, ackRaw: analysed.packet.ack });
      if (arrival.memory.midStream && arrival.memory.first("midStream")) voice.say("data.mid-stream");
    } else {
      voice.title("ack.repeated");
      voice.say("ack.repeated", { ack: analysed.ack });
    }
  },
};

function sayNew(analysed: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const { packet, ack, acks, rtt } = analysed;
  const { receiver, newlyAcked } = arrival;
  voice.say("ack.plain", {
    bytes: voice.grammar.bytes(newlyAcked),
    ack,
    from: receiver.acked,
    length: newlyAcked,
    ackRaw: packet.ack,
    fromRaw: seqAdd(packet.ack, -newlyAcked),
  });
  if (!sayFilled(analysed, arrival, voice)) {
    if (acks !== null) sayCovered(analysed, arrival, { number: acks, voice });
    if (rtt !== null) voice.say("ack.time", { time: voice.grammar.duration(rtt), number: acks! });
  }
  const missing = finMissing(analysed, arrival);
  if (missing) {
    voice.title("ack.fin-missing");
    const { finNumber, finSeq } = receiver;
    voice.say("ack.fin-missing", { number: finNumber, fin: finSeq, want: seqAdd(finSeq, 1) });
  }
  const finOut = receiver.finSeq >= 0 && !receiver.finAcked && seqAtOrBefore(ack, receiver.finSeq) ? 1 : 0;
  const remaining = seqDiff(receiver.next, ack) - finOut;
  if (remaining > 0 && !missing) voice.say("ack.remaining", { bytes: voice.grammar.bytes(remaining) });
  sayWindow(analysed, arrival, voice);
  if (arrival.memory.first("ackIsNotRead")) voice.say("ack.not-read");
  if (arrival.memory.first("ackTakesNoNumber")) voice.say("ack.no-number", { seq: analysed.seq });
}

/** Which packets it covers, where that is more or less than one. */
function sayCovered(
  analysed: AnalysedPacket,
  arrival: Arrival,
  { number, voice }: { number: number; voice: Voice },
): void {
  const several = coversSeveral(number, arrival);
  if (judged(analysed, verdict.PARTIAL_ACK)) {
    if (!several) voice.say("ack.partial", { number });
    else if (arrival.memory.first("cumulative")) voice.say("ack.up-to-part", { number });
    else voice.say("ack.up-to-part-again", { number });
    if (arrival.memory.first("smallerSegments")) voice.say("ack.smaller-segments");
  } else if (several) {
    if (arrival.memory.first("cumulative")) voice.say("ack.up-to", { number });
    else voice.say("ack.up-to-again", { number });
  }
}

/** The ACK after a gap has been filled tells of the retransmission, not of the last packet it covers. */
function sayFilled({ ack, acks }: AnalysedPacket, { sender, receiver, now }: Arrival, voice: Voice): boolean {
  const { acked, resent } = receiver;
  let filled = acked;
  let time = 0;
  const numbers: number[] = [];
  for (const segment of resent) {
    if (seqAfter(segment.seq, filled) || seqAtOrBefore(segment.end, filled)) continue;
    if (seqAfter(segment.end, ack)) break;
    filled = segment.end;
    time = segment.time;
    numbers.push(segment.number);
  }
  // Sooner than the way there and back: that ACK had left before the retransmission came.
  const wait = now - time;
  if (
    sender.trips > 0 && (wait < TOO_SOON * Math.max(sender.distance, sender.usualTrip) || isLongAfter(wait, sender))
  ) {
    return false;
  }
  const number = numbers.at(-1);
  // What was sent after it may be what is confirmed.
  if (number === undefined || acks !== null && acks > number) return false;
  const values = { time: voice.grammar.duration(now - time), bytes: voice.grammar.bytes(seqRelative(filled, acked)) };
  if (numbers.length === 1) voice.say("ack.filled", { ...values, number });
  else voice.say("ack.filled-several", { ...values, numbers: packetList(numbers, voice) });
  if (seqAfter(ack, filled)) voice.say("ack.held", { from: filled, to: seqAdd(ack, -1) });
  return true;
}

/** So much later than its answers usually are, that something else has moved it. */
function isLongAfter(wait: number, { usualTrip, tripVariation }: HostMemory): boolean {
  return wait > 2 * usualTrip + 4 * tripVariation + HELD_BACK;
}

/** A window that moves with an ACK tells of the program: whether it has read, or how much waits for it. */
function sayWindow(analysed: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const { window, ack } = analysed;
  const { sender, newlyAckedBytes, kind } = arrival;
  const { window: earlier } = sender;
  if (sender.lastNumber === sender.latestSyn || earlier <= 0 || window === 0 || (kind & IS_ACK) === 0) return;
  const less = earlier - window;
  // The window of a SYN counts in bytes, the others in units: rounding is no change.
  if (less > 0 && sender.windowScale > 0 && less < 1 << sender.windowScale) return;
  if (less > 0 && less * 2 >= newlyAckedBytes) voice.say("ack.window-less", { window, earlier });
  else if (-less * 16 > earlier) voice.say("ack.window-more", { window, earlier });
  const edge = edgeBefore(analysed, arrival);
  if (edge >= 0) voice.say("window.edge-back", { earlier: edge, edge: seqAdd(ack, window) });
}

/** One ACK for more than one packet. */
function coversSeveral(acks: number, { receiver, sender, newlyAckedBytes }: Arrival): boolean {
  if (acks === receiver.dataNumber) return newlyAckedBytes > receiver.dataLength;
  return acks !== receiver.waitingNumber && newlyAckedBytes > receiver.segmentLimit(sender);
}

/** All data is confirmed, and the FIN right behind it is not. */
function finMissing({ ack }: AnalysedPacket, { receiver }: Arrival): boolean {
  return receiver.finSeq >= 0 && ack === receiver.finSeq;
}

const piggybackAck: Rule = {
  code: "piggyback-ack",
  rfc: "RFC 9293 3.8.6.3",
  kinds: IS_DATA | IS_FIN,
  certainty: "certain",
  ordinary: true,
  // Linux acknowledges the first data of a connection at once, in a packet of its own, and the lab's connections are
  // short.
  scenario: null,
  match: (_, { newlyAckedBytes, acksSyn, acksFin, kind }) =>
    newlyAckedBytes > 0 && !acksSyn && !acksFin && (kind & IS_SYN_ACK) === 0,
  tell({ ack }, { receiver, newlyAcked, kind }, voice) {
    const values = { ack, from: receiver.acked, length: newlyAcked, bytes: voice.grammar.bytes(newlyAcked) };
    if (kind & IS_DATA) voice.say("piggyback.data", values);
    else voice.say("piggyback.fin", values);
  },
};

/** An ACK later than the road explains by this much was held back; longer than the bound, something else happened. */
const HELD_BACK = 20_000_000;
const LONGEST = 600_000_000;

/** How long the packet that this one confirms has waited, ns; 0 where the capture does not say. */
function waited({ rtt }: AnalysedPacket, { receiver, acksFin, now }: Arrival): number {
  return rtt ?? (acksFin ? now - receiver.finTime : 0);
}

/** The trip before was longer too: a queue or jitter, unless it was the same timer. */
function risesAlready(wait: number, { distance, lastTrip, lastTripNumber, delayedNumber }: HostMemory): boolean {
  if (lastTrip < distance + HELD_BACK / 2) return false;
  return lastTripNumber !== delayedNumber || Math.abs(wait - lastTrip) > HELD_BACK / 4;
}

/** For how long it was held back, if the road took no longer than it can, ns. */
function heldFor(packet: AnalysedPacket, arrival: Arrival): number {
  return waited(packet, arrival) - arrival.sender.distance;
}

/** What kernels set the timer to, ns: Linux and Windows, macOS, others. It runs late and hardly early. */
const TIMERS = [40_000_000, 100_000_000, 200_000_000];
const LATE = 15_000_000;
const EARLY = 2_000_000;
/** Where this part of a delay was lost on the way, it was the road. */
const ON_WAY = 0.25;

/** A road that wavers takes any time; so long takes a timer. */
function isTimers(held: number): boolean {
  return TIMERS.some((timer) => held >= timer - EARLY && held <= timer + LATE);
}

const delayedAck: Rule = {
  code: "delayed-ack",
  rfc: "RFC 9293 3.8.6.3; RFC 5681 4.2",
  kinds: IS_ACK,
  certainty: (packet, arrival) => isTimers(heldFor(packet, arrival)) ? "likely" : "possible",
  ordinary: true,
  scenario: "nagle-delayed-ack",
  remembers(arrival, number, packet) {
    const { sender, memory } = arrival;
    sender.delayedNumber = number;
    if (memory.surelyDelayed === 0 && isTimers(heldFor(packet, arrival))) memory.surelyDelayed = number;
  },
  match(packet, arrival) {
    // Having closed, it has no program that could write something: kernels acknowledge at once then.
    if (arrival.sender.finSeq >= 0) return false;
    if (arrival.newlyAcked === 0 || arrival.acksSyn || packet.verdicts & verdict.ACK_LOST_SEGMENT) return false;
    const { sender, receiver } = arrival;
    // While a gap is open, more is under way, or two full segments have come, an ACK is due at once (RFC 5681 4.2): then
    // something else took the time.
    if (sender.duplicates > 0 || packet.ack !== receiver.next) return false;
    if (arrival.newlyAckedBytes >= 2 * receiver.segmentLimit(sender)) return false;
    const wait = waited(packet, arrival);
    const { distance } = sender;
    if (receiver.resendTime >= arrival.now - wait) return false;
    // A queue climbs and jitter scatters: a timer stands out of both.
    if (wait <= sender.usualTrip + 4 * sender.tripVariation || risesAlready(wait, sender)) return false;
    if (wait >= LONGEST || wait < distance + HELD_BACK || wait < 1.3 * distance) return false;
    // It was stamped as ever, and came later: then it lost the time on its way.
    return lostOnWay(packet.packet, sender, arrival.now) < ON_WAY * (wait - distance);
  },
  tell(packet, arrival, voice) {
    const { grammar } = voice;
    const wait = waited(packet, arrival);
    const { distance } = arrival.sender;
    const held = wait - distance;
    const values = { time: grammar.duration(wait), distance: grammar.duration(distance), held: grammar.duration(held) };
    if (!isTimers(held)) {
      voice.say("delayed.perhaps", values);
      return;
    }
    voice.say("delayed.start", values);
    voice.say("delayed.why");
    if (arrival.acksFin) voice.say("delayed.fin");
  },
};

export const ACKNOWLEDGMENT_RULES: readonly Rule[] = [ack, piggybackAck];
export const LATE_RULES: readonly Rule[] = [delayedAck];
