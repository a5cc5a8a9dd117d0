/** Captures of what applications say in the clear, written packet by packet. */
import { ACK, PSH, RST, SYN } from "../../src/packet/packet.ts";
import { emitDns } from "../application/emit_dns.ts";
import { emitSegment } from "../packet/emit.ts";
import { emitDatagram } from "../packet/emit_udp.ts";
import { CaptureRecord } from "../../src/capture-file/capture_record.ts";

const RAW_IP = 101;
const CLIENT = "10.0.0.1";
const SERVER = "192.0.2.80";
const RESOLVER = "10.0.0.53";

/** Packets with the moments at which they are captured, at the client, ms. */
export class Trace {
  readonly records: CaptureRecord[] = [];
  readonly #next = { client: 1, server: 1 };
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
  }

  /** A question for a name, and its answer. */
  ask(name: string, at: number, took: number): this {
    const ports = { client: { src: CLIENT, dst: RESOLVER, srcPort: 4000, dstPort: 53 } };
    const back = { src: RESOLVER, dst: CLIENT, srcPort: 53, dstPort: 4000 };
    this.#add(emitDatagram({ ...ports.client, payload: emitDns({ name }) }), at);
    const answers = [{ owner: name, type: 1, data: SERVER }];
    return this.#add(emitDatagram({ ...back, payload: emitDns({ name, answers }) }), at + took);
  }

  open(at: number, roundTrip: number): this {
    this.#add(emitSegment({ ...this.#ends("client"), seq: 0, flags: SYN }), at);
    this.#add(emitSegment({ ...this.#ends("server"), seq: 0, ack: 1, flags: SYN | ACK }), at + roundTrip);
    return this.#add(emitSegment({ ...this.#ends("client"), seq: 1, ack: 1, flags: ACK }), at + roundTrip);
  }

  say(from: "client" | "server", payload: Uint8Array | string, at: number): this {
    const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
    const other = from === "client" ? "server" : "client";
    const numbers = { seq: this.#next[from], ack: this.#next[other] };
    this.#next[from] += bytes.length;
    return this.#add(emitSegment({ ...this.#ends(from), ...numbers, flags: PSH | ACK, payload: bytes }), at);
  }

  reset(from: "client" | "server", at: number): this {
    return this.#add(emitSegment({ ...this.#ends(from), seq: this.#next[from], flags: RST }), at);
  }

  #ends(from: "client" | "server") {
    const [src, dst] = from === "client" ? [CLIENT, SERVER] : [SERVER, CLIENT];
    const [srcPort, dstPort] = from === "client" ? [40_000, this.#port] : [this.#port, 40_000];
    return { src, dst, srcPort, dstPort };
  }

  #add(bytes: Uint8Array, at: number): this {
    const record = new CaptureRecord();
    const length = bytes.length;
    const moment = { seconds: 1_600_000_000 + Math.floor(at / 1000), nanoseconds: Math.round((at % 1000) * 1e6) };
    Object.assign(record, { number: this.records.length + 1, linkType: RAW_IP, length, bytes, capturedLength: length });
    this.records.push(Object.assign(record, moment));
    return this;
  }
}

const request = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: example.org\r\n\r\n`;
const ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

/** A name is asked for, then a page that the server takes 1.2 s to answer, and after 2 s another one that it answers at once. */
export const PAGE = new Trace(80).ask("example.org", 0, 35).open(36, 20)
  .say("client", request("/slow"), 56).say("server", ANSWER, 1276)
  .say("client", request("/quick"), 3276).say("server", ANSWER, 3297);
