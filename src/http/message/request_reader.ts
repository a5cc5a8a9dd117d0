/**
 * A connection's requests, without the connection: bytes go in as they arrive, requests come out one by one. Several
 * requests may wait in the buffer (pipelining, RFC 9112 9.3.2) and one may come in any number of pieces.
 *
 * A request with a body comes out twice: as `head`, so that `Expect: 100-continue` can be answered, and as `request`
 * once the body has been read and thrown away, as a server of files does. Without a body only `request` comes.
 */
import { checkFraming } from "./body_framing.ts";
import { ChunkedBody } from "./chunked_body.ts";
import { type Problem, problem } from "./problem.ts";
import { RequestHead } from "./request_head.ts";
import { type HeadLimits, INCOMPLETE, REFUSED, RequestHeadParser } from "./request_head_parser.ts";

export interface MessageLimits extends HeadLimits {
  /** Bytes of a request body that are read; more is 413. */
  readonly body: number;
}

/** What `next()` says. */
export const Event = {
  /** Nothing more until more bytes have been received. */
  needMore: 0,
  /** `head` is there and its body is still to come. */
  head: 1,
  /** `head` is a whole request: answer it. */
  request: 2,
  /** Refused: see `problem`; no later byte of the connection can be trusted. */
  problem: 3,
  /** The client will send nothing more, and nothing is left. */
  end: 4,
} as const;
export type Event = typeof Event[keyof typeof Event];

const FIRST_BUFFER = 2048;

export class RequestReader {
  readonly head: RequestHead;
  problem: Problem | null = null;
  readonly #limits: MessageLimits;
  readonly #parser: RequestHeadParser;
  #buffer = new Uint8Array(FIRST_BUFFER);
  #start = 0;
  #end = 0;
  #ended = false;
  #inBody = false;
  #bodyLeft = 0;
  #chunked: ChunkedBody | null = null;

  constructor(limits: MessageLimits) {
    this.#limits = limits;
    this.head = new RequestHead(limits.fields);
    this.#parser = new RequestHeadParser(this.head, limits);
  }

  /** True while part of a request has arrived: a client that is silent now is slow, not idle. */
  get midRequest(): boolean {
    return this.#inBody || this.#end > this.#start;
  }

  /** True while a body is being read. */
  get inBody(): boolean {
    return this.#inBody;
  }

  /** Bytes that have arrived and belong to no request given so far. */
  get buffered(): number {
    return this.#end - this.#start;
  }

  /** Room for the next bytes; the previous head's parts are gone once it is filled. */
  space(): Uint8Array {
    if (this.#start === this.#end) {
      this.#start = this.#end = 0;
      return this.#buffer;
    }
    if (this.#end === this.#buffer.length) this.#makeRoom();
    return this.#buffer.subarray(this.#end);
  }

  /** Says that `count` bytes have been put into `space()`. */
  received(count: number): void {
    this.#end += count;
  }

  /** Says that the client has sent its last byte. It may still be waiting for answers (RFC 9112 9.6). */
  receivedEnd(): void {
    this.#ended = true;
  }

  next(): Event {
    if (this.problem !== null) return Event.problem;
    if (this.#inBody) return this.#body();
    if (this.#start === this.#end && this.#ended) return Event.end;
    const length = this.#start === this.#end ? INCOMPLETE : this.#parser.parse(this.#buffer, this.#start, this.#end);
    if (length === INCOMPLETE) return this.#ended ? this.#refuse(this.#parser.abandon("end")) : Event.needMore;
    if (length === REFUSED) return this.#refuse(this.#parser.problem);
    this.#start += length;
    const refused = checkFraming(this.head, this.#limits.body);
    if (refused !== null) return this.#refuse(refused);
    return this.head.framing === "none" ? Event.request : this.#beginBody();
  }

  /** The problem of a client that took too long. */
  timeOut(): Problem {
    return this.problem = this.#inBody ? BODY_TOO_SLOW : this.#parser.abandon("timeout");
  }

  /** Refuses what comes for a reason of the reader's owner. */
  refuse(refused: Problem): void {
    this.problem ??= refused;
  }

  #beginBody(): Event {
    this.head.detach();
    this.#inBody = true;
    this.#bodyLeft = this.head.contentLength;
    this.#chunked = this.head.framing === "chunked" ? new ChunkedBody(this.#limits.body) : null;
    return Event.head;
  }

  #body(): Event {
    const done = this.#chunked === null ? this.#skipSized() : this.#skipChunked(this.#chunked);
    if (this.#chunked?.problem) return this.#refuse(this.#chunked.problem);
    if (done) {
      this.#inBody = false;
      return Event.request;
    }
    return this.#ended ? this.#refuse(BODY_CUT_SHORT) : Event.needMore;
  }

  #skipSized(): boolean {
    const skipped = Math.min(this.#bodyLeft, this.#end - this.#start);
    this.#start += skipped;
    this.#bodyLeft -= skipped;
    return this.#bodyLeft === 0;
  }

  #skipChunked(chunked: ChunkedBody): boolean {
    this.#start = chunked.consume(this.#buffer, this.#start, this.#end);
    return chunked.done;
  }

  #refuse(refused: Problem | null): Event {
    this.problem = refused;
    return Event.problem;
  }

  /** Moves what is left to the front, into a larger buffer if it fills this one. */
  #makeRoom(): void {
    const left = this.#buffer.subarray(this.#start, this.#end);
    if (left.length > this.#buffer.length / 2) {
      // One byte over the limit must fit, or the head would never be seen to be too large.
      const larger = new Uint8Array(
        Math.max(left.length + 1, Math.min(this.#buffer.length * 4, this.#limits.head + 1)),
      );
      larger.set(left);
      this.#buffer = larger;
    } else {
      this.#buffer.copyWithin(0, this.#start, this.#end);
    }
    this.#end -= this.#start;
    this.#start = 0;
  }
}

const BODY_CUT_SHORT = problem(400, "The request ended within its body");
const BODY_TOO_SLOW = problem(408, "The request body took too long to arrive");
