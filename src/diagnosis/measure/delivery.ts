/** How fast the path delivers, as trains of ACKs tell that follow each other closely. Rates are bytes per ns; 0 until one is known. */

/** Segments whose ACKs tell a rate, and those that tell at least that much. */
const TRAIN = 8;
const SHORT_TRAIN = 3;
/** Part of the flight before that a train has at least. */
const PART = 0.25;
/** A train that took less than this tells nothing, ns; ACKs that are nearer to each other than that are of one train. */
const LEAST_TIME = 0.4e6;
const TOGETHER = 0.3e6;
/** An ACK that comes after so many times its share of the train begins another. */
const BREAK = 4;
const SAMPLES = 8;
/** A line's rate below this part of the fastest train is not believed. */
const TRUSTED = 0.5;

/** An ACK of new bytes, and what is known when it comes. */
export interface Delivered {
  readonly bytes: number;
  /** Time since the ACK before it, ns. */
  readonly wait: number;
  /** Latest round trip, the shortest one, and how much more than that shows a queue, ns. */
  readonly roundTrip: number;
  readonly base: number;
  readonly queue: number;
  /** Bytes of a whole segment, and of the flight before. */
  readonly segment: number;
  readonly top: number;
}

export class Delivery {
  /** What the fastest train but one told: one alone may have been bunched up on its way. */
  rate = 0;
  #fastest = 0;
  /** What shorter trains tell: the path carries at least that. */
  least = 0;
  /** The rate at which a queue was emptied: the bottleneck's own. */
  line = 0;

  /** What the path would carry on and on: its line's rate, unless that was seen too seldom to be trusted. */
  get likely(): number {
    return this.line >= TRUSTED * this.rate ? this.line : this.rate;
  }

  #from = 0;
  #bytes = 0;
  #last = 0;
  /** Shortest round trip in the train. */
  #shortest = Infinity;

  /** The train ends here: what comes next tells no rate. */
  interrupt(): void {
    this.#from = 0;
  }

  /** Takes an ACK that came at `time`. */
  take(time: number, { bytes, wait, roundTrip, base, segment, top, queue }: Delivered): void {
    const near = this.#bytes > 0
      ? BREAK * (this.#last - this.#from) / this.#bytes * bytes
      : base < Infinity
      ? Math.max(base, roundTrip) / 4
      : 0;
    this.#last = time;
    this.#shortest = Math.min(this.#shortest, roundTrip);
    if (this.#from === 0 || wait > Math.max(TOGETHER, near)) return this.#begin(time, roundTrip);
    this.#bytes += bytes;
    const took = time - this.#from;
    if (took < LEAST_TIME) return;
    const rate = this.#bytes / took;
    if (this.#bytes >= SHORT_TRAIN * segment && rate > this.least) this.least = rate;
    if (this.#bytes < Math.max(TRAIN * segment, PART * top)) return;
    if (rate > this.#fastest) {
      this.rate = this.#fastest > 0 ? this.#fastest : rate;
      this.#fastest = rate;
    } else if (rate > this.rate) this.rate = rate;
    if (this.#shortest - base > queue) this.#followLine(rate);
    this.#begin(time, roundTrip);
  }

  #begin(time: number, roundTrip: number): void {
    this.#from = time;
    this.#bytes = 0;
    this.#shortest = roundTrip;
  }

  /** While a queue stands, ACKs come at the line's rate; now and then they are bunched up on their way. */
  #followLine(rate: number): void {
    if (this.line === 0) this.line = rate;
    else this.line += (Math.min(rate, 2 * this.line) - this.line) / SAMPLES;
  }
}
