/**
 * What a FIN or RST changes: how both ends come to close.
 */
import { seqAtOrBefore, seqBefore } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import { isOffNumber } from "../memory/evidence.ts";
import { IS_RST } from "../memory/packet_kind.ts";
import { countResend } from "./take_data.ts";

/** `seq` is the FIN's own number. */
export function takeFin(arrival: Arrival, analysed: AnalysedPacket, seq: number): void {
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
export function takeAfterReset({ memory, receiver, kind, fresh, newlyAcked }: Arrival, number: number): void {
  if (memory.resetRefuted > 0 || kind & IS_RST || memory.ended && memory.closedInOrder) return;
  if ((fresh > 0 || newlyAcked > 0) && receiver.rstOff && !receiver.rstForged) memory.resetRefuted = number;
}

/** `next` is the number after all that the packet takes. */
export function takeReset(arrival: Arrival, { packet, seq }: AnalysedPacket, next: number): void {
  const { memory, sender, receiver, now } = arrival;
  const { number } = packet;
  sender.rstOff = isOffNumber(seq, arrival);
  sender.rstLow = (sender.rstNumber === 0 || sender.rstLow) && sender.next >= 0 && seqBefore(seq, sender.next);
  if (memory.foreignNumber > 0 && memory.foreignFrom === receiver && memory.older !== null) {
    memory.older.endedLater = number;
  }
  end(memory, memory.refusal > 0 ? "refused" : "reset");
  if (sender.rstNumber === 0) {
    sender.rstNumber = number;
    sender.rstTime = now;
    sender.rstId = packet.ipId;
    receiver.echoAtReset = receiver.echo;
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

/** The connection is over; how it ended first counts. */
export function end(memory: ConversationMemory, how: "closed" | "refused" | "reset"): void {
  if (memory.ended) return;
  memory.ended = true;
  memory.ending = how;
}
