/**
 * What an acknowledgment changes: what has arrived at the other end, and what is missing there.
 */
import { seqAdd, seqAfter, seqAtOrAfter, seqAtOrBefore, seqRelative } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import { IS_ACK, IS_DATA, IS_RST, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import { end } from "./take_ending.ts";

/** Takes the acknowledgment of a packet of this connection. */
export function takeAck(arrival: Arrival, analysed: AnalysedPacket): void {
  const { sender, receiver, kind, now } = arrival;
  const { ack, rtt, packet } = analysed;
  // Karn: what answers a segment that was sent twice may answer either sending.
  const once = rtt !== null && (receiver.resendTime < 0 || receiver.resendTime < now - rtt);
  if (once && (kind & (IS_SYN | IS_SYN_ACK | IS_RST)) === 0) sender.measure(rtt, packet.number);
  if (arrival.answersProbe) {
    receiver.next = receiver.acked = ack;
    receiver.keepAlives++;
  } else if (receiver.acked < 0 && (kind & IS_RST) === 0) receiver.acked = ack;
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
