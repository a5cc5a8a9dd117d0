/**
 * How a packet changes what is known of its conversation. It runs after the rules have looked at the packet.
 */
import { invariant } from "../../base/invariant.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK, SYN } from "../../packet/packet.ts";
import { seqAdd, seqAfter, seqAtOrAfter, seqAtOrBefore, seqRelative } from "../../packet/sequence.ts";
import type { ConversationMemory } from "./conversation_memory.ts";
import { type HostMemory, KEPT_LENGTHS } from "./host_memory.ts";
import { SentRanges } from "./sent_ranges.ts";
import { synOffer } from "./syn_offer.ts";
import { IS_ACK, IS_DATA, IS_FIN, IS_RST, IS_SYN, IS_SYN_ACK } from "./packet_kind.ts";

/** So many segments make a transfer, of which a retransmission may span several. */
const A_FLIGHT = 3;
/** Segments sent again of which an ACK can tell that they filled a gap. */
const KEPT_RESENT = 8;

/** Takes the packet in: sequence numbers, acknowledgments, windows and states of both ends. */
export function takeIn(memory: ConversationMemory, analysed: AnalysedPacket): void {
  const { sender, receiver, kind, now } = memory;
  const { packet } = analysed;
  const number = packet.number;
  if (packet.flags & ACK) {
    takeAck(memory, analysed);
    sender.sentAck = analysed.ack;
  }
  if (kind & (IS_SYN | IS_SYN_ACK)) takeSyn(memory, analysed);
  const length = packet.payloadLength;
  const isFin = (kind & IS_FIN) !== 0;
  const next = seqAdd(analysed.seq, length + (packet.flags & SYN ? 1 : 0));
  // The byte of a probe is sent again with the data that follows: it does not count until it is taken.
  const probe = (analysed.verdicts & verdict.ZERO_WINDOW_PROBE) !== 0;
  if (kind & IS_DATA && !probe) takeData(memory, analysed);
  if (kind & IS_DATA && probe) {
    sender.probedSeq = analysed.seq;
    sender.probedNumber = number;
  }
  if (isFin && sender.finSeq < 0) {
    sender.finSeq = next;
    sender.finNumber = number;
    sender.finTime = now;
    closeWith(memory, analysed);
  } else if (isFin && length === 0) countResend(memory, analysed);
  if (kind & IS_RST) {
    end(memory, memory.count("rst-refused") > 0 ? "refused" : "reset");
    if (sender.rstNumber === 0) sender.rstNumber = number;
    if (sender.next < 0) sender.next = next;
    sender.happens("sends RST");
    receiver.happens("receives RST");
  } else {
    // Of a stream that the capture joins late, what came before is taken for confirmed.
    if (sender.acked < 0 && sender.next < 0) sender.acked = analysed.seq;
    if (!probe) raise(sender, isFin ? seqAdd(next, 1) : next, number);
    sender.window = analysed.window;
    if (sender.window > sender.largestWindow) sender.largestWindow = sender.window;
  }
  if (analysed.verdicts & (verdict.KEEP_ALIVE | verdict.ZERO_WINDOW_PROBE)) {
    if (receiver.window === 0) sender.probeNumber = number;
    else sender.keepAlives++;
  }
  sender.duplicates = analysed.verdicts & verdict.DUPLICATE_ACK ? sender.duplicates + 1 : 0;
  sender.lastNumber = number;
  sender.lastTime = now;
  sender.lastIpId = packet.ipId;
}

/** Both states after a FIN. Until now it was taken for granted that the other end's FIN, if any, had arrived. */
function closeWith({ sender, receiver }: ConversationMemory, { ack }: AnalysedPacket): void {
  const crossed = receiver.finSeq >= 0 && seqAtOrBefore(ack, receiver.finSeq);
  if (crossed && sender.state === "CLOSE-WAIT") sender.state = "ESTABLISHED";
  sender.happens("sends FIN");
  if (crossed) sender.happens("receives FIN");
  receiver.happens("receives FIN");
}

/** When the segment with this number was sent first, -1 where that is not remembered. */
function firstSent({ sender, kind }: ConversationMemory, seq: number): number {
  if (kind & (IS_SYN | IS_SYN_ACK)) return sender.synTime;
  if (kind & IS_DATA) return seq === sender.dataSeq ? sender.dataTime : -1;
  return sender.finTime;
}

function end(memory: ConversationMemory, how: "closed" | "refused" | "reset"): void {
  if (memory.ended) return;
  memory.ended = true;
  memory.ending = how;
}

/** The end's next new number, and its oldest packet that may be unacknowledged. */
function raise(end: HostMemory, next: number, number: number): void {
  if (end.next >= 0 && seqAtOrBefore(next, end.next)) return;
  if (end.waitingNumber === 0) end.waitingNumber = number;
  end.next = next;
}

function takeAck(memory: ConversationMemory, analysed: AnalysedPacket): void {
  const { sender, receiver, kind, now } = memory;
  const { ack, rtt, packet } = analysed;
  if (rtt !== null && rtt < sender.distance && (kind & (IS_SYN | IS_RST)) === 0) sender.distance = rtt;
  if (receiver.acked < 0 && (kind & IS_RST) === 0) receiver.acked = ack;
  else if (memory.newlyAcked === 0) return;
  receiver.acked = ack;
  if (receiver.probeNumber > 0 && receiver.probeNumber === receiver.lastNumber && ack === seqAdd(receiver.next, 1)) {
    receiver.next = ack;
    receiver.bytes++;
  }
  receiver.ackedBy = packet.number;
  receiver.ackedTime = now;
  receiver.resends = 0;
  if (receiver.resent.length > 0) receiver.resent = receiver.resent.filter(({ end }) => seqAfter(end, ack));
  if (receiver.next >= 0 && seqAtOrBefore(receiver.next, ack)) receiver.waitingNumber = 0;
  if (receiver.gapFrom >= 0 && seqAtOrAfter(ack, receiver.gapTo)) {
    if (analysed.verdicts & verdict.ACK_LOST_SEGMENT) receiver.missed += seqRelative(receiver.gapTo, receiver.gapFrom);
    receiver.gapFrom = -1;
  }
  if (memory.acksSyn && kind & IS_ACK || memory.acksSyn && kind & IS_DATA) receiver.happens("receives ACK of SYN");
  if (memory.acksFin) {
    receiver.finAcked = true;
    receiver.happens("receives ACK of FIN");
    if (sender.finAcked) end(memory, "closed");
  }
}

function takeSyn(memory: ConversationMemory, analysed: AnalysedPacket): void {
  const { sender, receiver, kind, now } = memory;
  const withAck = (kind & IS_SYN_ACK) !== 0;
  sender.synCount++;
  if (withAck) sender.sentSynAck = true;
  if (sender.synCount > 1) countResend(memory, analysed);
  if (sender.synCount === 1) {
    sender.synNumber = analysed.packet.number;
    sender.synTime = now;
    const offer = synOffer(analysed.packet);
    sender.maximumSegment = offer.maximumSegment;
    sender.windowScale = offer.windowScale;
    sender.selectiveAcks = offer.selectiveAcks;
    sender.timestamps = offer.timestamps;
  }
  if (sender.acked < 0) sender.acked = 0;
  if (withAck && receiver.synTime >= 0) {
    const answer = now - receiver.synTime;
    if (receiver.synCount === 1 && answer < sender.distance) sender.distance = answer;
  }
  sender.happens(withAck ? "sends SYN,ACK" : "sends SYN");
  receiver.happens(withAck ? "receives SYN,ACK" : "receives SYN");
}

function takeData(memory: ConversationMemory, analysed: AnalysedPacket): void {
  const { sender, receiver, now, fresh } = memory;
  const { payloadLength: length, number, ipId } = analysed.packet;
  const { seq } = analysed;
  if (length > sender.largest) sender.largest = length;
  if (fresh === 0) {
    countResend(memory, analysed);
    return;
  }
  if (sender.next >= 0 && fresh === length && seq !== sender.next) {
    sender.gapFrom = sender.next;
    sender.gapTo = seq;
    invariant(seqAfter(seq, sender.next), "a gap ends after it begins");
    sender.gapNumber = number;
    sender.gapIpId = ipId;
  }
  sender.bytes += fresh;
  receiver.bytesWhenAnswered = receiver.bytes;
  if (sender.segments++ < KEPT_LENGTHS) sender.firstLengths.push(fresh);
  if (receiver.finSeq >= 0 && seqAfter(analysed.ack, receiver.finSeq)) sender.bytesAfterPeerFin += fresh;
  sender.dataNumber = number;
  sender.dataTime = now;
  sender.dataLength = length;
  sender.dataSeq = seq;
  if (sender.sent !== null) sender.sent.keep(seq, seq + length, number);
  else if (sender.segments >= A_FLIGHT) sender.sent = new SentRanges();
  sender.dataAck = analysed.ack;
}

/** A segment of old numbers: how often in a row, and the wait before it. */
function countResend(memory: ConversationMemory, { seq, packet }: AnalysedPacket): void {
  const { sender, receiver, now } = memory;
  if (packet.payloadLength > 0 && receiver.duplicates > 0 && sender.resent.length < KEPT_RESENT) {
    sender.resent.push({ seq, end: seqAdd(seq, packet.payloadLength), number: packet.number, time: now });
  }
  const again = sender.resends > 0 && sender.resendSeq === seq;
  const sent = again ? sender.resendTime : firstSent(memory, seq);
  sender.resends = again ? sender.resends + 1 : 1;
  sender.resendSeq = seq;
  sender.resendWait = sent < 0 ? -1 : now - sent;
  sender.resendTime = now;
}
