/** What a receiver's capture saw come, asked by range and by time. */
import { seqAtOrAfter, seqDiff, signedAdd } from "../../packet/sequence.ts";
import type { Range, Sighting } from "../terms/sighting.ts";

const LONGEST = 65_536;
/** How many packets before a moment are looked at. */
const LOOKED_AT = 256;

export class Arrivals {
  /** Those that take up sequence space, and were whole, by sequence number. */
  readonly #byNumber: Sighting[];
  /** Those that were whole, by time. */
  readonly #byTime: readonly Sighting[];

  /** When the first reset came; Infinity for none. */
  readonly firstReset: number;

  constructor(received: readonly Sighting[]) {
    this.#byTime = received.filter(({ sum }) => sum !== "wrong");
    this.firstReset = this.#byTime.find(({ isReset }) => isReset)?.time ?? Infinity;
    this.#byNumber = this.#byTime.filter(({ occupies }) => occupies)
      .sort((one, other) => seqDiff(one.seq, other.seq) || one.time - other.time);
  }

  /** The moment from which on all of a range had come; Infinity for never. */
  complete(range: Range): number {
    const over = this.#over(range).sort((one, other) => one.time - other.time);
    const missing = new Missing(range);
    for (const { seq, end, time } of over) if (missing.fill(seq, end)) return time;
    return Infinity;
  }

  /** Whether bytes of a range came at least twice until a moment, and at last after another. */
  cameTwice(range: Range, after: number, until: number): boolean {
    const before = this.#over(range).filter(({ time }) => time <= until);
    return before.length >= 2 && before.some(({ time }) => time > after);
  }

  /** Whether bytes behind a range came before a moment. */
  cameBeyond({ until }: Range, moment: number): boolean {
    let looked = 0;
    for (const { occupies, end } of this.before(moment)) {
      if (occupies && seqDiff(end, until) > 0) return true;
      if (++looked === LOOKED_AT) return false;
    }
    return false;
  }

  /**
   * Within what time nine in ten of those were answered that came out of order or into a gap; NaN where none did. `answer` gives the
   * moment of the next packet that the receiver sent.
   */
  usualAnswer(answer: (moment: number) => number): number {
    const times: number[] = [];
    let top = NaN;
    for (const { occupies, seq, end, time } of this.#byTime) {
      if (!occupies) continue;
      if (!Number.isNaN(top) && seq !== top) times.push(answer(time) - time);
      if (Number.isNaN(top) || seqDiff(end, top) > 0) top = end;
    }
    times.sort((one, other) => one - other);
    return times[Math.floor(0.9 * times.length)] ?? NaN;
  }

  /** The packets that came from a moment on. */
  *from(moment: number): Generator<Sighting> {
    for (let at = this.#indexAt(moment); at < this.#byTime.length; at++) yield this.#byTime[at]!;
  }

  /** The packets that came before a moment, the latest first. */
  *before(moment: number): Generator<Sighting> {
    for (let at = this.#indexAt(moment) - 1; at >= 0; at--) yield this.#byTime[at]!;
  }

  #indexAt(moment: number): number {
    let [low, high] = [0, this.#byTime.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#byTime[middle]!.time >= moment) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #over({ from, until }: Range): Sighting[] {
    const first = signedAdd(from, -LONGEST);
    let [low, high] = [0, this.#byNumber.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (seqAtOrAfter(this.#byNumber[middle]!.seq, first)) high = middle;
      else low = middle + 1;
    }
    const found: Sighting[] = [];
    for (let at = low; at < this.#byNumber.length; at++) {
      const arrival = this.#byNumber[at]!;
      if (seqDiff(arrival.seq, until) >= 0) break;
      if (seqDiff(arrival.end, from) > 0) found.push(arrival);
    }
    return found;
  }
}

/** A range that is filled piece by piece. */
class Missing {
  #gaps: [number, number][];

  constructor({ from, until }: Range) {
    this.#gaps = [[from, until]];
  }

  /** True once nothing is missing. */
  fill(from: number, until: number): boolean {
    this.#gaps = this.#gaps.flatMap(([left, right]): [number, number][] => {
      if (seqDiff(from, right) >= 0 || seqDiff(until, left) <= 0) return [[left, right]];
      const rest: [number, number][] = [];
      if (seqDiff(from, left) > 0) rest.push([left, from]);
      if (seqDiff(until, right) < 0) rest.push([until, right]);
      return rest;
    });
    return this.#gaps.length === 0;
  }
}
