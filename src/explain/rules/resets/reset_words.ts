/**
 * What is said of any RST: how the other end judges its number, and what the program there hears of it.
 */
import { seqAdd, seqBefore } from "../../../packet/sequence.ts";
import type { AnalysedPacket } from "../../../analysis/analysed_packet.ts";
import { ACK } from "../../../packet/packet.ts";
import type { Arrival } from "../../memory/arrival.ts";
import type { Voice } from "../../words/voice.ts";

/** The packet of the other end whose ack is the number of this RST, 0 where it has ACK itself or none has such an ack. */
function copiedFrom({ packet, seq }: AnalysedPacket, { receiver }: Arrival): number {
  if ((packet.flags & ACK) !== 0 || receiver.lastNumber === 0) return 0;
  if (seq === receiver.sentAck) return receiver.lastNumber;
  return seq === receiver.dataAck ? receiver.dataNumber : 0;
}

/** Its number is that of its sender's own FIN, one below what the other end expects once it has that. */
function isAtFin({ seq }: AnalysedPacket, { sender }: Arrival): boolean {
  return sender.finSeq >= 0 && seq === sender.finSeq;
}

/** Its number lies below what its sender has sent before it: once that has come, the other end throws the RST away. */
function isLow(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const { next } = arrival.sender;
  return next >= 0 && seqBefore(analysed.seq, next) && !isAtFin(analysed, arrival);
}

/** What it sent again was never confirmed: the other end may not have it, and then expects a lower number. */
function leftUnconfirmed({ sender, receiver }: Arrival): boolean {
  return receiver.lastNumber > 0 && sender.resends > 0 && sender.outstanding > 0;
}

/** The number is the one that the other end expects next, if all that was sent before has come. */
function isExpected(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver } = arrival;
  if (isAtFin(analysed, arrival) || isLow(analysed, arrival)) return false;
  if (copiedFrom(analysed, arrival) > 0 && analysed.seq === receiver.sentAck) return true;
  return analysed.seq === sender.next && !leftUnconfirmed(arrival);
}

/** How the other end judges the number that the RST carries. */
export function saySeq(analysed: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const { seq } = analysed;
  const { sender, receiver } = arrival;
  const { next } = sender;
  const number = copiedFrom(analysed, arrival);
  if (isAtFin(analysed, arrival)) {
    const values = { seq, fin: sender.finNumber, next: seqAdd(seq, 1) };
    if (number > 0) voice.say("rst.copied-fin", { ...values, number });
    else voice.say("rst.at-fin", values);
  } else if (number > 0 && isLow(analysed, arrival)) voice.say("rst.copied-low", { seq, number, next });
  else if (number > 0 && seq === receiver.sentAck) voice.say("rst.copied-seq", { seq, number });
  else if (next < 0) return;
  else if (seq !== next) voice.say(seqBefore(seq, next) ? "rst.low-seq" : "rst.unexpected-seq", { seq, next });
  else if (leftUnconfirmed(arrival)) voice.say("rst.beyond-unconfirmed", { seq, acked: sender.acked });
  else voice.say("rst.expected-seq", { seq });
}

/** The states after it. */
export function sayStates(analysed: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  voice.say(isExpected(analysed, arrival) ? "rst.state" : "rst.state-if-taken");
}

/** What the other end's program hears of it, by what its kernel has got and sent before. */
export function sayError(analysed: AnalysedPacket, arrival: Arrival, voice: Voice): void {
  const { sender, receiver } = arrival;
  if (isLow(analysed, arrival)) return;
  if (receiver.sentSynAck && receiver.state === "SYN-RECEIVED" && receiver.dataNumber === 0) {
    voice.say("rst.half-open");
  } else if (receiver.rstNumber > 0 && !receiver.rstForged) voice.say("rst.no-error", { number: receiver.rstNumber });
  else if (receiver.finSeq >= 0) voice.say("rst.error-after-close", { number: receiver.finNumber });
  // A FIN behind a hole has not been taken yet.
  else if (sender.finSeq >= 0 && (sender.finAcked || receiver.lastNumber < sender.finNumber)) {
    voice.say("rst.error-after-fin");
  } else voice.say("rst.abort-error");
}
