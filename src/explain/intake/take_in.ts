/**
 * How a packet changes what is known of its conversation. It runs after the rules have looked at the packet.
 */
import { seqAdd, seqAfter, seqAtOrBefore } from "../../packet/sequence.ts";
import * as verdict from "../../analysis/verdict_bits.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { DirectionCounts } from "../../analysis/conversation.ts";
import { ACK, FIN, RST, SYN } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { type HostMemory, KEPT_LENGTHS } from "../memory/host_memory.ts";
import { answersKeepAlive, edgeBefore, isKeepAlive, judged } from "../memory/evidence.ts";
import { isSameSyn } from "../memory/note_options.ts";
import { synOffer } from "../../packet/syn_offer.ts";
import { dataLength, IS_ACK, IS_DATA, IS_FIN, IS_RST, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import { echoOf } from "../memory/timestamp_of.ts";
import { takeAck } from "./take_ack.ts";
import { countResend, noteGap, takeData, takeStamp } from "./take_data.ts";
import { takeAfterReset, takeFin, takeReset } from "./take_ending.ts";

/** Takes the packet in: sequence numbers, acknowledgments, windows and states of both ends. */
export function takeIn(arrival: Arrival, analysed: AnalysedPacket): void {
  const { sender, receiver, kind, now, memory } = arrival;
  const { packet } = analysed;
  if (arrival.sum === "right") sender.rightSums++;
  else if (arrival.sum === "wrong") sender.wrongSums++;
  memory.ecn.see(packet);
  if (packet.flags & ACK && (kind & (IS_SYN | IS_SYN_ACK | IS_RST)) === 0) noteEdge(arrival, analysed);
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
  if (kind & IS_ACK) noteDenial(arrival, analysed.seq);
  const asks = isKeepAlive(analysed, arrival);
  const repeatsAck = judged(analysed, verdict.DUPLICATE_ACK) && !asks && !answersKeepAlive(analysed, arrival);
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
    sender.echo = echoOf(packet);
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
    asks
  ) {
    takeQuestion(arrival, analysed);
  }
  if (sender.lastNumber === 0) {
    const { client, server } = memory.conversation;
    memory.servers.hear((analysed.fromClient ? client : server).address, packet.number);
  }
  receiver.unanswered = 0;
  sender.duplicates = repeatsAck ? sender.duplicates + 1 : 0;
  if (sender.duplicates === 1) sender.duplicatesSince = now;
  sender.pause = sender.lastTime < 0 ? 0 : now - sender.lastTime;
  sender.lastNumber = packet.number;
  sender.lastTime = now;
  sender.lastWasReset = (kind & IS_RST) !== 0;
  if ((kind & IS_RST) === 0) sender.lastIpId = packet.ipId;
}

/** What is damaged changes one thing: data in their turn were sent, though nobody takes them. */
export function takeDamaged(arrival: Arrival, analysed: AnalysedPacket): void {
  const { sender, fresh, damage, memory, now } = arrival;
  const { packet, seq, conversation, fromClient } = analysed;
  if (damage === "header") return;
  sender.wrongSums++;
  if (fresh === 0 || seq !== sender.next || packet.flags & (SYN | FIN | RST)) return;
  sender.damagedNumber = packet.number;
  sender.damagedSeq = seq;
  memory.readHttp(analysed, now);
  takeCounts(sender, fromClient ? conversation.fromClient : conversation.fromServer);
  takeData(arrival, analysed);
  raise(sender, seqAdd(seq, packet.payloadLength), packet.number);
}

/** Room that was announced is taken back. */
function noteEdge(arrival: Arrival, analysed: AnalysedPacket): void {
  if (edgeBefore(analysed, arrival) < 0) return;
  const { sender, now } = arrival;
  sender.edgeBackNumber = analysed.packet.number;
  sender.edgeBackTime = now;
  sender.edgeBackTo = seqAdd(analysed.ack, analysed.window);
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

/** A bare ACK has its sender's next number: where the other end has confirmed more, that was never sent. */
function noteDenial({ sender, memory }: Arrival, seq: number): void {
  if (sender.next < 0 || seq !== sender.next || !seqAfter(sender.acked, seq)) return;
  if (memory.clue.denies) return;
  memory.clue.denials++;
  if (memory.clue.denies) memory.servers.unsent++;
}

/** The end's next new number, and its oldest packet that may be unacknowledged. */
function raise(end: HostMemory, next: number, number: number): void {
  if (end.next >= 0 && seqAtOrBefore(next, end.next)) return;
  if (end.waitingNumber === 0) end.waitingNumber = number;
  end.next = next;
}

function takeSyn(arrival: Arrival, analysed: AnalysedPacket): void {
  if (isSameSyn(analysed.packet, arrival)) return;
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
      const { seq: raw, number, srcPort: port, ipId, seconds, nanoseconds } = analysed.packet;
      const bare = offer.maximumSegment < 0;
      const asks = { number, raw, port, ipId, seconds, nanoseconds, bare };
      arrival.memory.servers.asked((analysed.fromClient ? client : server).address, asks);
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
