/**
 * The bytes of one direction's stream, each counted once, however its segments come: in order, late, again, overlapping.
 * Numbers are signed 32-bit and compared on the circle.
 */
import { seqAfter, seqAtOrAfter, seqBefore, seqDiff, signedAdd } from "../packet/sequence.ts";

/** Holes remembered; a capture that misses more counts what fills the oldest as sent again. */
const MOST_HOLES = 64;
/** So many bytes later a number may mean another round of the circle: nothing that old is compared any more. */
export const FAR: number = 2 ** 30;

/** Numbers that were passed over, from `from` to before `to`, when `bytes` had been counted. */
interface Hole {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

export class StreamBytes {
  /** Bytes that have come. */
  bytes = 0;
  /** The lowest number that came, and the one after the highest. */
  #first = 0;
  #next = 0;
  /** What was passed over; made with the first hole. */
  #holes: Hole[] | null = null;

  /** Takes `length` bytes, at least one, from the number `seq` on; how many of them had not come before. */
  take(seq: number, length: number): number {
    let fresh = length;
    const end = signedAdd(seq, length);
    if (this.bytes === 0) this.#first = seq;
    if (this.bytes === 0 || seq === this.#next) this.#next = end;
    else fresh = this.#takeElsewhere(seq, end);
    this.bytes += fresh;
    return fresh;
  }

  #takeElsewhere(seq: number, end: number): number {
    let fresh = this.#fill(seq, end);
    const next = this.#next;
    if (seqAfter(end, next)) {
      const from = seqAfter(seq, next) ? seq : next;
      fresh += seqDiff(end, from);
      this.#open(next, from);
      this.#next = end;
    }
    if (this.bytes < FAR && seqBefore(seq, this.#first)) {
      const to = seqBefore(end, this.#first) ? end : this.#first;
      fresh += seqDiff(to, seq);
      this.#open(to, this.#first);
      this.#first = seq;
    }
    return fresh;
  }

  #open(from: number, to: number): void {
    if (from === to) return;
    this.#holes ??= [];
    this.#holes.push({ from, to, bytes: this.bytes });
    if (this.#holes.length > MOST_HOLES) this.#holes.shift();
  }

  #fill(from: number, to: number): number {
    if (this.#holes === null) return 0;
    let filled = 0;
    const left: Hole[] = [];
    for (const hole of this.#holes) {
      if (this.bytes - hole.bytes > FAR) continue;
      const first = seqAfter(from, hole.from) ? from : hole.from;
      const end = seqBefore(to, hole.to) ? to : hole.to;
      if (seqAtOrAfter(first, end)) {
        left.push(hole);
        continue;
      }
      filled += seqDiff(end, first);
      if (hole.from !== first) left.push({ ...hole, to: first });
      if (end !== hole.to) left.push({ ...hole, from: end });
    }
    this.#holes = left;
    return filled;
  }
}
