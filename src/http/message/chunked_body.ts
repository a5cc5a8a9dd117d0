/**
 * The chunked transfer coding, read to be thrown away (RFC 9112 7.1): sizes, extensions, data, trailers. A machine over
 * bytes, because a chunk's head may arrive split anywhere. Sizes are plain hexadecimal, lines end with CR LF, and
 * whatever has no length of its own (extensions, trailers) is bounded. Extensions and trailers mean nothing here, but
 * bytes that are neither are refused: whoever reads them otherwise might see another end of the body.
 */
import { BODY_TOO_LARGE } from "./body_framing.ts";
import { CLASS, COLON, CR, FIELD_VALUE, HEX_DIGIT, hexValue, HTAB, LF, SP, TOKEN } from "./char_class.ts";
import { ChunkExtension } from "./chunk_extension.ts";
import { type Problem, problem } from "./problem.ts";

const State = {
  size: 0,
  extension: 1,
  sizeEnd: 2,
  data: 3,
  dataCr: 4,
  dataLf: 5,
  trailerStart: 6,
  trailerName: 7,
  trailerValue: 8,
  trailerEnd: 9,
  lastLf: 10,
  done: 11,
} as const;
type State = typeof State[keyof typeof State];

const SEMICOLON = 0x3b;
/** Hexadecimal digits a size may have: 2^52 is more than any body here. */
const SIZE_DIGITS = 13;
/** Bytes of all extensions, and of all trailers. */
const OVERHEAD = 4096;

export class ChunkedBody {
  #state: State = State.size;
  #digits = 0;
  #left = 0;
  #total = 0;
  #overhead = 0;
  readonly #extension = new ChunkExtension();
  readonly #maximum: number;
  problem: Problem | null = null;

  /** @param maximum Bytes of data in all chunks together; more is 413. */
  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  get done(): boolean {
    return this.#state === State.done;
  }

  /** Takes bytes `start` to `end`; gives the position after the last one that belongs to the body. */
  consume(bytes: Uint8Array, start: number, end: number): number {
    let at = start;
    while (at < end && this.#state !== State.done && this.problem === null) {
      if (this.#state === State.data) {
        const skipped = Math.min(this.#left, end - at);
        at += skipped;
        this.#left -= skipped;
        if (this.#left === 0) this.#state = State.dataCr;
      } else {
        this.#step(bytes[at++]!);
      }
    }
    return at;
  }

  #step(byte: number): void {
    switch (this.#state) {
      case State.size:
        return this.#size(byte);
      case State.extension:
        return this.#extend(byte);
      case State.sizeEnd:
        if (byte !== LF) return this.#refuse(BAD_LINE_END);
        this.#digits = 0;
        this.#state = this.#left === 0 ? State.trailerStart : State.data;
        return;
      case State.dataCr:
        return this.#expect(byte, CR, State.dataLf, BAD_DATA_END);
      case State.dataLf:
        return this.#expect(byte, LF, State.size, BAD_DATA_END);
      case State.trailerEnd:
        return this.#expect(byte, LF, State.trailerStart, BAD_LINE_END);
      case State.lastLf:
        return this.#expect(byte, LF, State.done, BAD_LINE_END);
      default:
        return this.#trailer(byte);
    }
  }

  #size(byte: number): void {
    if ((CLASS[byte]! & HEX_DIGIT) !== 0) {
      if (++this.#digits > SIZE_DIGITS) return this.#refuse(BAD_SIZE);
      this.#left = this.#left * 16 + hexValue(byte);
      return;
    }
    const begins = byte === CR || byte === SEMICOLON || byte === SP || byte === HTAB;
    if (this.#digits === 0 || !begins) return this.#refuse(BAD_SIZE);
    this.#total += this.#left;
    if (this.#total > this.#maximum) return this.#refuse(BODY_TOO_LARGE);
    if (byte === CR) {
      this.#state = State.sizeEnd;
      return;
    }
    this.#state = State.extension;
    this.#extension.begin();
    this.#extend(byte);
  }

  /** `*( BWS ";" BWS name [ BWS "=" BWS value ] )` up to the line's end (RFC 9112 7.1.1). */
  #extend(byte: number): void {
    if (this.#isTooMuch()) return;
    if (byte === CR && this.#extension.complete) this.#state = State.sizeEnd;
    else if (!this.#extension.take(byte)) this.#refuse(byte === CR || byte === LF ? BAD_LINE_END : BAD_EXTENSION);
  }

  /** `name ":" value` up to the line's end, or the empty line that ends the body (RFC 9112 7.1.2). */
  #trailer(byte: number): void {
    if (byte === CR && this.#state === State.trailerStart) {
      this.#state = State.lastLf;
      return;
    }
    if (this.#isTooMuch()) return;
    if (this.#state === State.trailerValue) {
      if (byte === CR) this.#state = State.trailerEnd;
      else if ((CLASS[byte]! & FIELD_VALUE) === 0) this.#refuse(byte === LF ? BAD_LINE_END : BAD_TRAILER);
      return;
    }
    if ((CLASS[byte]! & TOKEN) !== 0) this.#state = State.trailerName;
    else if (byte === COLON && this.#state === State.trailerName) this.#state = State.trailerValue;
    else this.#refuse(BAD_TRAILER);
  }

  #isTooMuch(): boolean {
    if (++this.#overhead <= OVERHEAD) return false;
    this.#refuse(TOO_MUCH_OVERHEAD);
    return true;
  }

  #expect(byte: number, wanted: number, next: State, otherwise: Problem): void {
    if (byte !== wanted) return this.#refuse(otherwise);
    this.#state = next;
  }

  #refuse(problem: Problem): void {
    this.problem = problem;
  }
}

const BAD_SIZE = problem(400, "A chunk size is not a plain hexadecimal number");
const BAD_EXTENSION = problem(400, "A chunk extension is not a name with an optional value");
const BAD_TRAILER = problem(400, "A trailer is not a field");
const BAD_LINE_END = problem(400, "A line of the chunked body does not end with CR LF");
const BAD_DATA_END = problem(400, "A chunk is longer or shorter than its size says");
const TOO_MUCH_OVERHEAD = problem(431, "The chunk extensions or trailers are too large");
