/**
 * The chunked transfer coding, read to be thrown away (RFC 9112 7.1): sizes, extensions, data, trailers. A machine over
 * bytes, because a chunk's head may arrive split anywhere. Sizes are plain hexadecimal, lines end with CR LF, and
 * whatever has no length of its own (extensions, trailers) is bounded.
 */
import { CLASS, CR, FIELD_VALUE, HEX_DIGIT, hexValue, LF } from "./char_class.ts";
import { BODY_TOO_LARGE } from "./body_framing.ts";
import { type Problem, problem } from "./problem.ts";

const State = {
  size: 0,
  extension: 1,
  sizeEnd: 2,
  data: 3,
  dataCr: 4,
  dataLf: 5,
  trailerStart: 6,
  trailer: 7,
  trailerEnd: 8,
  lastLf: 9,
  done: 10,
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
        return this.#bounded(byte, State.extension, State.sizeEnd);
      case State.sizeEnd:
        if (byte !== LF) return this.#refuse(BAD_LINE_END);
        this.#digits = 0;
        this.#state = this.#left === 0 ? State.trailerStart : State.data;
        return;
      case State.dataCr:
        return this.#expect(byte, CR, State.dataLf, BAD_DATA_END);
      case State.dataLf:
        return this.#expect(byte, LF, State.size, BAD_DATA_END);
      case State.trailerStart:
        if (byte === CR) this.#state = State.lastLf;
        else this.#bounded(byte, State.trailer, State.trailerEnd);
        return;
      case State.trailer:
        return this.#bounded(byte, State.trailer, State.trailerEnd);
      case State.trailerEnd:
        return this.#expect(byte, LF, State.trailerStart, BAD_LINE_END);
      case State.lastLf:
        return this.#expect(byte, LF, State.done, BAD_LINE_END);
    }
  }

  #size(byte: number): void {
    if ((CLASS[byte]! & HEX_DIGIT) !== 0) {
      if (++this.#digits > SIZE_DIGITS) return this.#refuse(BAD_SIZE);
      this.#left = this.#left * 16 + hexValue(byte);
      return;
    }
    if (this.#digits === 0 || (byte !== CR && byte !== SEMICOLON)) return this.#refuse(BAD_SIZE);
    this.#total += this.#left;
    if (this.#total > this.#maximum) return this.#refuse(BODY_TOO_LARGE);
    this.#state = byte === CR ? State.sizeEnd : State.extension;
  }

  #bounded(byte: number, stay: State, atEnd: State): void {
    if (++this.#overhead > OVERHEAD) return this.#refuse(TOO_MUCH_OVERHEAD);
    if (byte === CR) this.#state = atEnd;
    else if ((CLASS[byte]! & FIELD_VALUE) === 0) this.#refuse(BAD_LINE_END);
    else this.#state = stay;
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
const BAD_LINE_END = problem(400, "A line of the chunked body does not end with CR LF");
const BAD_DATA_END = problem(400, "A chunk is longer or shorter than its size says");
const TOO_MUCH_OVERHEAD = problem(431, "The chunk extensions or trailers are too large");
