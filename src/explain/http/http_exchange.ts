/**
 * Requests and answers of a connection, matched: HTTP/1.x answers come in the order of the requests (RFC 9112 9.3.2).
 */
import { seqAtOrAfter } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { invariant } from "../../base/invariant.ts";
import { beginsMessage, type HttpHead } from "./http_head.ts";
import { type HttpPart, HttpReader } from "./http_reader.ts";

/** Requests without an answer that are remembered; more than that in a row are counted only. */
const LONGEST_QUEUE = 32;
/** Exchanges remembered for the story. */
const KEPT_EXCHANGES = 16;

/** A request, and where it stands in the capture. */
export interface Asked {
  readonly short: string;
  readonly method: string;
  readonly number: number;
  /** When it was sent, ns since the conversation's start. */
  readonly time: number;
  /** Up to where the client had the server's stream then, relative. */
  readonly ack: number;
}

/** A request with its answer, for the story. */
export interface Exchange {
  readonly asked: Asked | null;
  readonly status: string;
  readonly number: number;
}

export class HttpExchange {
  readonly kept: Exchange[] = [];
  requests = 0;
  responses = 0;
  /** The latest packet of the server in which a first line began and did not end; 0 without one. */
  cutNumber = 0;
  /** Of the packet at hand: the request that its response part answers; what it held. */
  answered: Asked | null = null;
  part: HttpPart;
  fromClient = true;
  /** Requests without a complete answer, this packet's included. */
  readonly #waiting: Asked[] = [];
  readonly #fromClientReader: HttpReader;
  readonly #fromServerReader: HttpReader;
  /** The request whose body goes on. */
  #asking: Asked | null = null;
  /** The answer at hand only announces the one to come (RFC 9110 15.2). */
  #interim = false;
  /** The packet of the request that was answered last. */
  #lastAnswered = 0;
  /** Where the server's stream goes on behind bytes that may hold the answer which is waited for; -1 where nothing is missing. */
  #behindGap = -1;

  constructor() {
    this.#fromClientReader = new HttpReader((head) => head.method, () => {});
    this.#fromServerReader = new HttpReader((head) => this.#methodFor(head), () => this.#answer());
    this.part = this.#fromClientReader.part;
  }

  /** Requests that wait for an answer. */
  get pending(): number {
    return this.#waiting.length;
  }

  /** The request whose body the packet at hand carries. */
  get asks(): Asked | null {
    return this.#asking;
  }

  /** The client has begun a request and not ended it. */
  get isAsking(): boolean {
    return this.#fromClientReader.isOpen;
  }

  /** The server has begun an answer and not ended it, as the answer itself says where it ends. */
  get isAnswering(): boolean {
    return this.#fromServerReader.isOpen && this.openLength < 0;
  }

  /** Bytes so far of an answer's body that only the close will end, -1 where there is no such answer. */
  get openLength(): number {
    return this.#fromServerReader.openLength;
  }

  /** An answer of announced length that has come in part: its request and the bytes; null where none has. */
  get cutShort(): { readonly asked: Asked; readonly seen: number; readonly total: number } | null {
    const asked = this.#waiting[0];
    const body = this.#fromServerReader.shortBody;
    return asked === undefined || body === null ? null : { asked, ...body };
  }

  /** Takes a data packet; `part`, `answered` and `asks` then tell of it. */
  take(analysed: AnalysedPacket, now: number): void {
    const { packet, fromClient } = analysed;
    this.fromClient = fromClient;
    if (!fromClient && this.#fromServerReader.losesThread(analysed.seq)) this.#passOver(analysed.seq);
    else if (fromClient && this.requests + this.responses === 0) this.#fromServerReader.expect(analysed.ack);
    this.answered = fromClient ? null : this.#waiting[0] ?? null;
    const reader = fromClient ? this.#fromClientReader : this.#fromServerReader;
    reader.take(packet, analysed.seq);
    this.part = reader.part;
    const { line } = reader.part;
    if (line === null) {
      if (!fromClient && reader.part.begun > 0 && reader.isOpen) this.cutNumber = packet.number;
      return;
    }
    if (line.isRequest) {
      this.requests++;
      const asked = { short: line.short, method: line.method, number: packet.number, time: now, ack: analysed.ack };
      this.#asking = asked;
      // Whoever asks on has his answer: it was among the bytes that are missing.
      if (this.#behindGap >= 0 && seqAtOrAfter(asked.ack, this.#behindGap)) this.#waiting.length = 0;
      if (this.#waiting.length < LONGEST_QUEUE) this.#waiting.push(asked);
    } else {
      this.responses++;
      this.#behindGap = -1;
      if (this.kept.length < KEPT_EXCHANGES) {
        this.kept.push({ asked: this.answered, status: line.short, number: packet.number });
      }
    }
  }

  /** An answer is complete: it is the oldest request's, and the last one to that. */
  #answer(): void {
    if (this.#interim) return;
    const asked = this.#waiting.shift();
    if (asked === undefined) return;
    invariant(asked.number > this.#lastAnswered, "a request is answered once, in its turn");
    this.#lastAnswered = asked.number;
  }

  /**
   * Bytes of the server are missing up to this number, and may hold answers. What was asked with these bytes at hand waits still;
   * of several questions before them nobody knows which were answered.
   */
  #passOver(seq: number): void {
    const later = this.#waiting.findIndex(({ ack }) => seqAtOrAfter(ack, seq));
    if (later > 0) this.#waiting.splice(0, later);
    else if (later < 0 && this.#waiting.length > 1) this.#waiting.length = 0;
    this.#behindGap = seq;
  }

  #methodFor(head: HttpHead): string {
    this.#interim = head.status < 200;
    return this.#waiting[0]?.method ?? "";
  }
}

/** The packet's data begins like an HTTP/1 message. */
export function looksLikeHttp({ packet }: AnalysedPacket): boolean {
  const { bytes, start, payloadStart, capturedLength } = packet;
  if (capturedLength <= payloadStart) return false;
  return beginsMessage(bytes, start + payloadStart, start + capturedLength) !== null;
}
