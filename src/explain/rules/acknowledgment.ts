/**
 * Acknowledgments: alone, carried by data, and late on purpose.
 */
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { CWR, ECE } from "../../packet/packet.ts";
import { seqAdd, seqAfter, seqAtOrBefore, seqDiff, seqRelative } from "../../packet/sequence.ts";
import { type ConversationMemory, judged } from "../memory/conversation_memory.ts";
import { edgeBefore } from "../memory/evidence.ts";
import { IS_ACK, IS_DATA, IS_FIN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";
import { packetList, type Voice } from "../words/voice.ts";

/** Verdicts whose own rules say all there is to say of a bare ACK that confirms nothing new. */
const SPOKEN_FOR = verdict.DUPLICATE_ACK | verdict.WINDOW_UPDATE | verdict.ZERO_WINDOW |
  verdict.KEEP_ALIVE | verdict.KEEP_ALIVE_ACK | verdict.ZERO_WINDOW_PROBE_ACK;

const ack: Rule = {
  code: "ack",
  rfc: "RFC 9293 3.4, 3.10.7.4",
  kinds: IS_ACK,
  match: ({ verdicts }, { acksSyn, acksFin, newlyAcked }) =>
    !acksSyn && !acksFin && (newlyAcked > 0 || (verdicts & SPOKEN_FOR) === 0),
  certainty: "certain",
  tell(analysed, memory, voice) {
    if (memory.newlyAcked > 0) sayNew(analysed, memory, voice);
    else if (memory.receiver.acked < 0) {
      voice.say("ack.first", { ack: analysed.ack, ackRaw: analysed.packet.ack });
      if (memory.midStream && memory.first("midStream")) voice.say("data.mid-stream");
    } else {
      voice.title("ack.repeated");
      voice.say("ack.repeated", { ack: analysed.ack });
    }
    const { flags } = analysed.packet;
    if (flags & ECE) voice.say("data.congestion-echo");
    if (flags & CWR) voice.say("data.congestion-reduced");
  },
};

function sayNew(analysed: AnalysedPacket, memory: ConversationMemory, voice: Voice): void {
  const { packet, ack, acks, rtt } = analysed;
  const { receiver, newlyAcked } = memory;
  voice.say("ack.plain", {
    bytes: voice.grammar.bytes(newlyAcked),
    ack,
    from: receiver.acked,
    length: newlyAcked,
    ackRaw: packet.ack,
    fromRaw: seqAdd(packet.ack, -newlyAcked),
  });
  if (!sayFilled(analysed, memory, voice)) {
    if (acks !== null) sayCovered(analysed, memory, { number: acks, voice });
    if (rtt !== null) voice.say("ack.time", { time: voice.grammar.duration(rtt), number: acks! });
  }
  const missing = finMissing(analysed, memory);
  if (missing) {
    voice.title("ack.fin-missing");
    const { finNumber, finSeq } = receiver;
    voice.say("ack.fin-missing", { number: finNumber, fin: finSeq, want: seqAdd(finSeq, 1) });
  }
  const remaining = seqDiff(receiver.next, ack);
  if (remaining > 0 && !missing) voice.say("ack.remaining", { bytes: voice.grammar.bytes(remaining) });
  sayWindow(analysed, memory, voice);
  if (memory.first("ackIsNotRead")) voice.say("ack.not-read");
  if (memory.first("ackTakesNoNumber")) voice.say("ack.no-number", { seq: analysed.seq });
}

/** Which packets it covers, where that is more or less than one. */
function sayCovered(
  analysed: AnalysedPacket,
  memory: ConversationMemory,
  { number, voice }: { number: number; voice: Voice },
): void {
  const several = coversSeveral(number, memory);
  if (judged(analysed, verdict.PARTIAL_ACK)) {
    if (!several) voice.say("ack.partial", { number });
    else if (memory.first("cumulative")) voice.say("ack.up-to-part", { number });
    else voice.say("ack.up-to-part-again", { number });
    if (memory.first("smallerSegments")) voice.say("ack.smaller-segments");
  } else if (several) {
    if (memory.first("cumulative")) voice.say("ack.up-to", { number });
    else voice.say("ack.up-to-again", { number });
  }
}

/** The ACK after a gap has been filled tells of the retransmission, not of the last packet it covers. */
function sayFilled({ ack, acks }: AnalysedPacket, { receiver, now }: ConversationMemory, voice: Voice): boolean {
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
  const number = numbers.at(-1);
  // What was sent after it may be what is confirmed.
  if (number === undefined || acks !== null && acks > number) return false;
  const values = { time: voice.grammar.duration(now - time), bytes: voice.grammar.bytes(seqRelative(filled, acked)) };
  if (numbers.length === 1) voice.say("ack.filled", { ...values, number });
  else voice.say("ack.filled-several", { ...values, numbers: packetList(numbers, voice) });
  if (seqAfter(ack, filled)) voice.say("ack.held", { from: filled, to: seqAdd(ack, -1) });
  return true;
}

/** A window that moves with an ACK tells of the program: whether it has read, or how much waits for it. */
function sayWindow(analysed: AnalysedPacket, memory: ConversationMemory, voice: Voice): void {
  const { window, ack } = analysed;
  const { sender, newlyAckedBytes, kind } = memory;
  const { window: earlier } = sender;
  if (sender.lastNumber === sender.synNumber || earlier <= 0 || window === 0 || (kind & IS_ACK) === 0) return;
  const less = earlier - window;
  if (less > 0 && less * 2 >= newlyAckedBytes) voice.say("ack.window-less", { window, earlier });
  else if (-less * 16 > earlier) voice.say("ack.window-more", { window, earlier });
  const edge = edgeBefore(analysed, memory);
  if (edge >= 0) voice.say("window.edge-back", { earlier: edge, edge: seqAdd(ack, window) });
}

/** One ACK for more than one packet. */
function coversSeveral(acks: number, { receiver, sender, newlyAckedBytes }: ConversationMemory): boolean {
  if (acks === receiver.dataNumber) return newlyAckedBytes > receiver.dataLength;
  return acks !== receiver.waitingNumber && newlyAckedBytes > receiver.segmentLimit(sender);
}

/** All data is confirmed, and the FIN right behind it is not. */
function finMissing({ ack }: AnalysedPacket, { receiver }: ConversationMemory): boolean {
  return receiver.finSeq >= 0 && ack === receiver.finSeq;
}

const piggybackAck: Rule = {
  code: "piggyback-ack",
  rfc: "RFC 9293 3.8.6.3",
  kinds: IS_DATA | IS_FIN,
  match: (_, { newlyAckedBytes, acksSyn, acksFin, kind }) =>
    newlyAckedBytes > 0 && !acksSyn && !acksFin && (kind & IS_SYN_ACK) === 0,
  certainty: "certain",
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
function waited({ rtt }: AnalysedPacket, { receiver, acksFin, now }: ConversationMemory): number {
  return rtt ?? (acksFin ? now - receiver.finTime : 0);
}

const delayedAck: Rule = {
  code: "delayed-ack",
  rfc: "RFC 9293 3.8.6.3; RFC 5681 4.2",
  kinds: IS_ACK,
  match(packet, memory) {
    if (memory.newlyAcked === 0 || memory.acksSyn || packet.verdicts & verdict.ACK_LOST_SEGMENT) return false;
    const { sender, receiver } = memory;
    // While a gap is open, more is under way, or two full segments have come, an ACK is due at once (RFC 5681 4.2): then
    // something else took the time.
    if (sender.duplicates > 0 || packet.ack !== receiver.next) return false;
    if (memory.newlyAckedBytes >= 2 * receiver.segmentLimit(sender)) return false;
    const wait = waited(packet, memory);
    const { distance } = sender;
    if (receiver.resendTime >= memory.now - wait) return false;
    return wait < LONGEST && wait >= distance + HELD_BACK && wait >= 1.3 * distance;
  },
  certainty: "likely",
  tell(packet, memory, voice) {
    const { grammar } = voice;
    voice.say("delayed.start", {
      time: grammar.duration(waited(packet, memory)),
      distance: grammar.duration(memory.sender.distance),
    });
    voice.say("delayed.why");
    if (memory.acksFin) voice.say("delayed.fin");
  },
};

export const ACKNOWLEDGMENT_RULES: readonly Rule[] = [ack, piggybackAck];
export const LATE_RULES: readonly Rule[] = [delayedAck];
