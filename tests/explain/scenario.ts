/**
 * Conversations written down one segment a line, in the manner of packetdrill, emitted as packets, analysed and explained:
 *
 *     0.000290  C  PA  1  "World"  ack 1
 *     0.002000  S  A   1  ack 6  win 509
 *
 * Time in seconds, who sends, flags (S F R P A U E W, X for AE, `-` for none), relative sequence number, then in any order: data as
 * text (\r\n are escapes) or `len N`, `ack N` (relative), `win N` (the raw field), `id N` (IP identification), `ttl N`, `tos N`,
 * `stamp N` (TSval), `echo N` (TSecr), `urg N` (the urgent pointer; the flag is U), `sack N-N`, `syn` options `mss N`, `ws N`, `sackok`, `ts`,
 * `tfo HEX`, `nops N`; `port N` is another port of the client, for another conversation, `to N` of the server, `host ADDRESS` its other address; `offload` leaves the checksum to the card, `damaged` makes it wrong, `bare` leaves the timestamps out, `offset N` writes another header length, `local` sends to the own address; `raw` counts the
 * numbers from 0 rather than from the end's first number. `#` begins a comment. An ICMP error stands before the segment that
 * it quotes, with its type and code, and `mtu N`, `from ADDRESS` and `toward ADDRESS` behind it; `tunnel` puts a segment's packet into another; `piece N-N` leaves of a segment, with its header,
 * only these bytes, as a piece of its IP packet; of any packet `cut N` leaves N captured bytes, `shorn N` too, and
 * tells no other length:
 *
 *     0.003000  I 3/4  S  A   1  len 1460  ack 6  mtu 1400  from 10.9.9.9
 */
import { Analyser } from "../../src/analysis/analyser.ts";
import type { AnalysedPacket } from "../../src/analysis/analysed_packet.ts";
import type { RelatedPacket } from "../../src/analysis/related_packet.ts";
import type { Conversation } from "../../src/analysis/conversation.ts";
import { Explainer } from "../../src/explain/explainer.ts";
import type { Finding } from "../../src/explain/words/finding.ts";
import type { Explanation, Story } from "../../src/explain/words/explanation.ts";
import type { Language } from "../../src/language/language.ts";
import { FragmentAssembler } from "../../src/packet/fragment_assembler.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { emitSegment } from "../packet/emit.ts";
import { emitIcmpError } from "../packet/emit_icmp.ts";
import { pieceOf } from "../packet/emit_pieces.ts";
import { ACK, AE, CWR, ECE, FIN, PSH, type ReadonlyPacket, RST, SYN, URG } from "../../src/packet/packet.ts";
import type { SackBlock, TcpOption } from "../../src/packet/tcp_options.ts";
import { joined, recordOf } from "../packet/record_of.ts";

export interface ScenarioOptions {
  readonly language?: Language;
  readonly client?: string;
  readonly server?: string;
  /** First sequence numbers. */
  readonly clientStart?: number;
  readonly serverStart?: number;
  /** Explain without words, by `observe`. */
  readonly silent?: boolean;
}

/** One packet of a scenario, explained. */
export interface ToldPacket {
  readonly line: string;
  readonly explanations: readonly Explanation[];
  readonly codes: readonly string[];
  /** States of client and server after it. */
  readonly states: string;
}

export interface Told {
  readonly packets: readonly ToldPacket[];
  readonly stories: readonly Story[];
  /** What was found of each conversation. */
  readonly findings: readonly (readonly Finding[])[];
  readonly summary: Story;
}

const FLAG_LETTERS: Readonly<Record<string, number>> = {
  S: SYN,
  F: FIN,
  R: RST,
  P: PSH,
  A: ACK,
  U: URG,
  E: ECE,
  W: CWR,
  X: AE,
  "-": 0,
};

/** Plays and explains a scenario. */
export function play(text: string, options: ScenarioOptions = {}): Told {
  const { language = "en", silent = false } = options;
  const explainer = new Explainer({ language });
  const conversations = new Set<Conversation>();
  const packets = playedPackets(text, options, ({ analysed, related, line }): ToldPacket => {
    const conversation = (analysed ?? related)?.conversation ?? null;
    if (conversation !== null) conversations.add(conversation);
    const explanations = tell(explainer, { analysed, related, silent });
    const codes = explanations.map(({ code }) => code);
    if (conversation === null) return { line, explanations, codes, states: "" };
    const { client, server } = explainer.states(conversation);
    return { line, explanations, codes, states: `${client} ${server}` };
  });
  const stories = [...conversations].map((conversation) => explainer.story(conversation));
  const findings = [...conversations].map((conversation) => explainer.findings(conversation));
  return { packets, stories, findings, summary: explainer.summary() };
}

function tell(
  explainer: Explainer,
  { analysed, related, silent }: Omit<PlayedPacket, "line" | "packet"> & { readonly silent: boolean },
): Explanation[] {
  if (analysed !== null && !silent) return explainer.explain(analysed);
  if (related !== null && !silent) return explainer.explainRelated(related);
  if (analysed !== null) explainer.observe(analysed);
  if (related !== null) explainer.observeRelated(related);
  return [];
}

/** One line of a scenario as analysis has it: a segment, or what has to do with one. */
interface PlayedPacket {
  readonly packet: ReadonlyPacket;
  readonly analysed: AnalysedPacket | null;
  readonly related: RelatedPacket | null;
  readonly line: string;
}

/** The segments of a scenario, one after the other through `take`; each is valid only inside it. */
export function analysedPackets<T>(
  text: string,
  options: ScenarioOptions,
  take: (analysed: AnalysedPacket, line: string) => T,
): T[] {
  return playedPackets(text, options, ({ analysed, line }) => {
    if (analysed === null) throw new Error(`Not a TCP packet: ${line}`);
    return take(analysed, line);
  });
}

/** All packets of a scenario, one after the other through `take`; each is valid only inside it. */
export function playedPackets<T>(text: string, options: ScenarioOptions, take: (played: PlayedPacket) => T): T[] {
  const analyser = new Analyser();
  const assembler = new FragmentAssembler();
  const ends = { ...ENDS, ...options, timestamps: false, nextId: 100 };
  return linesOf(text).map((line, i) => {
    const { bytes, time } = emitLine(line, ends);
    const captured = bytes.slice(0, Number(/ cut (\d+)/.exec(line)?.[1] ?? bytes.length));
    const shorn = bytes.slice(0, Number(/ shorn (\d+)/.exec(line)?.[1] ?? bytes.length));
    const packet = dissect({
      ...(shorn.length < bytes.length ? recordOf(shorn, 101) : recordOf(captured, 101, bytes.length)),
      number: i + 1,
      seconds: 1_600_000_000 + Math.floor(time),
      nanoseconds: Math.round((time % 1) * 1e9),
    });
    assembler.take(packet);
    return take({ packet, analysed: analyser.analyse(packet), related: analyser.relate(packet), line });
  });
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.replace(/\s+#.*$|^\s*#.*$/, "").trim()).filter((line) => line !== "");
}

const ENDS = { client: "10.0.2.4:40618", server: "10.0.2.15:5050", clientStart: 1000, serverStart: 5000 };

interface Ends {
  readonly client: string;
  readonly server: string;
  readonly clientStart: number;
  readonly serverStart: number;
  timestamps: boolean;
  /** IP identification of the next packet that states none. */
  nextId: number;
}

function emitLine(line: string, ends: Ends): { bytes: Uint8Array; time: number } {
  const words: readonly string[] = line.match(/"[^"]*"|\S+/g) ?? [];
  const [time = "0", ...rest] = words;
  if (rest[0] !== "I") {
    const bytes = emitSegmentLine(rest, { line, ends });
    const { piece, tunnel } = readFields(rest.slice(3), line);
    const whole = tunnel ? inTunnel(bytes) : bytes;
    return { bytes: piece === null ? whole : pieceOf(whole, piece), time: Number(time) };
  }
  const fields = readFields(rest.slice(5), line);
  const [type, code] = (rest[1] ?? "").split("/").map(Number);
  const about = emitSegmentLine(rest.slice(2), { line, ends });
  const { from, mtu, toward } = fields;
  return { bytes: emitIcmpError({ from, toward, type: type!, code: code!, mtu, about }), time: Number(time) };
}

/** The packet inside another one of two routers (RFC 2003). */
function inTunnel(packet: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = 20 + packet.length;
  return joined("4500", length >> 8, length & 255, "0007 0000", 64, 4, "0000", "c0000201", "c0000202", packet);
}

function emitSegmentLine(words: readonly string[], { line, ends }: { line: string; ends: Ends }): Uint8Array {
  const [who = "C", letters = "A", seq = "0", ...rest] = words;
  const fields = readFields(rest, line);
  const flags = [...letters].reduce((sum, letter) => sum | (FLAG_LETTERS[letter] ?? 0), 0);
  const fromClient = who === "C";
  const client = fields.port === null ? ends.client : `${ends.client.replace(/:\d+$/, "")}:${fields.port}`;
  const [address, port] = split(ends.server);
  const server = `${fields.host ?? address}:${fields.to ?? port}`;
  const [src, srcPort] = split(fromClient ? client : server);
  const [dst, dstPort] = split(fromClient ? server : client);
  const [start, otherStart] = fromClient ? [ends.clientStart, ends.serverStart] : [ends.serverStart, ends.clientStart];
  if (flags & SYN) ends.timestamps = fields.timestamps;
  const bytes = emitSegment({
    src,
    dst: fields.local ? src : dst,
    srcPort,
    dstPort,
    seq: (Number(seq) + (fields.raw ? 0 : start)) >>> 0,
    ack: flags & ACK ? (fields.ack + (fields.raw ? 0 : otherStart)) >>> 0 : 0,
    flags,
    window: fields.window,
    options: optionsOf(fields, ends.timestamps && !fields.bare, otherStart),
    payload: fields.payload,
    ipId: fields.id ?? ends.nextId++ & 0xffff,
    ttl: fields.ttl,
    tos: fields.tos,
    checksumOffload: fields.offload,
    urgentPointer: fields.urgent,
  });
  const tcp = bytes[0]! >> 4 === 4 ? 20 : 40;
  if (fields.damaged) bytes[tcp + 17] = bytes[tcp + 17]! ^ 1;
  if (fields.offset >= 0) bytes[tcp + 12] = fields.offset << 4;
  return bytes;
}

function split(endpoint: string): [string, number] {
  const colon = endpoint.lastIndexOf(":");
  return [endpoint.slice(0, colon), Number(endpoint.slice(colon + 1))];
}

class Fields {
  ack = 0;
  window = 502;
  payload = new Uint8Array(0);
  id: number | null = null;
  ttl = 64;
  tos = 0;
  stamp = 7;
  echo = 5;
  raw = false;
  offload = false;
  local = false;
  damaged = false;
  bare = false;
  offset = -1;
  tunnel = false;
  toward: string | null = null;
  timestamps = false;
  urgent = 0;
  from = "10.9.9.9";
  mtu = 0;
  piece: { from: number; to: number } | null = null;
  port: number | null = null;
  to: number | null = null;
  host: string | null = null;
  options: TcpOption[] = [];
  sack: { from: number; to: number }[] = [];
}

function readFields(words: readonly string[], line: string): Fields {
  const fields = new Fields();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const value = Number(words[i + 1]);
    if (word.startsWith('"')) fields.payload = new TextEncoder().encode(JSON.parse(word));
    else if (word === "sackok") fields.options.push({ kind: "sack_permitted" });
    else if (word === "ts") fields.timestamps = true;
    else if (word === "raw") fields.raw = true;
    else if (word === "offload") fields.offload = true;
    else if (word === "local") fields.local = true;
    else if (word === "damaged") fields.damaged = true;
    else if (word === "bare") fields.bare = true;
    else if (word === "tunnel") fields.tunnel = true;
    else {
      i++;
      if (word === "ack") fields.ack = value;
      else if (word === "win") fields.window = value;
      else if (word === "len") fields.payload = new Uint8Array(value).fill(0xaa);
      else if (word === "id") fields.id = value;
      else if (word === "offset") fields.offset = value;
      else if (word === "ttl") fields.ttl = value;
      else if (word === "tos") fields.tos = value;
      else if (word === "stamp") fields.stamp = value;
      else if (word === "echo") fields.echo = value;
      else if (word === "urg") fields.urgent = value;
      else if (word === "cut" || word === "shorn") continue;
      else if (word === "mtu") fields.mtu = value;
      else if (word === "from") fields.from = words[i]!;
      else if (word === "toward") fields.toward = words[i]!;
      else if (word === "port") fields.port = value;
      else if (word === "to") fields.to = value;
      else if (word === "host") fields.host = words[i]!;
      else if (word === "mss") fields.options.push({ kind: "mss", value });
      else if (word === "ws") fields.options.push({ kind: "window_scale", shift: value });
      else if (word === "nops") { for (let n = 0; n < value; n++) fields.options.push({ kind: "nop" }); }
      else if (word === "tfo") fields.options.push({ kind: "fast_open", cookie: words[i]!, experimental: false });
      else if (word === "sack" || word === "piece") {
        const [from = 0, to = 0] = words[i]!.split("-").map(Number);
        if (word === "sack") fields.sack.push({ from, to });
        else fields.piece = { from, to };
      } else throw new Error(`Unknown word ${word} in: ${line}`);
    }
  }
  return fields;
}

function optionsOf(fields: Fields, timestamps: boolean, otherStart: number): TcpOption[] {
  const options = [...fields.options];
  if (timestamps) {
    options.push({ kind: "nop" }, { kind: "nop" }, { kind: "timestamps", value: fields.stamp, echo: fields.echo });
  }
  const blocks: SackBlock[] = fields.sack.map(({ from, to }) => ({ left: otherStart + from, right: otherStart + to }));
  if (blocks.length > 0) options.push({ kind: "nop" }, { kind: "nop" }, { kind: "sack", blocks });
  return options;
}
