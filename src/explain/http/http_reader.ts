/**
 * One direction of an HTTP/1.x connection, read from segments as they were captured: out of step, repeated, cut off, begun in
 * the middle. It says of each packet what it held; what it cannot follow it lets go, until a packet begins a message again.
 */
import { seqAdd, seqDiff } from "../../packet/sequence.ts";
import { invariant } from "../../base/invariant.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { beginsMessage, type BodyKind, bodyKind, type HttpHead, readFirstLine, readHead } from "./http_head.ts";

/** Longest head that is waited for, bytes. */
const LONGEST_HEAD = 16_384;
/** Longest line of a chunk size. */
const LONGEST_LINE = 256;

type Mode = "idle" | "head" | "length" | "until-close" | "chunk-size" | "chunk-data" | "chunk-end" | "trailer";

/** What one packet held. */
export class HttpPart {
  /** The first line that was completed in this packet, and the whole head if it was. */
  line: ReturnType<typeof readFirstLine> = null;
  head: HttpHead | null = null;
  headBytes = 0;
  /** Messages that began in it. */
  begun = 0;
  /** Body bytes in it; they stand at `from` (counted from 1) of the body. */
  body = 0;
  from = 0;
  /** Length of the body where it was announced, else -1. */
  total = -1;
  kind: BodyKind = "none";
  /** A message was completed in it. */
  ended = false;

  clear(): void {
    this.line = null;
    this.head = null;
    this.headBytes = 0;
    this.begun = 0;
    this.body = 0;
    this.from = 0;
    this.total = -1;
    this.kind = "none";
    this.ended = false;
  }
}

export class HttpReader {
  readonly part: HttpPart = new HttpPart();
  #mode: Mode = "idle";
  #expected = -1;
  #text = "";
  #announced = false;
  #remaining = 0;
  #bodySeen = 0;
  #total = -1;
  #kind: BodyKind = "none";

  readonly #methodOf: (head: HttpHead) => string;
  readonly #done: () => void;

  /** `methodOf` tells which request a response answers, when its head is complete; `done` is told of completed messages. */
  constructor(methodOf: (head: HttpHead) => string, done: () => void) {
    this.#methodOf = methodOf;
    this.#done = done;
  }

  /** A message has begun, and more of it is to come. */
  get isOpen(): boolean {
    return this.#mode !== "idle";
  }

  /** Length so far of a body that only the close ends, -1 inside none. */
  get openLength(): number {
    return this.#mode === "until-close" ? this.#bodySeen : -1;
  }

  /** Bytes so far of a body whose length was announced, and that length; null inside none. */
  get shortBody(): { readonly seen: number; readonly total: number } | null {
    return this.#mode === "length" ? { seen: this.#bodySeen, total: this.#total } : null;
  }

  /** The number that the next packet has, where nothing is missing. */
  expect(seq: number): void {
    this.#expected = seq;
  }

  /** Before a packet with this number bytes are missing in which a message may have begun. */
  losesThread(seq: number): boolean {
    const missing = this.#expected < 0 ? 0 : seqDiff(seq, this.#expected);
    return missing > 0 && !this.#isBody(missing);
  }

  /** Takes a data packet with its relative number; `part` then says what it held. */
  take(packet: ReadonlyPacket, seq: number): void {
    const { part } = this;
    part.clear();
    const skipped = this.#expected < 0 ? 0 : seqDiff(this.#expected, seq);
    if (skipped >= packet.payloadLength) return;
    if (skipped < 0) this.#skip(-skipped);
    const from = packet.payloadStart + Math.max(0, skipped);
    const end = packet.payloadStart + packet.payloadLength;
    const captured = Math.min(end, packet.capturedLength);
    if (captured > from) this.#read(packet.bytes, packet.start + from, packet.start + captured);
    if (captured < end) this.#skip(end - Math.max(from, captured));
    this.#expected = seqAdd(seq, packet.payloadLength);
  }

  /** Bytes that passed unseen: inside a body they only count, elsewhere the thread is lost. */
  #skip(count: number): void {
    if (!this.#isBody(count)) this.#mode = "idle";
    else if (this.#mode === "until-close") this.#bodySeen += count;
    else this.#takeBody(count);
  }

  /** So many bytes from here on are of the body at hand. */
  #isBody(count: number): boolean {
    if (this.#mode === "length") return count <= this.#remaining;
    return this.#mode === "until-close" || this.#mode === "chunk-data" && count < this.#remaining;
  }

  #read(bytes: Uint8Array, from: number, end: number): void {
    let at = from;
    while (at < end) {
      const next = this.#step(bytes, at, end);
      if (next <= at) return;
      at = next;
    }
  }

  /** Takes what belongs to the present mode and gives where it stopped; `at` itself where nothing fits. */
  #step(bytes: Uint8Array, at: number, end: number): number {
    switch (this.#mode) {
      case "idle":
        if (beginsMessage(bytes, at, end) === null) return at;
        this.#mode = "head";
        this.#text = "";
        this.#announced = false;
        this.part.begun++;
        return this.#readHead(bytes, at, end);
      case "head":
        return this.#readHead(bytes, at, end);
      case "length":
      case "chunk-data":
        return at + this.#takeBody(Math.min(this.#remaining, end - at));
      case "until-close":
        return at + this.#takeBody(end - at);
      default:
        return this.#readLine(bytes, at, end);
    }
  }

  #readHead(bytes: Uint8Array, at: number, end: number): number {
    const held = this.#text.length;
    const room = Math.min(end - at, LONGEST_HEAD - held);
    this.#text += latin1(bytes, at, at + room);
    const close = headEnd(this.#text, Math.max(0, held - 3));
    if (close >= 0) this.#text = this.#text.slice(0, close);
    this.#announce();
    if (this.#mode !== "head") return end;
    if (close < 0) {
      if (this.#text.length >= LONGEST_HEAD) this.#mode = "idle";
      return end;
    }
    this.#beginBody(close);
    return at + close - held;
  }

  /** The first line is told as soon as it is complete; what turns out not to be HTTP is let go. */
  #announce(): void {
    const newline = this.#text.indexOf("\n");
    if (this.#announced || newline < 0) return;
    const line = readFirstLine(this.#text.slice(0, newline).trimEnd());
    this.#announced = true;
    if (line === null) this.#mode = "idle";
    else if (this.part.line === null) this.part.line = line;
  }

  #beginBody(headBytes: number): void {
    const head = readHead(this.#text);
    this.#text = "";
    if (head === null) {
      this.#mode = "idle";
      return;
    }
    const kind = bodyKind(head, this.#methodOf(head));
    this.#bodySeen = 0;
    this.#kind = kind;
    this.#total = kind === "length" ? head.contentLength : -1;
    this.#remaining = Math.max(0, this.#total);
    const { part } = this;
    if (part.head === null) {
      part.head = head;
      part.headBytes = headBytes;
      part.kind = kind;
      part.total = this.#total;
    }
    if (kind === "none" || kind === "tunnel") this.#finish();
    else this.#mode = kind === "chunked" ? "chunk-size" : kind;
  }

  #takeBody(count: number): number {
    const { part } = this;
    if (part.body === 0) {
      part.from = this.#bodySeen + 1;
      part.total = this.#total;
      part.kind = this.#kind;
    }
    part.body += count;
    this.#bodySeen += count;
    if (this.#mode !== "until-close") {
      this.#remaining -= count;
      invariant(this.#remaining >= 0, "no more of a body is taken than was announced");
    }
    if (this.#mode === "length" && this.#remaining === 0) this.#finish();
    else if (this.#mode === "chunk-data" && this.#remaining === 0) this.#mode = "chunk-end";
    return count;
  }

  /** A line of the chunked coding: a size, the end of a chunk, or a trailer field (RFC 9112 7.1). */
  #readLine(bytes: Uint8Array, at: number, end: number): number {
    const newline = bytes.indexOf(10, at);
    const stop = newline < 0 || newline >= end ? end : newline + 1;
    this.#text += latin1(bytes, at, Math.min(stop, at + LONGEST_LINE));
    if (this.#text.length > 2 * LONGEST_LINE) this.#mode = "idle";
    if (stop === end && bytes[end - 1] !== 10) return stop;
    const line = this.#text.trim();
    this.#text = "";
    this.#endLine(line);
    return stop;
  }

  #endLine(line: string): void {
    if (this.#mode === "chunk-end") this.#mode = "chunk-size";
    else if (this.#mode === "trailer") {
      if (line === "") this.#finish();
    } else {
      const size = parseInt(line, 16);
      this.#remaining = size;
      if (!(size >= 0)) this.#mode = "idle";
      else this.#mode = size === 0 ? "trailer" : "chunk-data";
    }
  }

  #finish(): void {
    this.#mode = "idle";
    this.part.ended = true;
    this.#done();
  }
}

/** Index just past the empty line that ends a head, or -1. A bare LF counts as well, as robust readers take it. */
function headEnd(text: string, from: number): number {
  const strict = text.indexOf("\r\n\r\n", from);
  const bare = text.indexOf("\n\n", from);
  if (strict < 0 && bare < 0) return -1;
  return bare < 0 || strict >= 0 && strict < bare ? strict + 4 : bare + 2;
}

function latin1(bytes: Uint8Array, from: number, end: number): string {
  let text = "";
  for (let at = from; at < end; at += 2048) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 2048)));
  }
  return text;
}
