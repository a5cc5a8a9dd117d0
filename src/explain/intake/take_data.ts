/**
 * What a segment's data changes: what was sent and when, gaps before it, and numbers that were sent again.
 */
import { seqAdd, seqAfter, seqAtOrBefore, seqBefore, seqRelative } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { PSH, type ReadonlyPacket } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { isAlert, markOf } from "../memory/evidence.ts";
import { Holes } from "../memory/holes.ts";
import { SentRanges } from "../memory/sent_ranges.ts";
import { timestampOf } from "../memory/timestamp_of.ts";
import { IS_DATA, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";

/** So many segments make a transfer, of which a retransmission may span several. */
const A_FLIGHT = 3;
/** Segments sent again of which an ACK can tell that they filled a gap. */
const KEPT_RESENT = 8;

/** Takes data that is no probe into a closed window. */
export function takeData(arrival: Arrival, analysed: AnalysedPacket): void {
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
  if (analysed.packet.ipLacking > 0) {
    sender.shornNumber = number;
    sender.shornTo = seqAdd(seq, length + analysed.packet.ipLacking);
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
export function noteGap({ sender, now: time }: Arrival, { packet, seq }: AnalysedPacket): void {
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
export function takeStamp(sender: HostMemory, packet: ReadonlyPacket): void {
  const stamp = timestampOf(packet);
  if (stamp < 0) return;
  if (sender.stamp >= 0 && seqBefore(stamp, sender.stamp)) sender.oldStamp = packet.number;
  else if (!sender.hasHole) sender.stamp = stamp;
}

/** A segment of old numbers: how often in a row, and the wait before it. */
export function countResend(arrival: Arrival, { seq, packet }: AnalysedPacket): void {
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

/** When the segment with this number was sent first, -1 where that is not remembered. */
function firstSent({ sender, kind }: Arrival, seq: number): number {
  if (kind & (IS_SYN | IS_SYN_ACK)) return sender.synTime;
  if (kind & IS_DATA) return seq === sender.dataSeq ? sender.dataTime : -1;
  return sender.finTime;
}
