/**
 * Why an end sent its RST, as far as the packets before it show.
 */
import { seqAdd, seqAfter } from "../../../packet/sequence.ts";
import type { AnalysedPacket } from "../../../analysis/analysed_packet.ts";
import { ACK, type ReadonlyPacket } from "../../../packet/packet.ts";
import type { Arrival } from "../../memory/arrival.ts";
import type { ConversationMemory } from "../../memory/conversation_memory.ts";
import { signsOfForgery } from "../../memory/forged_reset.ts";
import type { HostMemory } from "../../memory/host_memory.ts";
import type { Code } from "../../words/codes.ts";

/** Silence after which a timeout is a likelier reason than data that nobody read, ns. */
export const LONG_SILENCE = 5e9;
/** Keep-alives in a row without any answer, or attempts of one segment, after which a kernel takes the other end for dead. */
export const GIVES_UP = 3;

/** A timer that ran out once waits twice as long the next time (RFC 6298 5.5), a little less with jitter; and no longer than a minute or more. */
const NEXT_WAIT = 1.97;
const LONGEST_WAIT = 59e9;

export type Reason = Extract<
  Code,
  | "rst-refused"
  | "rst-unread-data"
  | "rst-data-after-close"
  | "rst-abort"
  | "rst-reply-to-rst-closed"
  | "rst-unacceptable-ack"
>;

/** Why the sender of a RST sent it; null where another speaks in its name, who has reasons of his own. */
export function reasonOf(analysed: AnalysedPacket, arrival: Arrival): Reason | null {
  const { packet } = analysed;
  const { sender, receiver, memory } = arrival;
  if (signsOfForgery(analysed, arrival) !== null) return null;
  if (memory.foreignNumber > 0 && memory.foreignFrom === receiver) return "rst-unacceptable-ack";
  if (refusesUnseen(packet, arrival)) return "rst-refused";
  // What answers a segment with ACK has none itself: a RST with ACK that crosses the other end's has its own reason.
  const crosses = (packet.flags & ACK) !== 0 && sender.rstNumber === 0 && sender.lastNumber > 0;
  const ended = sender.rstNumber > 0 && !sender.rstForged;
  if (ended || receiver.rstNumber > 0 && !crosses) return "rst-reply-to-rst-closed";
  if (receiver.synCount > 0 && sender.lastNumber === 0 && onlyAsked(receiver)) {
    if (confirmsMore(analysed, receiver)) return "rst-abort";
    return receiver.sentSynAck ? "rst-reply-to-rst-closed" : "rst-refused";
  }
  if (memory.packets === 0) return packet.flags & ACK ? "rst-abort" : "rst-reply-to-rst-closed";
  if (givesUp(packet, arrival)) return "rst-abort";
  if (sender.finSeq >= 0) return afterClose(analysed, arrival);
  if (sender.state === "SYN-SENT" || unfinished(memory)) {
    return receiver.synCount > 0 && sender.synNumber < receiver.synNumber ? "rst-reply-to-rst-closed" : "rst-abort";
  }
  // Nothing of it was heard, and the packet before had no ACK: so any kernel answers what belongs to nothing.
  if (sender.lastNumber === 0 && receiver.sentAck < 0) return "rst-reply-to-rst-closed";
  // A kernel that closes a connection it knows sets ACK; one that answers a packet it cannot place copies its ack.
  if ((packet.flags & ACK) === 0) return "rst-reply-to-rst-closed";
  // A closed window says that its buffer is full of what nobody has read.
  const full = sender.window === 0 && sender.zeroNumber > 0;
  return receiver.bytes > 0 && (full || arrival.gap < LONG_SILENCE) ? "rst-unread-data" : "rst-abort";
}

/**
 * A RST that is numbered 0 and has ACK answers a segment without ACK, a SYN as a rule, for which there is no connection (RFC 9293
 * 3.10.7.1). Its sender has sent nothing else, and what it answers was not captured: nothing lies between it and the RST before.
 */
export function refusesUnseen({ flags, seq }: ReadonlyPacket, { sender, receiver, memory }: Arrival): boolean {
  if ((flags & ACK) === 0 || seq !== 0 || sender.ackNumber > 0 && sender.ackNumber < sender.rstNumber) return false;
  const silent = sender.lastNumber === 0 || sender.rstNumber > 0 && sender.lastWasReset;
  return silent && sender.synCount === 0 && sender.segments === 0 && memory.lastNumber === sender.lastNumber &&
    receiver.segments === 0 && receiver.ackNumber === 0;
}

/** It confirms more than was captured: no refusal, but the end of a connection of which the capture lacks the rest. */
function confirmsMore({ packet, ack }: AnalysedPacket, { next }: HostMemory): boolean {
  return (packet.flags & ACK) !== 0 && seqAfter(ack, next);
}

/** All that it sent so far are its SYN or SYN,ACK: a RST refuses nothing else. */
function onlyAsked({ lastNumber, latestSyn, sentSynAck }: HostMemory): boolean {
  return sentSynAck || lastNumber === latestSyn;
}

/** Of an end that has sent its FIN. */
function afterClose(analysed: AnalysedPacket, arrival: Arrival): Reason {
  const { sender, receiver, memory } = arrival;
  if (unreadAtClose(arrival)) return "rst-data-after-close";
  if (answersLatest(analysed, arrival)) return "rst-reply-to-rst-closed";
  // Without ACK it answers a packet, and of the other end the capture has none.
  if ((analysed.packet.flags & ACK) === 0 && receiver.lastNumber === 0) return "rst-reply-to-rst-closed";
  // With ACK it answers nothing; and where nothing came lately, there is nothing to answer.
  const nothing = memory.lastNumber === sender.lastNumber || arrival.gap >= LONG_SILENCE;
  const unasked = (analysed.packet.flags & ACK) !== 0 && nothing;
  return receiver.finSeq >= 0 && !unasked ? "rst-reply-to-rst-closed" : "rst-abort";
}

/** Without ACK and with the ack of the other end's packet just before as its number, and that came after the FIN. */
function answersLatest({ packet, seq }: AnalysedPacket, { sender, receiver, memory }: Arrival): boolean {
  return (packet.flags & ACK) === 0 && seq === receiver.sentAck && memory.lastNumber === receiver.lastNumber &&
    receiver.lastNumber > sender.finNumber;
}

/** Data came after its FIN, or was on its way when that left: the ack in the FIN does not cover it. */
function unreadAtClose({ sender, receiver }: Arrival): boolean {
  if (receiver.dataNumber > sender.finNumber) return true;
  return receiver.dataNumber > 0 && crossedClose(sender, receiver);
}

/** What was sent again for want of an ACK had most likely not come. */
function crossedClose(sender: HostMemory, receiver: HostMemory): boolean {
  return sender.finAck >= 0 && receiver.resends === 0 &&
    seqAfter(seqAdd(receiver.dataSeq, receiver.dataLength), sender.finAck);
}

/** Its kernel has tried so often without an answer that it takes the other end for dead. */
export function givesUp({ flags }: ReadonlyPacket, { sender, receiver, now }: Arrival): boolean {
  // A RST without ACK answers a packet, so that the other end is not dead. And whether one was answered that is not heard at all,
  // nobody knows.
  if ((flags & ACK) === 0 || receiver.lastNumber === 0) return false;
  if (sender.unanswered >= GIVES_UP) return true;
  const confirmed = sender.acked >= 0 && seqAfter(sender.acked, sender.resendSeq);
  return sender.resends >= GIVES_UP && !confirmed && receiver.lastTime < sender.resendTime &&
    now - sender.resendTime >= Math.min(NEXT_WAIT * sender.resendWait, LONGEST_WAIT);
}

/** Both SYNs were seen, the ACK that completes the handshake was not. */
export function unfinished({ client, server }: ConversationMemory): boolean {
  return client.synCount > 0 && server.synCount > 0 && server.state === "SYN-RECEIVED";
}
