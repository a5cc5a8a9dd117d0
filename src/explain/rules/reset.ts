/**
 * Resets, and whose fault they are (RFC 9293 3.5.2, 3.6.1, 3.10.7; RFC 2525 2.17). Exactly one reason is found for each;
 * the capture proves some of them and only suggests the others.
 */
import { seqAdd, seqAfter } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK, type ReadonlyPacket, RST } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { ConversationMemory } from "../memory/conversation_memory.ts";
import type { Code } from "../words/codes.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { signsOfForgery } from "../memory/forged_reset.ts";
import { IS_RST } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

/** Silence after which a timeout is a likelier reason than data that nobody read, ns. */
const LONG_SILENCE = 5e9;

type Reason = Extract<
  Code,
  | "rst-refused"
  | "rst-unread-data"
  | "rst-data-after-close"
  | "rst-abort"
  | "rst-reply-to-rst-closed"
  | "rst-unacceptable-ack"
>;

/** Why the sender of a RST sent it. */
function reasonOf(analysed: AnalysedPacket, arrival: Arrival): Reason | null {
  const { packet } = analysed;
  const { sender, receiver, memory } = arrival;
  // Another speaks in its name (forged.ts): then no reason of its own is to be found.
  if (signsOfForgery(analysed, arrival) !== null) return null;
  if (memory.foreignNumber > 0 && memory.foreignFrom === receiver) return "rst-unacceptable-ack";
  // What answers a segment with ACK has none itself: a RST with ACK that crosses the other end's has its own reason.
  const crosses = (packet.flags & ACK) !== 0 && sender.rstNumber === 0 && sender.lastNumber > 0;
  const ended = sender.rstNumber > 0 && !sender.rstForged;
  if (ended || receiver.rstNumber > 0 && !crosses) return "rst-reply-to-rst-closed";
  if (receiver.synCount > 0 && sender.lastNumber === 0 && onlyAsked(receiver)) {
    return receiver.sentSynAck ? "rst-reply-to-rst-closed" : "rst-refused";
  }
  if (arrival.memory.packets === 0) return packet.flags & ACK ? "rst-abort" : "rst-reply-to-rst-closed";
  if (sender.finSeq >= 0) {
    if (unreadAtClose(arrival)) return "rst-data-after-close";
    return receiver.finSeq >= 0 ? "rst-reply-to-rst-closed" : "rst-abort";
  }
  if (sender.state === "SYN-SENT" || unfinished(arrival.memory)) {
    return receiver.synCount > 0 && sender.synNumber < receiver.synNumber ? "rst-reply-to-rst-closed" : "rst-abort";
  }
  // Nothing of it was heard, and the packet before had no ACK: so any kernel answers what belongs to nothing.
  if (sender.lastNumber === 0 && receiver.sentAck < 0) return "rst-reply-to-rst-closed";
  if (givesUp(packet, arrival)) return "rst-abort";
  // A kernel that closes a connection it knows sets ACK; one that answers a packet it cannot place copies its ack.
  if ((packet.flags & ACK) === 0) return "rst-reply-to-rst-closed";
  // A closed window says that its buffer is full of what nobody has read.
  const full = sender.window === 0 && sender.zeroNumber > 0;
  return receiver.bytes > 0 && (full || arrival.gap < LONG_SILENCE) ? "rst-unread-data" : "rst-abort";
}

/** All that it sent so far are its SYN or SYN,ACK: a RST refuses nothing else. */
function onlyAsked({ lastNumber, latestSyn, sentSynAck }: HostMemory): boolean {
  return sentSynAck || lastNumber === latestSyn;
}

/** Data came after its FIN, or was on its way when that left: the ack in the FIN does not cover it. */
function unreadAtClose({ sender, receiver }: Arrival): boolean {
  if (receiver.dataNumber > sender.finNumber) return true;
  return receiver.dataNumber > 0 && crossedClose(sender, receiver);
}

function crossedClose(sender: HostMemory, receiver: HostMemory): boolean {
  return sender.finAck >= 0 && seqAfter(seqAdd(receiver.dataSeq, receiver.dataLength), sender.finAck);
}

/** Keep-alives in a row without any answer, or attempts of one segment, after which a kernel takes the other end for dead. */
const GIVES_UP = 3;

function givesUp({ flags }: ReadonlyPacket, { sender, receiver }: Arrival): boolean {
  // A RST without ACK answers a packet, so that the other end is not dead. And whether one was answered that is not heard at all,
  // nobody knows.
  if ((flags & ACK) === 0 || receiver.lastNumber === 0) return false;
  if (sender.unanswered >= GIVES_UP) return true;
  const confirmed = sender.acked >= 0 && seqAfter(sender.acked, sender.resendSeq);
  return sender.resends >= GIVES_UP && !confirmed && receiver.lastTime < sender.resendTime;
}

/** Both SYNs were seen, the ACK that completes the handshake was not. */
function unfinished({ client, server }: ConversationMemory): boolean {
  return client.synCount > 0 && server.synCount > 0 && server.state === "SYN-RECEIVED";
}

function resets(reason: Reason): Pick<Rule, "code" | "kinds" | "match"> {
  return {
    code: reason,
    kinds: IS_RST,
    match: (packet, arrival) => (packet.packet.flags & RST) !== 0 && reasonOf(packet, arrival) === reason,
  };
}

/** How the other end judges the number that the RST carries. */
function saySeq({ packet, seq }: AnalysedPacket, { sender, receiver }: Arrival, voice: Voice): void {
  if ((packet.flags & ACK) === 0 && seq === receiver.dataAck && seq === sender.finSeq && seq !== receiver.sentAck) {
    voice.say("rst.copied-fin", { seq, number: receiver.dataNumber, next: sender.next });
    return;
  }
  if ((packet.flags & ACK) === 0 && receiver.sentAck === seq && receiver.lastNumber > 0) {
    voice.say("rst.copied-seq", { seq, number: receiver.lastNumber });
  } else if (sender.next >= 0 && seq === sender.next) voice.say("rst.expected-seq", { seq });
  else if (sender.next >= 0) voice.say("rst.unexpected-seq", { seq, next: sender.next });
}

const refused: Rule = {
  ...resets("rst-refused"),
  rfc: "RFC 9293 3.5.2, 3.10.7.1",
  certainty: "likely",
  ordinary: false,
  scenario: "refused",
  tell({ packet, ack, conversation }, { receiver, memory }, voice) {
    const open = memory.servers.openSince(conversation);
    if (open > 0) voice.say("rst.refused-open", { port: packet.srcPort, number: receiver.lastNumber, open });
    else voice.say("rst.refused", { port: packet.srcPort, number: receiver.lastNumber });
    if (packet.flags & ACK) voice.say("rst.refused-ack", { ack, syn: seqAdd(ack, -1), ackRaw: packet.ack });
    voice.say("rst.refused-result");
  },
};

/** Data came since it last sent any, and not just the end of an answer that a client had waited for. */
function leftUnread({ sender, receiver, memory }: Arrival): boolean {
  if (receiver.dataNumber <= sender.dataNumber) return false;
  const { http } = memory;
  return http === null || sender !== memory.client || http.responses === 0 || http.pending > 0;
}

const unreadData: Rule = {
  ...resets("rst-unread-data"),
  rfc: "RFC 9293 3.6.1; RFC 2525 2.17",
  certainty: (_, arrival) => leftUnread(arrival) ? "likely" : "possible",
  ordinary: false,
  scenario: "v3",
  remembers: (arrival) => arrival.memory.unreadLikely = leftUnread(arrival),
  tell(analysed, arrival, voice) {
    const { sender, receiver } = arrival;
    const { grammar } = voice;
    if (leftUnread(arrival)) {
      voice.say("rst.unread", { bytes: grammar.bytes(receiver.bytes - receiver.bytesWhenAnswered) });
      if (sender.sentAck === receiver.next) voice.say("rst.unread-why");
      voice.say("rst.unread-other");
    } else voice.say("rst.unread-after-answer", { bytes: grammar.bytes(receiver.bytes) });
    saySeq(analysed, arrival, voice);
    if (receiver.finSeq < 0) voice.say("rst.unread-error");
    else voice.say("rst.after-close-unheard", { number: receiver.finNumber });
    voice.say("rst.unread-kernels");
  },
};

const dataAfterClose: Rule = {
  ...resets("rst-data-after-close"),
  rfc: "RFC 9293 3.6.1, 3.5.2; RFC 2525 2.17",
  certainty: (_, { memory, receiver }) => memory.strayNumber > 0 || receiver.dataNumber > 0 ? "certain" : "likely",
  ordinary: false,
  scenario: "v2",
  remembers({ memory, sender, receiver }) {
    if (memory.strayNumber > 0) return;
    memory.strayNumber = receiver.dataNumber;
    memory.strayBytes = receiver.dataLength;
    memory.strayCrossed = sender.finAck >= 0 && receiver.dataNumber < sender.finNumber;
  },
  tell(analysed, arrival, voice) {
    const { sender, receiver } = arrival;
    const values = {
      bytes: voice.grammar.bytes(receiver.dataLength),
      number: receiver.dataNumber,
      fin: sender.finNumber,
    };
    if (receiver.dataNumber < sender.finNumber) voice.say("rst.crossed-close", { ...values, ack: sender.finAck });
    else voice.say("rst.after-close", values);
    if (answersLater(analysed, arrival)) {
      const { lastNumber: number, dataNumber, dataAck } = receiver;
      voice.say("rst.answers-later", { seq: analysed.seq, number, data: dataNumber, dataAck });
    } else saySeq(analysed, arrival, voice);
    if (receiver.finSeq >= 0) voice.say("rst.after-close-unheard", { number: receiver.finNumber });
    else voice.say("rst.after-close-error");
    voice.say("rst.state");
  },
};

/** Its number is the ack of a packet that came after the data. */
function answersLater({ packet, seq }: AnalysedPacket, { receiver }: Arrival): boolean {
  const { sentAck, dataAck, lastNumber, dataNumber } = receiver;
  return (packet.flags & ACK) === 0 && lastNumber > dataNumber && seq === sentAck && seq !== dataAck;
}

const abort: Rule = {
  ...resets("rst-abort"),
  rfc: "RFC 9293 3.5.2, 3.10.5",
  certainty: ({ packet }, arrival) => givesUp(packet, arrival) ? "likely" : "possible",
  ordinary: false,
  // No program of the lab breaks a connection off: a script cannot set SO_LINGER.
  scenario: null,
  remembers: (arrival, _, { packet }) => arrival.memory.gaveUp = givesUp(packet, arrival),
  tell(analysed, arrival, voice) {
    const { gap, sender, receiver } = arrival;
    voice.say("rst.abort");
    const up = givesUp(analysed.packet, arrival);
    if (up && sender.unanswered >= GIVES_UP) voice.say("rst.abort-keep-alives", { count: sender.unanswered });
    else if (up) voice.say("rst.abort-retries", { times: voice.grammar.times(sender.resends + 1) });
    else if (unfinished(arrival.memory)) voice.say("rst.abort-handshake");
    else voice.say("rst.abort-why");
    if (gap >= LONG_SILENCE && !up) voice.say("rst.abort-idle", { time: voice.grammar.duration(gap) });
    if (receiver.dataNumber > sender.dataNumber) voice.say("rst.abort-unread");
    saySeq(analysed, arrival, voice);
    voice.say("rst.abort-error");
    voice.say("rst.state");
  },
};

const replyToClosed: Rule = {
  ...resets("rst-reply-to-rst-closed"),
  rfc: "RFC 9293 3.5.2, 3.10.7.1",
  certainty: ({ packet }, { memory, sender, receiver }) => {
    const closed = sender.rstNumber > 0 || receiver.rstNumber > 0;
    return memory.packets > 0 && closed && (packet.flags & ACK) === 0 ? "certain" : "likely";
  },
  ordinary: false,
  // v2 may end with a second RST; whether it does hangs on microseconds, so that no scenario promises it.
  scenario: null,
  tell(analysed, arrival, voice) {
    const { sender, receiver } = arrival;
    if (sender.rstNumber > 0 && (analysed.packet.flags & ACK) === 0 && analysed.seq === receiver.sentAck) {
      voice.say("rst.gone-closed", { number: sender.rstNumber });
      voice.say("rst.copied-again", { seq: analysed.seq, number: receiver.lastNumber });
      return;
    }
    if (arrival.memory.packets === 0) voice.say("rst.gone-first");
    else if (sender.rstNumber > 0 || receiver.rstNumber > 0) {
      const first = sender.rstNumber === 0 || receiver.rstNumber > 0 && receiver.rstNumber < sender.rstNumber
        ? receiver.rstNumber
        : sender.rstNumber;
      voice.say("rst.gone-closed", { number: first });
    } else if (sender.synCount > 0 && sender.lastNumber === sender.synNumber) voice.say("rst.gone-syn-ack");
    else if (receiver.sentSynAck && sender.lastNumber === 0) {
      voice.say("rst.gone-second-syn-ack", { number: receiver.synNumber });
    } else if (sender.lastNumber === 0 && receiver.sentAck < 0) {
      voice.say("rst.gone-probe", { number: receiver.lastNumber });
      return;
    } else if (!copied(analysed, arrival)) voice.say("rst.gone-unasked");
    else {
      voice.say("rst.gone", { number: receiver.lastNumber || arrival.memory.lastNumber });
      if (sender.finSeq >= 0) voice.say("rst.gone-time-wait");
      else voice.say("rst.gone-unexplained");
    }
    saySeq(analysed, arrival, voice);
  },
};

/** Its number is the ack of the other end's latest packet, as where a kernel answers what it cannot place. */
function copied({ packet, seq }: AnalysedPacket, { receiver }: Arrival): boolean {
  return (packet.flags & ACK) !== 0 || seq === receiver.sentAck || seq === receiver.dataAck;
}

const unacceptableAck: Rule = {
  ...resets("rst-unacceptable-ack"),
  rfc: "RFC 9293 3.10.7.3",
  certainty: "certain",
  ordinary: false,
  // No scenario connects twice from one port.
  scenario: null,
  tell(analysed, { memory }, voice) {
    voice.say("rst.unacceptable", { number: memory.foreignNumber, seq: analysed.seq, raw: analysed.packet.seq });
    voice.say("rst.unacceptable-result");
  },
};

export const RESET_RULES: readonly Rule[] = [
  refused,
  unreadData,
  dataAfterClose,
  abort,
  replyToClosed,
  unacceptableAck,
];
