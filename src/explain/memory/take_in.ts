/**
 * How a packet changes what is known of its conversation. It runs after the rules have looked at the packet.
 */
import { seqAdd, seqAfter, seqAtOrAfter, seqAtOrBefore, seqBefore, seqRelative } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { DirectionCounts } from "../../analysis/conversation.ts";
import { ACK, PSH, type ReadonlyPacket, SYN } from "../../packet/packet.ts";
import type { Arrival } from "./arrival.ts";
import type { ConversationMemory } from "./conversation_memory.ts";
import { type HostMemory, KEPT_LENGTHS } from "./host_memory.ts";
import { isAlert, isKeepAlive, judged, markOf } from "./evidence.ts";
import { Holes } from "./holes.ts";
import { SentRanges } from "./sent_ranges.ts";
import { timestampOf } from "./timestamp_of.ts";
import { synOffer } from "./syn_offer.ts";
import { dataLength, IS_ACK, IS_DATA, IS_FIN, IS_RST, IS_SYN, IS_SYN_ACK } from "./packet_kind.ts";

/** So many segments make a transfer, of which a retransmission may span several. */
const A_FLIGHT = 3;
/** Segments sent again of which an ACK can tell that they filled a gap. */
const KEPT_RESENT = 8;

/** Takes the packet in: sequence numbers, acknowledgments, windows and states of both ends. */
export function takeIn(arrival: Arrival, analysed: AnalysedPacket): void {
  const { sender, receiver, kind, now, memory } = arrival;
  const { packet } = analysed;
  memory.ecn.see(packet);
  if (packet.flags & ACK) {
    if (!arrival.foreign) {
      takeAck(arrival, analysed);
      if (sender.ackNumber === 0) sender.ackNumber = packet.number;
    }
    if (sender.sentAck !== analysed.ack) sender.sentAckSince = packet.number;
    sender.sentAck = analysed.ack;
  }
  if (arrival.foreign && memory.foreignNumber === 0) {
    memory.foreignNumber = packet.number;
    memory.foreignFrom = sender;
  }
  if (kind & (IS_SYN | IS_SYN_ACK) && !arrival.foreign) takeSyn(arrival, analysed);
  if (sender.rstNumber > 0 || receiver.rstNumber > 0) takeAfterReset(arrival, packet.number);
  if (receiver.rstNumber > 0 && sender.sinceReset === 0) sender.sinceReset = packet.number;
  // The byte of a probe is sent again with the data that follows: it does not count until it is taken.
  const probe = (analysed.verdicts & verdict.ZERO_WINDOW_PROBE) !== 0;
  takeCounts(memory.client, analysed.conversation.fromClient);
  takeCounts(memory.server, analysed.conversation.fromServer);
  const next = seqAdd(analysed.seq, dataLength(packet) + (packet.flags & SYN ? 1 : 0));
  if (kind & IS_DATA && !probe) takeData(arrival, analysed);
  else if (kind & IS_FIN) noteGap(arrival, analysed);
  if (sender.timestamps && kind & IS_DATA) takeStamp(sender, packet);
  if (kind & IS_FIN) takeFin(arrival, analysed, next);
  if (kind & IS_RST) takeReset(arrival, analysed, next);
  else {
    if (receiver.lastNumber > sender.lastNumber) memory.seeId(packet, receiver);
    sender.learn(packet);
    // Of a stream that the capture joins late, what came before is taken for confirmed.
    if (sender.acked < 0 && sender.next < 0) sender.acked = analysed.seq;
    if (!probe) raise(sender, kind & IS_FIN ? seqAdd(next, 1) : next, packet.number);
    if (sender.zeroSince >= 0 && analysed.window > 0) {
      sender.zeroTime += now - sender.zeroSince;
      sender.zeroSince = -1;
    } else if (sender.zeroSince < 0 && sender.zeroNumber > 0 && analysed.window === 0) sender.zeroSince = now;
    sender.window = analysed.window;
    if (sender.window > sender.largestWindow) sender.largestWindow = sender.window;
  }
  if (
    analysed.verdicts & verdict.ZERO_WINDOW_PROBE || receiver.window === 0 && judged(analysed, verdict.KEEP_ALIVE) ||
    isKeepAlive(analysed, arrival)
  ) {
    takeQuestion(arrival, analysed);
  }
  if (sender.lastNumber === 0) {
    const { client, server } = memory.conversation;
    memory.servers.hear((analysed.fromClient ? client : server).address, packet.number);
  }
  receiver.unanswered = 0;
  sender.duplicates = analysed.verdicts & verdict.DUPLICATE_ACK ? sender.duplicates + 1 : 0;
  if (sender.duplicates === 1) sender.duplicatesSince = now;
  sender.pause = sender.lastTime < 0 ? 0 : now - sender.lastTime;
  sender.lastNumber = packet.number;
  sender.lastTime = now;
  sender.lastWasReset = (kind & IS_RST) !== 0;
  if ((kind & IS_RST) === 0) sender.lastIpId = packet.ipId;
}

/** Bytes and segments are counted once, by analysis; how long the first segments were is kept for the story. */
function takeCounts(end: HostMemory, { bytes, segments }: DirectionCounts): void {
  if (segments > end.segments && segments <= KEPT_LENGTHS) end.keepLength(bytes - end.bytes);
  end.bytes = bytes;
  end.segments = segments;
}

/** Nothing new is sent: the kernel asks whether the other end has room, or whether it is there. */
function takeQuestion({ sender, receiver, kind }: Arrival, { packet, seq, verdicts }: AnalysedPacket): void {
  if (kind & IS_DATA && verdicts & verdict.ZERO_WINDOW_PROBE) {
    sender.probedSeq = seq;
    sender.probedNumber = packet.number;
  }
  if (receiver.window === 0) sender.probeNumber = packet.number;
  else {
    sender.keepAlives++;
    if (sender.unanswered++ === 0) sender.unansweredFirst = packet.number;
  }
}

/** `seq` is the FIN's own number. */
function takeFin(arrival: Arrival, analysed: AnalysedPacket, seq: number): void {
  const { sender, now } = arrival;
  const { number, payloadLength } = analysed.packet;
  if (sender.finSeq < 0) {
    sender.finSeq = seq;
    sender.finNumber = number;
    sender.finTime = now;
    sender.finAck = analysed.packet.flags & ACK ? analysed.ack : -1;
    closeWith(arrival, analysed);
  } else if (payloadLength === 0) countResend(arrival, analysed);
}

/**
 * The connection goes on after a RST with a number that was not expected: the end that got it still takes in new bytes, or
 * the end in whose name it came confirms them.
 */
function takeAfterReset({ memory, receiver, kind, fresh, newlyAcked }: Arrival, number: number): void {
  if (memory.resetRefuted > 0 || kind & IS_RST || memory.ended && memory.closedInOrder) return;
  if ((fresh > 0 || newlyAcked > 0) && receiver.rstOff && !receiver.rstForged) memory.resetRefuted = number;
}

function takeReset(arrival: Arrival, { packet, seq }: AnalysedPacket, next: number): void {
  const { memory, sender, receiver, now } = arrival;
  const { number } = packet;
  sender.rstOff = receiver.sentAck >= 0 && seq !== receiver.sentAck && seq !== sender.next;
  sender.rstAtFin = (sender.rstNumber === 0 || sender.rstAtFin) && sender.finSeq >= 0 && seq === sender.finSeq;
  if (memory.foreignNumber > 0 && memory.foreignFrom === receiver && memory.older !== null) {
    memory.older.endedLater = number;
  }
  end(memory, memory.refusal > 0 ? "refused" : "reset");
  if (sender.rstNumber === 0) {
    sender.rstNumber = number;
    sender.rstTime = now;
    sender.rstId = packet.ipId;
  }
  if (sender.next < 0) sender.next = next;
  sender.happens("sends RST");
  receiver.happens("receives RST");
}

/** Both states after a FIN. Until now it was taken for granted that the other end's FIN, if any, had arrived. */
function closeWith({ sender, receiver }: Arrival, { ack }: AnalysedPacket): void {
  const crossed = receiver.finSeq >= 0 && seqAtOrBefore(ack, receiver.finSeq);
  if (crossed && sender.state === "CLOSE-WAIT") sender.state = "ESTABLISHED";
  sender.happens("sends FIN");
  if (crossed) sender.happens("receives FIN");
  receiver.happens("receives FIN");
}

/** When the segment with this number was sent first, -1 where that is not remembered. */
function firstSent({ sender, kind }: Arrival, seq: number): number {
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

function takeAck(arrival: Arrival, analysed: AnalysedPacket): void {
  const { sender, receiver, kind, now } = arrival;
  const { ack, rtt, packet } = analysed;
  // Karn: what answers a segment that was sent twice may answer either sending.
  const once = rtt !== null && (receiver.resendTime < 0 || receiver.resendTime < now - rtt);
  if (once && (kind & (IS_SYN | IS_SYN_ACK | IS_RST)) === 0) sender.measure(rtt, packet.number);
  if (arrival.answersProbe) receiver.next = receiver.acked = ack;
  else if (receiver.acked < 0 && (kind & IS_RST) === 0) receiver.acked = ack;
  else if (arrival.newlyAcked === 0) return;
  // One number more, once the sender itself has closed: the other end's FIN.
  const isFin = sender.finSeq >= 0 && arrival.newlyAcked === 1;
  if (receiver.lastNumber === 0 && !isFin) receiver.proven += arrival.newlyAcked;
  receiver.acked = ack;
  if (receiver.probeNumber > 0 && receiver.probeNumber === receiver.lastNumber && ack === seqAdd(receiver.next, 1)) {
    receiver.next = ack;
  }
  receiver.ackedBy = packet.number;
  receiver.ackedTime = now;
  receiver.resends = 0;
  if (receiver.timerTo >= 0 && seqAtOrAfter(ack, receiver.timerTo)) receiver.timerTo = -1;
  if (receiver.resent.length > 0) receiver.resent = receiver.resent.filter(({ end }) => seqAfter(end, ack));
  if (receiver.next >= 0 && seqAtOrBefore(receiver.next, ack)) receiver.waitingNumber = 0;
  // Nobody confirms what has not come: what is missing below the ack passed the capture unseen.
  if (receiver.holes !== null) receiver.missed += receiver.holes.fill(0, seqRelative(ack, 0));
  if (arrival.acksSyn && kind & IS_ACK || arrival.acksSyn && kind & IS_DATA) receiver.happens("receives ACK of SYN");
  if (arrival.acksFin) {
    receiver.finAcked = true;
    receiver.happens("receives ACK of FIN");
    if (sender.finAcked) {
      arrival.memory.closedInOrder = sender.rstNumber === 0 && receiver.rstNumber === 0;
      end(arrival.memory, "closed");
    }
  }
}

function takeSyn(arrival: Arrival, analysed: AnalysedPacket): void {
  const { sender, receiver, kind, now } = arrival;
  const withAck = (kind & IS_SYN_ACK) !== 0;
  arrival.memory.ecn.agree(analysed.packet);
  sender.synCount++;
  sender.latestSyn = analysed.packet.number;
  sender.latestSynTime = now;
  if (withAck) sender.sentSynAck = true;
  if (withAck && receiver.synRaw < 0) receiver.answeredRaw = seqAdd(analysed.packet.ack, -1);
  if (sender.synCount > 1) countResend(arrival, analysed);
  if (sender.synCount === 1) {
    sender.synNumber = analysed.packet.number;
    sender.synTime = now;
    sender.synRaw = analysed.packet.seq;
    const offer = synOffer(analysed.packet);
    if (!withAck) {
      const { client, server } = arrival.memory.conversation;
      const { seq: raw, number, srcPort: port } = analysed.packet;
      const bare = offer.maximumSegment < 0;
      arrival.memory.servers.asked((analysed.fromClient ? client : server).address, { number, raw, port, bare });
    }
    sender.maximumSegment = offer.maximumSegment;
    sender.windowScale = offer.windowScale;
    sender.selectiveAcks = offer.selectiveAcks;
    sender.timestamps = offer.timestamps;
    sender.synStamp = offer.stamp;
  }
  if (sender.acked < 0) sender.acked = 0;
  if (withAck && receiver.synTime >= 0) {
    // Nor is the SYN,ACK of a simultaneous open, or one sent again, the answer to just this SYN.
    if (receiver.synCount === 1 && sender.synCount === 1) {
      sender.measure(now - receiver.synTime, analysed.packet.number);
    }
  }
  sender.happens(withAck ? "sends SYN,ACK" : "sends SYN");
  receiver.happens(withAck ? "receives SYN,ACK" : "receives SYN");
}

function takeData(arrival: Arrival, analysed: AnalysedPacket): void {
  const { sender, receiver, now, fresh } = arrival;
  const { payloadLength: length, number } = analysed.packet;
  const { seq } = analysed;
  if (length > sender.largest) sender.largest = length;
  if ((analysed.packet.flags & PSH) === 0 && length <= sender.segmentLimit(receiver)) sender.seeFull(length);
  if (fresh < length && sender.holes !== null) {
    sender.holes.fill(seqRelative(seq, 0), seqRelative(seq, 0) + length - fresh);
  }
  if (fresh === 0) {
    countResend(arrival, analysed);
    keepSending(arrival, analysed);
    return;
  }
  if (fresh === length) noteGap(arrival, analysed);
  receiver.bytesWhenAnswered = receiver.bytes;
  if (receiver.finSeq >= 0 && seqAfter(analysed.ack, receiver.finSeq)) {
    sender.tookLeave = sender.bytesAfterPeerFin === 0 && isAlert(analysed.packet);
    sender.bytesAfterPeerFin += fresh;
  }
  sender.dataNumber = number;
  sender.dataTime = now;
  sender.dataLength = length;
  sender.dataSeq = seq;
  sender.dataId = analysed.packet.ipId;
  sender.dataMark = markOf(analysed.packet);
  sender.dataTtl = analysed.packet.ttl;
  keepSending(arrival, analysed);
  sender.dataAck = analysed.ack;
}

/** Remembers in which packet these bytes travelled, of an end that has sent several. */
function keepSending({ sender, fresh, now: time }: Arrival, { packet, seq }: AnalysedPacket): void {
  if (sender.sent === null) {
    if (sender.segments >= A_FLIGHT) sender.sent = new SentRanges();
    return;
  }
  const { number, ipId, payloadLength } = packet;
  sender.sent.keep(seq, seq + payloadLength, { number: fresh > 0 ? number : -number, ipId, time });
}

/** A packet whose number is not the one that was to come leaves a gap before it. */
function noteGap({ sender, now: time }: Arrival, { packet, seq }: AnalysedPacket): void {
  if (sender.next < 0 || seqAtOrBefore(seq, sender.next)) return;
  const { number, ipId } = packet;
  const stamp = sender.timestamps ? timestampOf(packet) : -1;
  const [from, to] = [seqRelative(sender.next, 0), seqRelative(seq, 0)];
  // Damaged numbers may wrap.
  if (to <= from) return;
  sender.holes ??= new Holes();
  sender.holes.open({ from, to, number, ipId, stamp, idBefore: sender.lastIpId, time });
}

/** A timestamp below one of a segment in order: the other end throws the segment away (RFC 7323 4.3, 5). */
function takeStamp(sender: HostMemory, packet: ReadonlyPacket): void {
  const stamp = timestampOf(packet);
  if (stamp < 0) return;
  if (sender.stamp >= 0 && seqBefore(stamp, sender.stamp)) sender.oldStamp = packet.number;
  else if (!sender.hasHole) sender.stamp = stamp;
}

/** A segment of old numbers: how often in a row, and the wait before it. */
function countResend(arrival: Arrival, { seq, packet }: AnalysedPacket): void {
  const { sender, receiver, now } = arrival;
  if (packet.payloadLength > 0 && receiver.duplicates > 0 && sender.resent.length < KEPT_RESENT) {
    const end = seqAdd(seq, packet.payloadLength);
    sender.resent = [...sender.resent, { seq, end, number: packet.number, time: now }];
  }
  const again = sender.resends > 0 && sender.resendSeq === seq;
  const sent = again ? sender.resendTime : firstSent(arrival, seq);
  if (!again) {
    sender.resendFirst = packet.number;
    sender.resendSince = sent;
  }
  sender.resendLength = packet.payloadLength;
  sender.resendId = packet.ipId;
  sender.resends = again ? sender.resends + 1 : 1;
  sender.resendSeq = seq;
  sender.resendWait = sent < 0 ? -1 : now - sent;
  sender.resendTime = now;
}
