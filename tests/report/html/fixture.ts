/**
 * Report data written by hand: a conversation in a line a packet, as courses draw it on a board.
 *
 *     C 0.000 SYN seq=0 len=0 : client SYN-SENT
 *
 * The packets are real bytes, IPv4 and TCP, dissected by src/packet.
 */
import { putU16, putU32 } from "../../packet/put_bytes.ts";
import { dissect } from "../../../src/packet/dissect.ts";
import { flagBit } from "../../../src/packet/flags.ts";
import type { Verdict } from "../../../src/analysis/analysed_packet.ts";
import type { Explanation } from "../../../src/explain/words/explanation.ts";
import type { Language } from "../../../src/language/language.ts";
import { byteFields } from "../../../src/report/html/facts/byte_fields.ts";
import type { Fate, PacketView, ReportData, StateChange } from "../../../src/report/html/facts/report_data.ts";

/** One packet of a script. */
export interface Line {
  /** `C` client to server, `S` server to client. */
  readonly from: "C" | "S";
  /** Milliseconds. */
  readonly at: number;
  readonly flags: string;
  readonly seq: number;
  readonly ack: number;
  readonly data?: string;
  /** Length without the bytes, for segments too long to write down. */
  readonly length?: number;
  readonly window?: number;
  readonly verdicts?: readonly Verdict[];
  readonly acks?: number;
  readonly rtt?: number;
  readonly inFlight?: number;
  readonly fate?: Fate;
  readonly states?: readonly StateChange[];
  readonly title?: string;
  readonly text?: string;
  readonly stream?: number;
}

const CLIENT = "10.0.2.4";
const SERVER = "10.0.2.15";
const CLIENT_BASE = 103915608;
const SERVER_BASE = 1162581600;
const DELAY = 0.5e6;

/** The packet of a line, number `number` of its capture. */
export function packetOf(line: Line, number: number): PacketView {
  const up = line.from === "C";
  const stream = line.stream ?? 0;
  const flags = line.flags.split(" ");
  const data = new TextEncoder().encode(line.data ?? "");
  const length = line.length ?? data.length;
  const seqRaw = (up ? CLIENT_BASE : SERVER_BASE) + line.seq;
  const ackRaw = flags.includes("ACK") ? (up ? SERVER_BASE : CLIENT_BASE) + line.ack : 0;
  const windowRaw = line.window ?? 502;
  const scaled = !flags.includes("SYN") && windowRaw < 1024;
  const window = scaled ? windowRaw * 128 : windowRaw;
  const bytes = emit({ up, stream, flags, seqRaw, ackRaw, windowRaw, data, length });
  const packet = dissect({ ...RECORD, number, length: 40 + length, bytes, capturedLength: bytes.length });
  const sent = line.at * 1e6;
  const dropped = line.fate === "dropped";
  return {
    number,
    time: sent,
    from: up ? 0 : 1,
    to: up ? 1 : 0,
    src: up ? CLIENT : SERVER,
    dst: up ? SERVER : CLIENT,
    sent,
    arrived: dropped ? null : sent + DELAY,
    delay: "measured",
    fate: line.fate ?? "delivered",
    tcp: {
      stream,
      fromClient: up,
      srcPort: packet.srcPort,
      dstPort: packet.dstPort,
      flags,
      seq: line.seq,
      ack: line.ack,
      seqRaw,
      ackRaw,
      length,
      window,
      windowRaw,
      windowScale: scaled ? 7 : null,
      verdicts: line.verdicts ?? [],
      duplicateAck: line.verdicts?.includes("duplicate_ack") ? 1 : 0,
      acks: line.acks ?? null,
      rtt: line.rtt ?? null,
      bytesInFlight: line.inFlight ?? null,
    },
    protocol: "TCP",
    length: 40 + length,
    capturedLength: bytes.length,
    bytes,
    fields: byteFields(packet, { seq: line.seq, ack: line.ack, window }),
    problem: "",
    explanations: line.text === undefined ? [] : [explained(line.title ?? line.flags, line.text)],
    states: line.states ?? [],
  };
}

const RECORD = {
  seconds: 1606500000,
  nanoseconds: 0,
  hasTime: true,
  linkType: 101,
  interfaceId: 0,
  interfaceName: "",
  start: 0,
  flags: 0,
  comments: [],
};

function explained(title: string, text: string): Explanation {
  return { code: "data", title, text, rfc: "RFC 9293 3.4", certainty: "certain" };
}

interface Emitted {
  readonly up: boolean;
  readonly stream: number;
  readonly flags: readonly string[];
  readonly seqRaw: number;
  readonly ackRaw: number;
  readonly windowRaw: number;
  readonly data: Uint8Array;
  readonly length: number;
}

function emit({ up, stream, flags, seqRaw, ackRaw, windowRaw, data, length }: Emitted): Uint8Array {
  const bytes = new Uint8Array(40 + data.length);
  const [client, server] = [40618 + stream, 5050];
  bytes.set([0x45, 0], 0);
  putU16(bytes, 2, 40 + length);
  putU16(bytes, 4, 0x1a2b);
  putU16(bytes, 6, 0x4000);
  bytes.set([64, 6], 8);
  bytes.set(up ? [10, 0, 2, 4, 10, 0, 2, 15] : [10, 0, 2, 15, 10, 0, 2, 4], 12);
  putU16(bytes, 20, up ? client : server);
  putU16(bytes, 22, up ? server : client);
  putU32(bytes, 24, seqRaw);
  putU32(bytes, 28, ackRaw);
  putU16(bytes, 32, 0x5000 | flags.reduce((sum, flag) => sum | flagBit(flag), 0));
  putU16(bytes, 34, windowRaw);
  bytes.set(data, 40);
  return bytes;
}

const state = (host: number, name: string, on: StateChange["on"]): StateChange => ({ host, state: name, on });

/** The experiment v2: Nagle's algorithm gathers three answers, and a reset meets the last of them. */
export const V2: readonly Line[] = [
  {
    from: "C",
    at: 0,
    flags: "SYN",
    seq: 0,
    ack: 0,
    window: 64240,
    title: "SYN: the client asks to open a connection",
    text:
      "The client names the number its byte stream starts from: 103915608, picked at random so that old packets cannot be mistaken for new ones. No data; the SYN itself takes that number, so the first byte will be 103915609.",
    states: [state(1, "LISTEN", "before"), state(0, "SYN-SENT", "sent")],
  },
  {
    from: "S",
    at: 0.52,
    flags: "SYN ACK",
    seq: 0,
    ack: 1,
    window: 65160,
    acks: 1,
    rtt: 520000,
    states: [state(1, "SYN-RECEIVED", "sent"), state(0, "ESTABLISHED", "received")],
    text: "The server agrees, and names its own number. `ack 1` = 0 + 1: the SYN took one number.",
  },
  {
    from: "C",
    at: 1.06,
    flags: "ACK",
    seq: 1,
    ack: 1,
    acks: 2,
    rtt: 540000,
    states: [state(1, "ESTABLISHED", "received")],
    text: "The handshake is complete.",
  },
  {
    from: "C",
    at: 1.3,
    flags: "PSH ACK",
    seq: 1,
    ack: 1,
    data: "World! Hello, World!",
    inFlight: 20,
    text: "20 bytes.",
  },
  {
    from: "S",
    at: 1.82,
    flags: "ACK",
    seq: 1,
    ack: 21,
    window: 509,
    acks: 4,
    rtt: 520000,
    title: "ACK",
    text: "The server's kernel confirms the 20 bytes: ack 21 = 1 + 20. An ACK says arrived, never read.",
  },
  { from: "S", at: 2.1, flags: "PSH ACK", seq: 1, ack: 21, data: "WORLD", window: 509, inFlight: 5, text: "5 bytes." },
  { from: "C", at: 2.64, flags: "ACK", seq: 21, ack: 6, acks: 6, rtt: 540000 },
  {
    from: "C",
    at: 2.7,
    flags: "FIN ACK",
    seq: 21,
    ack: 6,
    states: [state(0, "FIN-WAIT-1", "sent"), state(1, "CLOSE-WAIT", "received")],
    text: "Its program read `WORLD`, took that for the whole answer, and closed.",
  },
  { from: "S", at: 3.16, flags: "PSH ACK", seq: 6, ack: 21, data: "! HELLO, WORLD!", window: 509, inFlight: 15 },
  {
    from: "S",
    at: 3.25,
    flags: "ACK",
    seq: 21,
    ack: 22,
    window: 509,
    acks: 8,
    rtt: 550000,
    states: [state(0, "FIN-WAIT-2", "received")],
  },
  {
    from: "C",
    at: 3.7,
    flags: "RST",
    seq: 22,
    ack: 0,
    window: 0,
    title: "RST: data for a closed program",
    text: "The 15 bytes reached a socket that its program has closed. There is no one to give them to.",
    states: [state(0, "CLOSED", "sent"), state(1, "CLOSED", "received")],
  },
];

/** The experiment v3: 13000 bytes in two segments larger than the wire carries, a silence, a lost packet sent again. */
export const LOSSY: readonly Line[] = [
  { from: "C", at: 0, flags: "SYN", seq: 0, ack: 0, window: 64240 },
  { from: "S", at: 0.52, flags: "SYN ACK", seq: 0, ack: 1, window: 65160, acks: 1, rtt: 520000 },
  { from: "C", at: 1.06, flags: "ACK", seq: 1, ack: 1, acks: 2, rtt: 540000 },
  { from: "C", at: 1.3, flags: "PSH ACK", seq: 1, ack: 1, data: "Hello, World!", inFlight: 13, fate: "dropped" },
  {
    from: "C",
    at: 205,
    flags: "PSH ACK",
    seq: 1,
    ack: 1,
    data: "Hello, World!",
    inFlight: 13,
    verdicts: ["retransmission"],
  },
  { from: "S", at: 205.6, flags: "ACK", seq: 1, ack: 14, acks: 5, rtt: 600000 },
  { from: "S", at: 206, flags: "ACK", seq: 1, ack: 14, length: 7240, data: "HELLO, WORLD!".repeat(70), inFlight: 7240 },
  { from: "S", at: 206.1, flags: "PSH ACK", seq: 7241, ack: 14, length: 5760, inFlight: 13000 },
  { from: "C", at: 206.7, flags: "ACK", seq: 14, ack: 7241, acks: 7, rtt: 700000 },
  { from: "C", at: 5206.7, flags: "ACK", seq: 14, ack: 13001, window: 0, acks: 8, verdicts: ["zero_window"] },
  { from: "C", at: 5207, flags: "RST ACK", seq: 14, ack: 13001, window: 0 },
];

/** A whole report around a script. */
export function reportOf(
  lines: readonly Line[],
  language: Language = "en",
  more: Partial<ReportData> = {},
): ReportData {
  const packets = lines.map((line, i) => packetOf(line, i + 1));
  return {
    language,
    title: "v2: a server that reads five bytes at a time",
    done: [
      "The client sends `World! Hello, World!` (20 bytes), reads once, and closes. The server reads at most 5 bytes.",
    ],
    command: "tcplab lab v2 --html v2.html",
    program: "tcplab 0.1.0",
    began: "2020-11-27 18:00:00",
    transcripts: [
      {
        name: "client 10.0.2.4",
        command: "tcplab client --variant v2 10.0.2.15",
        lines: [{ time: 2.6e6, text: "received data: b'WORLD'" }],
      },
      {
        name: "server 10.0.2.15",
        command: "tcplab echo --variant v2",
        lines: [
          { time: 1.1e6, text: "New connection from: ('10.0.2.4', 40618)" },
          { time: 1.9e6, text: "received: b'World'" },
          { time: 1.95e6, text: "received: b'! Hel'" },
          { time: 1.97e6, text: "received: b'lo, W'" },
          { time: 1.99e6, text: "received: b'orld!'" },
        ],
      },
    ],
    hosts: [{ name: "client", address: CLIENT }, { name: "server", address: SERVER }],
    packets,
    conversations: [{
      stream: 0,
      client: `${CLIENT}:40618`,
      server: `${SERVER}:5050`,
      packets: packets.length,
      bytesFromClient: 20,
      bytesFromServer: 20,
      initialRtt: 1060000,
      story: {
        title: "10.0.2.4:40618 talks to 10.0.2.15:5050",
        paragraphs: [
          "The client opened the connection; the handshake took 1.06 ms. It sent 20 bytes in one segment.",
          "The server answered with 5 bytes and then 15: Nagle's algorithm held the later answers back until the first was acknowledged.",
        ],
      },
    }],
    summary: null,
    unusual: [{
      text: "The client reset the connection: 15 bytes came for a program that had closed.",
      packets: [9, 11],
    }],
    next: [{ text: "Let the client read until the end of the stream.", command: "tcplab lab v2 --reads 0" }],
    leftOut: 0,
    ...more,
  };
}
