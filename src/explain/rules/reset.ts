/**
 * Resets, and whose fault they are (RFC 9293 3.5.2, 3.6.1, 3.10.7; RFC 2525 2.17). Exactly one reason is found for each;
 * the capture proves some of them and only suggests the others.
 */
import { seqAdd } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK, RST } from "../../packet/packet.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { sentSinceReset } from "../memory/timestamp_of.ts";
import { followsItsHost } from "../memory/forged_reset.ts";
import { IS_RST } from "../memory/packet_kind.ts";
import {
  GIVES_UP,
  givesUp,
  LONG_SILENCE,
  type Reason,
  reasonOf,
  refusesUnseen,
  unfinished,
} from "./resets/reset_reason.ts";
import { sayError, saySeq, sayStates } from "./resets/reset_words.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

function resets(reason: Reason): Pick<Rule, "code" | "kinds" | "match"> {
  return {
    code: reason,
    kinds: IS_RST,
    match: (packet, arrival) => (packet.packet.flags & RST) !== 0 && reasonOf(packet, arrival) === reason,
  };
}

const refused: Rule = {
  ...resets("rst-refused"),
  rfc: "RFC 9293 3.5.2, 3.10.7.1",
  certainty: ({ packet }, arrival) => refusesUnseen(packet, arrival) ? "possible" : "likely",
  ordinary: false,
  scenario: "refused",
  tell({ packet, ack, conversation }, arrival, voice) {
    const { receiver, memory } = arrival;
    if (refusesUnseen(packet, arrival)) {
      voice.title("rst-refused.unseen");
      voice.say("rst.refused-unseen", { ackRaw: packet.ack, syn: seqAdd(packet.ack, -1) });
      voice.say("rst.refused-result");
      return;
    }
    const open = memory.servers.openSince(conversation);
    if (open > 0) voice.say("rst.refused-open", { port: packet.srcPort, number: receiver.lastNumber, open });
    else voice.say("rst.refused", { port: packet.srcPort, number: receiver.lastNumber });
    if (packet.flags & ACK) {
      voice.say("rst.refused-ack", { ack, syn: seqAdd(ack, -1), ackRaw: packet.ack });
      if (packet.seq === 0) voice.say("rst.refused-zero");
      else voice.say("rst.refused-numbered", { raw: packet.seq });
    }
    voice.say("rst.refused-result");
  },
};

/** Data came since it last sent any, and neither the end of an answer that a client had waited for nor what it reacts to. */
function leftUnread(analysed: AnalysedPacket, arrival: Arrival): boolean {
  const { sender, receiver, memory } = arrival;
  if (receiver.dataNumber <= sender.dataNumber || mayReact(analysed, arrival)) return false;
  // Whoever was answered before and takes leave with its FIN awaits nothing: what came last may be that leave.
  if (receiver.finSeq >= 0 && receiver.bytesWhenAnswered > 0) return false;
  const { http } = memory;
  return http === null || sender !== memory.client || http.responses === 0 || http.pending > 0;
}

/** A server that answered after all of the client's bytes had come, and each has confirmed what the other sent. */
function isSettled({ packet, ack }: AnalysedPacket, { sender, receiver, memory }: Arrival): boolean {
  const confirmed = (packet.flags & ACK) !== 0 ? ack : sender.sentAck;
  return sender === memory.server && sender.dataNumber > receiver.dataNumber && confirmed === receiver.next &&
    sender.acked === sender.next;
}

/**
 * All that came is confirmed, its program has answered before, and its window does not say that bytes wait: it may have read
 * them and break off for what they say.
 */
function mayReact({ packet, ack }: AnalysedPacket, { sender, receiver }: Arrival): boolean {
  const confirmed = (packet.flags & ACK) !== 0 ? ack : sender.sentAck;
  const arrived = receiver.bytes - receiver.bytesWhenAnswered;
  // A window that was said before the data came tells nothing of them, unless it was closed.
  const shrunk = sender.lastNumber > receiver.dataNumber && sender.largestWindow - sender.window >= arrived;
  return receiver.bytesWhenAnswered > 0 && confirmed === receiver.next && sender.window !== 0 && !shrunk;
}

const unreadData: Rule = {
  ...resets("rst-unread-data"),
  rfc: "RFC 9293 3.6.1; RFC 2525 2.17",
  certainty: (packet, arrival) => leftUnread(packet, arrival) ? "likely" : "possible",
  ordinary: false,
  scenario: "v3",
  remembers: (arrival, _, packet) => arrival.memory.unreadLikely = leftUnread(packet, arrival),
  tell(analysed, arrival, voice) {
    const { sender, receiver } = arrival;
    const { grammar } = voice;
    if (leftUnread(analysed, arrival)) {
      voice.say("rst.unread", { bytes: grammar.bytes(receiver.bytes - receiver.bytesWhenAnswered) });
      if (sender.sentAck === receiver.next) voice.say("rst.unread-why");
      voice.say("rst.unread-other");
    } else if (isSettled(analysed, arrival)) {
      voice.title("rst-unread-data.or-abort");
      voice.say("rst.unread-settled", { bytes: grammar.bytes(receiver.bytes), answer: sender.dataNumber });
    } else {
      voice.title("rst-unread-data.or-abort");
      voice.say("rst.unread-after-answer", { bytes: grammar.bytes(receiver.bytes) });
    }
    saySeq(analysed, arrival, voice);
    if (receiver.finSeq < 0) voice.say("rst.unread-error");
    else voice.say("rst.error-after-close", { number: receiver.finNumber });
    if (!isSettled(analysed, arrival)) voice.say("rst.unread-kernels");
  },
};

const dataAfterClose: Rule = {
  ...resets("rst-data-after-close"),
  rfc: "RFC 9293 3.6.1, 3.5.2; RFC 2525 2.17",
  certainty: (packet, arrival) => {
    const { memory, receiver } = arrival;
    if (answersLater(packet, arrival) && firstToAnswer(receiver) > 0) return "likely";
    return memory.strayNumber > 0 || receiver.dataNumber > 0 ? "certain" : "likely";
  },
  ordinary: false,
  scenario: "v2",
  remembers({ memory, sender, receiver }) {
    if (memory.strayNumber > 0) return;
    memory.strayNumber = receiver.dataNumber;
    memory.strayBytes = receiver.dataLength;
    memory.farewell = receiver.tookLeave;
    memory.strayCrossed = sender.finAck >= 0 && receiver.dataNumber < sender.finNumber;
    const idle = memory.tally.firstOf("idle-closed") === sender.finNumber;
    memory.strayUnaware = idle && receiver.dataNumber > sender.finNumber && receiver.dataAck === sender.finSeq;
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
      const { lastNumber: number, dataNumber: data, dataAck } = receiver;
      const values = { seq: analysed.seq, number, data, dataAck };
      const first = firstToAnswer(receiver);
      if (first > 0) voice.say("rst.answers-either", { ...values, first });
      else voice.say("rst.answers-later", values);
    } else saySeq(analysed, arrival, voice);
    // A close that another may have told in this end's name says nothing of its program.
    if (!arrival.memory.clues?.conflict) {
      if (receiver.finSeq >= 0) voice.say("rst.after-close-lost");
      sayError(analysed, arrival, voice);
    }
    sayStates(analysed, arrival, voice);
  },
};

/** Its number is the ack of a packet that came after the data. */
function answersLater({ packet, seq }: AnalysedPacket, { receiver }: Arrival): boolean {
  const { sentAck, dataAck, lastNumber, dataNumber } = receiver;
  return (packet.flags & ACK) === 0 && lastNumber > dataNumber && seq === sentAck && seq !== dataAck;
}

/** The first of several packets behind its latest data that have one ack; 0 where there is one. */
function firstToAnswer({ sentAckSince, dataNumber, lastNumber }: HostMemory): number {
  return sentAckSince > dataNumber && sentAckSince < lastNumber ? sentAckSince : 0;
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
    if (sender.finSeq >= 0) voice.say("rst.abort-after-fin", { fin: sender.finNumber });
    else voice.say("rst.abort");
    const up = givesUp(analysed.packet, arrival);
    if (up && sender.unanswered >= GIVES_UP) voice.say("rst.abort-keep-alives", { count: sender.unanswered });
    else if (up) voice.say("rst.abort-retries", { times: voice.grammar.times(sender.resends + 1) });
    else if (unfinished(arrival.memory)) voice.say("rst.abort-handshake");
    else voice.say("rst.abort-why");
    const time = voice.grammar.duration(gap);
    if (gap >= LONG_SILENCE && !up) {
      if (followsItsHost(analysed.packet, sender)) voice.say("rst.abort-idle-own", { time, id: analysed.packet.ipId });
      else voice.say("rst.abort-idle", { time });
    }
    if (receiver.dataNumber > sender.dataNumber) voice.say("rst.abort-unread");
    if (!up || sender.unanswered < GIVES_UP) saySeq(analysed, arrival, voice);
    // Who answered nothing that came before will hardly hear of this.
    if (up) {
      voice.say("rst.unheard");
      return;
    }
    sayError(analysed, arrival, voice);
    sayStates(analysed, arrival, voice);
  },
};

/** Answers this late, ns, come after the time that programs give to connecting: a second and more. */
const IMPATIENT = 0.95e9;

const replyToClosed: Rule = {
  ...resets("rst-reply-to-rst-closed"),
  rfc: "RFC 9293 3.5.2, 3.10.7.1",
  certainty: ({ packet }, { memory, sender, receiver, now }) => {
    if (sentSinceReset(sender.rstTime, receiver, now)) return "likely";
    if (memory.packets === 0 || sender.rstNumber === 0 && receiver.rstNumber === 0) return "likely";
    return packet.flags & ACK ? "possible" : "certain";
  },
  ordinary: false,
  // v2 may end with a second RST; whether it does hangs on microseconds, so that no scenario promises it.
  scenario: null,
  tell(analysed, arrival, voice) {
    const { sender, receiver } = arrival;
    if (sender.rstNumber > 0 && (analysed.packet.flags & ACK) === 0 && analysed.seq === receiver.sentAck) {
      const first = sender.rstNumber;
      if (sentSinceReset(sender.rstTime, receiver, arrival.now)) {
        voice.say("rst.gone-elsewhere", { number: receiver.lastNumber, first });
        voice.say("rst.copied-again", { seq: analysed.seq, number: receiver.lastNumber });
        return;
      }
      voice.say("rst.gone-closed", { number: first });
      sayCopied(analysed, arrival, voice);
      sayChange(analysed, arrival, voice);
      return;
    }
    if (arrival.memory.packets === 0) voice.say("rst.gone-first");
    else if (sender.rstNumber > 0 || receiver.rstNumber > 0) {
      const first = sender.rstNumber === 0 || receiver.rstNumber > 0 && receiver.rstNumber < sender.rstNumber
        ? receiver.rstNumber
        : sender.rstNumber;
      if (analysed.packet.flags & ACK) {
        voice.title("rst-reply-to-rst-closed.again");
        voice.say("rst.gone-again", { number: first });
      } else voice.say("rst.gone-closed", { number: first });
      if (first === receiver.rstNumber) voice.say("rst.gone-nothing");
      else sayChange(analysed, arrival, voice);
    } else if (sender.synCount > 0 && sender.lastNumber === sender.synNumber) {
      if (sender.sentSynAck) voice.say("rst.gone-agreed", { number: sender.synNumber });
      else {
        voice.say(analysed.packet.flags & ACK ? "rst.gone-broken-off" : "rst.gone-syn-ack");
        const wait = receiver.synTime - sender.synTime;
        if (wait >= IMPATIENT) voice.say("rst.gone-impatient", { time: voice.grammar.duration(wait) });
      }
    } else if (receiver.sentSynAck && sender.lastNumber === 0) {
      const { older } = arrival.memory;
      const unknown = older === null || older.client.synCount === 0;
      voice.say(unknown ? "rst.gone-unknown-syn-ack" : "rst.gone-second-syn-ack", { number: receiver.synNumber });
    } else if (sender.lastNumber === 0 && receiver.sentAck < 0) {
      voice.say("rst.gone-probe", { number: receiver.lastNumber });
      return;
    } else if (!copied(analysed, arrival)) voice.say("rst.gone-unasked");
    else {
      voice.say("rst.gone", { number: receiver.lastNumber || arrival.memory.lastNumber });
      if (sender.finSeq >= 0 && receiver.finSeq >= 0) voice.say("rst.gone-time-wait");
      else if (sender.finSeq >= 0) sayForgotten(arrival, voice);
      else voice.say("rst.gone-unexplained");
    }
    saySeq(analysed, arrival, voice);
  },
};

/** Which of the packets since the first RST this one answers. */
function sayCopied({ seq }: AnalysedPacket, { receiver }: Arrival, voice: Voice): void {
  const { sinceReset, lastNumber: number } = receiver;
  const first = Math.max(sinceReset, receiver.sentAckSince);
  // What had come before the first RST was taken then, but for the last of it.
  if (sinceReset > 0 && first < number) voice.say("rst.copied-several", { seq, first, number });
  else voice.say("rst.copied-again", { seq, number });
}

/** What one more RST changes: it may be the first with the number that the other end expects. */
function sayChange({ seq }: AnalysedPacket, { sender }: Arrival, voice: Voice): void {
  const fits = seq === sender.next;
  if (fits && sender.rstLow) voice.say("rst.gone-fits", { number: sender.rstNumber, seq });
  // Earlier ones may have been below what the other end expects once it has the FIN.
  else if (!fits || sender.finSeq < 0) voice.say("rst.gone-nothing");
}

/** An end that has closed, and was not closed by the other, holds the rest of the connection only for a time. */
function sayForgotten({ sender, now }: Arrival, voice: Voice): void {
  const since = now - sender.finTime;
  voice.say("rst.gone-since-fin", { fin: sender.finNumber, time: voice.grammar.duration(since) });
  if (since >= LONG_SILENCE) voice.say("rst.gone-fin-wait");
}

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
