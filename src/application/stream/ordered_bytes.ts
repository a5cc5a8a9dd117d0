/**
 * The bytes of one direction of a conversation in their order, however its segments come: each byte once, what comes early kept
 * until the hole before it is filled. What the capture lacks is told as such.
 */
import { seqAdd, seqDiff } from "../../packet/sequence.ts";
import type { Place } from "../facts.ts";

/** What is kept behind a hole: beyond it the hole is taken for lost. */
const MOST_KEPT_BYTES = 65_536;
const MOST_KEPT_SEGMENTS = 64;

/** Takes the bytes in order. */
export interface ByteTaker {
  /** `bytes[from]` up to before `end`, which came at this place. They are overwritten later. */
  take(bytes: Uint8Array, from: number, end: number, at: Place): void;
  /** So many bytes are not in the capture. */
  skip(count: number): void;
}

/** Data of a segment. */
export interface Data {
  /** Sequence number of its first byte, unsigned. */
  readonly seq: number;
  readonly bytes: Uint8Array;
  /** Where it stands in `bytes`; `captured` of `length` bytes are there. */
  readonly start: number;
  readonly captured: number;
  readonly length: number;
  readonly at: Place;
}

export class OrderedBytes {
  /** Number of the next byte in order; null until it is known. */
  #next: number | null = null;
  #kept: Data[] = [];
  #keptBytes = 0;
  readonly #taker: ByteTaker;

  constructor(taker: ByteTaker) {
    this.#taker = taker;
  }

  /** The direction's first byte has this number; without it the first segment that comes is where it begins. */
  begin(seq: number): void {
    this.#next ??= seq;
  }

  take(data: Data): void {
    this.#next ??= data.seq;
    if (seqDiff(data.seq, this.#next) > 0) {
      this.#keep(data);
      return;
    }
    this.#pass(data);
    this.#passKept();
  }

  /** Nothing more comes: holes are lost, and what was kept behind them is handed on. */
  finish(): void {
    while (this.#kept.length > 0) this.#loseHole();
  }

  #pass({ seq, bytes, start, captured, length, at }: Data): void {
    const known = -seqDiff(seq, this.#next!);
    if (known >= length) return;
    this.#next = seqAdd(seq, length);
    if (known < captured) this.#taker.take(bytes, start + known, start + captured, at);
    const missing = length - Math.max(known, captured);
    if (missing > 0) this.#taker.skip(missing);
  }

  #keep(data: Data): void {
    const { bytes, start, captured, at } = data;
    const { number, seconds, nanoseconds } = at;
    const copy = {
      ...data,
      bytes: bytes.slice(start, start + captured),
      start: 0,
      at: { number, seconds, nanoseconds },
    };
    const place = this.#kept.findIndex(({ seq }) => seqDiff(data.seq, seq) < 0);
    this.#kept.splice(place < 0 ? this.#kept.length : place, 0, copy);
    this.#keptBytes += captured;
    while (this.#keptBytes > MOST_KEPT_BYTES || this.#kept.length > MOST_KEPT_SEGMENTS) this.#loseHole();
  }

  #loseHole(): void {
    const { seq } = this.#kept[0]!;
    const hole = seqDiff(seq, this.#next!);
    if (hole > 0) {
      this.#taker.skip(hole);
      this.#next = seq;
    }
    this.#passKept();
  }

  /** What was kept and is no longer behind a hole. */
  #passKept(): void {
    while (this.#kept.length > 0 && seqDiff(this.#kept[0]!.seq, this.#next!) <= 0) {
      const first = this.#kept.shift()!;
      this.#keptBytes -= first.captured;
      this.#pass(first);
    }
  }
}
