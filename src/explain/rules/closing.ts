/**
 * The close: FIN in each direction, what stays open between, and connections closed unused.
 */
import { seqAdd, seqAfter, seqBefore } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK } from "../../packet/packet.ts";
import { isTooSoon } from "../memory/evidence.ts";
import type { Arrival } from "../memory/arrival.ts";
import type { HostMemory } from "../memory/host_memory.ts";
import { dataLength, IS_ACK, IS_DATA, IS_FIN, IS_ODD, IS_SYN, IS_SYN_ACK } from "../memory/packet_kind.ts";
import type { Rule } from "./rule.ts";
import type { Voice } from "../words/voice.ts";

/** Number that the FIN in this packet takes, relative; it stands behind the packet's data. */
function finNumber({ packet, seq }: AnalysedPacket): number {
  return seqAdd(seq, dataLength(packet));
}

function rawFin({ packet }: AnalysedPacket): number {
  return seqAdd(packet.seq, dataLength(packet));
}

/** FINs further apart than this, ns, and more than a few round trips, did not meet: the first was lost. */
const MEET = 200_000_000;

/** The other end's FIN may be on its way: it was sent a moment ago, and once. */
function meet({ sender, receiver, now }: Arrival): boolean {
  const trips = sender.distance === Infinity ? 0 : sender.distance;
  return receiver.resends === 0 && now - receiver.finTime < Math.max(MEET, 4 * trips);
}

/** An ACK and a FIN this close, ns, look like one act of one program. */
const SOON = 10_000_000;
/** Whoever closes this long after the other's data has waited for more. */
const WAITED = 500_000_000;

function coversFin({ ack }: AnalysedPacket, { receiver }: Arrival): boolean {
  return receiver.finSeq >= 0 && seqAfter(ack, receiver.finSeq);
}

const fin: Rule = {
  code: "fin",
  rfc: "RFC 9293 3.6",
  kinds: IS_FIN,
  certainty: "certain",
  ordinary: true,
  scenario: "v0",
  match(packet, arrival) {
    const { sender, receiver, kind } = arrival;
    if (sender.finSeq >= 0 || kind & (IS_SYN | IS_SYN_ACK | IS_ODD)) return false;
    return receiver.finSeq < 0 || !coversFin(packet, arrival) && !meet(arrival);
  },
  tell(analysed, arrival, voice) {
    const { sender, receiver, now } = arrival;
    const { grammar } = voice;
    const length = dataLength(analysed.packet);
    voice.say("fin.start");
    sayFinNumber(analysed, arrival, voice);
    if (length > 0) voice.say("fin.with-data", { bytes: grammar.bytes(length) });
    else if (sender.outstanding > 0) voice.say("fin.unconfirmed", { number: sender.dataNumber || sender.lastNumber });
    else if (sender.segments > 0) voice.say("fin.confirmed");
    if (receiver.dataNumber > sender.dataNumber) {
      const wait = now - receiver.dataTime;
      const values = {
        time: grammar.duration(wait),
        bytes: grammar.bytes(receiver.bytes - receiver.bytesWhenAnswered),
        number: receiver.dataNumber,
      };
      if (analysed.packet.flags & ACK && seqBefore(analysed.ack, receiver.next) && receiver.finSeq < 0) {
        // What has been sent again since for want of an ACK was no longer on its way.
        voice.say(receiver.resends > 0 ? "fin.missed" : "fin.crossed", { ...values, ack: analysed.ack });
        // Sooner than the data can have come, its program had closed before.
      } else if (wait < WAITED && !isTooSoon(wait, sender)) voice.say("fin.after-data", values);
      else voice.say("fin.after-wait", values);
      const apart = now - sender.lastTime;
      if (receiver.ackedBy === sender.lastNumber && arrival.memory.lastNumber === sender.lastNumber && apart < SOON) {
        voice.say("fin.acked-apart", { number: sender.lastNumber, time: grammar.duration(apart) });
      }
    }
    if (receiver.finSeq >= 0) {
      const { finNumber: number, resends, finTime, finSeq } = receiver;
      const time = grammar.duration(now - finTime);
      voice.say("fin.other-unheard", { number, time, ack: analysed.ack, want: seqAdd(finSeq, 1) });
      if (resends > 0) voice.say("fin.other-resent", { times: voice.grammar.times(resends + 1) });
      return;
    }
    voice.say("fin.other-way");
    voice.say("fin.state");
  },
};

function sayFinNumber(analysed: AnalysedPacket, { sender, memory }: Arrival, voice: Voice): void {
  const seq = finNumber(analysed);
  const raw = rawFin(analysed);
  const next = seqAdd(seq, 1);
  // Below the first number nothing was sent: whoever wrote the packets counted otherwise.
  if (memory.midStream || seqBefore(seq, 1)) voice.say("fin.number-mid-stream", { seq, raw, next });
  else if (seq === 1 && sender.segments === 0) voice.say("fin.number-only", { seq, raw, next });
  else voice.say("fin.number", { seq, raw, next, bytes: voice.grammar.bytes(seqAdd(seq, -1)) });
}

const finAck: Rule = {
  code: "fin-ack",
  rfc: "RFC 9293 3.6",
  kinds: IS_FIN,
  certainty: "certain",
  ordinary: true,
  scenario: "v1",
  match: (packet, arrival) => arrival.sender.finSeq < 0 && coversFin(packet, arrival),
  tell(analysed, arrival, voice) {
    const { sender, receiver, now, acksFin } = arrival;
    const seq = finNumber(analysed);
    const next = seqAdd(seq, 1);
    if (acksFin) {
      voice.title("fin-ack.both");
      voice.say("fin-ack.both", { ack: analysed.ack, fin: receiver.finSeq, number: receiver.finNumber, seq });
    } else {
      const time = voice.grammar.duration(now - receiver.finTime);
      voice.say("fin-ack.later", { number: receiver.finNumber, time, seq, next });
    }
    voice.say("fin-ack.raw", { ackRaw: analysed.packet.ack, raw: rawFin(analysed) });
    voice.say("fin-ack.read-end");
    if (sender.dataNumber > receiver.finNumber) {
      voice.say("fin-ack.state-after-data", { next, number: sender.dataNumber });
    } else voice.say("fin-ack.state", { next });
  },
};

const lastAck: Rule = {
  code: "last-ack",
  rfc: "RFC 9293 3.6, 3.6.1",
  kinds: IS_ACK,
  certainty: "certain",
  ordinary: true,
  scenario: "v1",
  match: (_, { acksFin, sender }) => acksFin && sender.finSeq >= 0,
  tell({ ack, packet }, { sender, receiver }, voice) {
    const values = { ack, fin: receiver.finSeq, number: receiver.finNumber };
    if (receiver.rstNumber > 0 && !receiver.rstForged) {
      voice.say("last-ack.after-reset", { ...values, reset: receiver.rstNumber });
      if (!sender.finAcked) voice.say("last-ack.own-unconfirmed", { number: sender.finNumber });
    } else if (!sender.finAcked || haveCrossed(sender, receiver)) voice.say("last-ack.crossed", values);
    else {
      voice.say("last-ack.start", { ...values, ackRaw: packet.ack });
      voice.say("last-ack.states");
    }
  },
};

/** Neither FIN had the other's before it. */
function haveCrossed(sender: HostMemory, receiver: HostMemory): boolean {
  return receiver.finAck >= 0 && !seqAfter(receiver.finAck, sender.finSeq) &&
    sender.finAck >= 0 && !seqAfter(sender.finAck, receiver.finSeq);
}

const halfClose: Rule = {
  code: "half-close",
  rfc: "RFC 9293 3.6",
  kinds: IS_ACK | IS_DATA,
  certainty: "certain",
  ordinary: false,
  scenario: "half-close",
  match(packet, arrival) {
    const { acksFin, kind, sender, fresh } = arrival;
    if (sender.finSeq >= 0 || kind & IS_FIN) return false;
    if (kind & IS_ACK) return acksFin;
    return fresh > 0 && sender.bytesAfterPeerFin === 0 && coversFin(packet, arrival);
  },
  tell(analysed, arrival, voice) {
    const { receiver, kind, newlyAckedBytes, acksFin } = arrival;
    const { ack, packet } = analysed;
    const number = receiver.finNumber;
    if (kind & IS_DATA) {
      voice.say("half-close.data", { number, ack });
      voice.say("half-close.fate");
      return;
    }
    const values = { number, ack, fin: receiver.finSeq, ackRaw: packet.ack };
    if (acksFin && newlyAckedBytes > 0) {
      voice.say("half-close.ack-data", { ...values, bytes: voice.grammar.bytes(newlyAckedBytes) });
    } else voice.say("half-close.ack", values);
    voice.say("half-close.open");
    voice.say("half-close.states");
    voice.say("half-close.orphan");
  },
};

const simultaneousClose: Rule = {
  code: "simultaneous-close",
  rfc: "RFC 9293 3.6, figure 13",
  kinds: IS_FIN,
  certainty: "certain",
  ordinary: false,
  scenario: "simultaneous-close",
  match: (packet, arrival) =>
    arrival.sender.finSeq < 0 && arrival.receiver.finSeq >= 0 && (arrival.kind & IS_ODD) === 0 &&
    !coversFin(packet, arrival) && meet(arrival),
  tell(analysed, { receiver }, voice) {
    const want = seqAdd(receiver.finSeq, 1);
    voice.say("simultaneous.start", { number: receiver.finNumber, ack: analysed.ack, want });
    voice.say("simultaneous.number", { seq: finNumber(analysed), raw: rawFin(analysed) });
    if (receiver.rstNumber > 0 && !receiver.rstForged) {
      voice.say("simultaneous.state-gone", { number: receiver.rstNumber });
    } else voice.say("simultaneous.state");
  },
};

export const CLOSING_RULES: readonly Rule[] = [fin, finAck, simultaneousClose, lastAck, halfClose];
