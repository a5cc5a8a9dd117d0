/**
 * The sums of a packet: where its next sequence number comes from, what its acknowledgment says, how its window was
 * scaled. Each is a label in the reader's language and a formula in numbers, which is the same in all of them.
 */
import type { PacketView, TcpView } from "../facts/report_data.ts";
import { duration } from "../../words/times.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { fill } from "../text/page_words.ts";

export interface Sum {
  readonly label: string;
  /** Digits and signs only: left to right in every language. */
  readonly formula: string;
  /** What it means, in words; empty where the formula says it. */
  readonly note: string;
}

const MODULUS = 2 ** 32;

/** The sums worth showing for a packet; none for one that is not TCP. `byNumber` finds the packet it acknowledges. */
export function sumsOf(
  packet: PacketView,
  byNumber: (number: number) => PacketView | undefined,
  words: PageWords,
): Sum[] {
  const tcp = packet.tcp;
  if (tcp === null) return [];
  const acked = tcp.acks === null ? undefined : byNumber(tcp.acks)?.tcp ?? undefined;
  return [
    ...nextSequence(tcp, words),
    ...acknowledged(tcp, acked, words),
    ...scaledWindow(tcp, words),
    ...inFlight(tcp, words),
    ...roundTrip(tcp, words),
    ...onTheWay(packet, words),
  ];
}

function nextSequence(tcp: TcpView, words: PageWords): Sum[] {
  if (tcp.flags.includes("RST")) return [];
  const syn = tcp.flags.includes("SYN") ? 1 : 0;
  const fin = tcp.flags.includes("FIN") ? 1 : 0;
  const taken = tcp.length + syn + fin;
  const label = words.sumNextSeq;
  if (taken === 0) return [{ label, formula: `seq ${tcp.seq} + 0 = ${tcp.seq}`, note: words.takesNone }];
  const parts = [tcp.length > 0 ? tcp.length : 0, syn, fin].filter((part) => part > 0).join(" + ");
  const formula = `seq ${tcp.seq} + ${parts} = ${wrap(tcp.seq + taken)} (${words.raw} ${tcp.seqRaw} + ${taken} = ${
    wrap(tcp.seqRaw + taken)
  })`;
  const notes = [...(syn > 0 ? [words.takesOneSyn] : []), ...(fin > 0 ? [words.takesOneFin] : [])];
  return [{ label, formula, note: notes.join("; ") }];
}

function acknowledged(tcp: TcpView, acked: TcpView | undefined, words: PageWords): Sum[] {
  if (!tcp.flags.includes("ACK")) return [];
  const label = words.sumAck;
  if (acked === undefined || tcp.acks === null) {
    return [{ label, formula: `ack ${tcp.ack} (${words.raw} ${tcp.ackRaw})`, note: words.upTo }];
  }
  const taken = acked.length + (acked.flags.includes("SYN") ? 1 : 0) + (acked.flags.includes("FIN") ? 1 : 0);
  const formula = `ack ${tcp.ack} = ${acked.seq} + ${taken} (${words.raw} ${tcp.ackRaw} = ${acked.seqRaw} + ${taken})`;
  return [{ label, formula, note: fill(words.acksPacket, { packet: tcp.acks }) }];
}

function scaledWindow(tcp: TcpView, words: PageWords): Sum[] {
  if (tcp.windowScale === null || tcp.windowScale === 0 || tcp.flags.includes("SYN")) return [];
  if (tcp.flags.includes("RST")) return [];
  const factor = 2 ** tcp.windowScale;
  return [{
    label: words.sumWindow,
    formula: `${tcp.windowRaw} × 2^${tcp.windowScale} = ${tcp.windowRaw} × ${factor} = ${tcp.window}`,
    note: "",
  }];
}

function inFlight(tcp: TcpView, words: PageWords): Sum[] {
  if (tcp.bytesInFlight === null || tcp.bytesInFlight === 0) return [];
  return [{
    label: words.sumFlight,
    formula: String(tcp.bytesInFlight),
    note: words.bytesUnacked,
  }];
}

function roundTrip(tcp: TcpView, words: PageWords): Sum[] {
  if (tcp.rtt === null || tcp.acks === null) return [];
  return [{ label: words.sumRtt, formula: duration(tcp.rtt), note: fill(words.acksPacket, { packet: tcp.acks }) }];
}

function onTheWay(packet: PacketView, words: PageWords): Sum[] {
  if (packet.arrived === null || packet.delay === "unknown") return [];
  return [{
    label: words.sumDelay,
    formula: duration(packet.arrived - packet.sent),
    note: packet.delay === "measured" ? words.measured : words.estimated,
  }];
}

function wrap(number: number): number {
  return ((number % MODULUS) + MODULUS) % MODULUS;
}
