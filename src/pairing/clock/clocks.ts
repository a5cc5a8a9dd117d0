/**
 * How far two clocks are apart, from packets that both captures hold. A packet from A to B shows the difference plus its delay,
 * one from B to A the difference minus its delay: the difference lies between the least of the first and the greatest of the
 * second, and nothing in the packets says where between. So the middle is given, and half of the room as the error.
 */
import type { ClockReading } from "../terms/pairing.ts";
import { Envelope, type Point } from "./envelope.ts";
import { type CommonMoment, findSteps } from "./steps.ts";

/** No oscillator in use is off by more; a skew that cannot be measured is not taken for larger than this. */
const LARGEST_SKEW = 500e-6;
/** A skew is given where it is known this well: within 3 ppm, or within a fifth of itself. */
const KNOWN_WITHIN = 3e-6;
const KNOWN_SHARE = 0.2;

/** The difference as a line over A's time: what is added to a time of A to have B's. */
export interface ClockLine {
  readonly reading: ClockReading | null;
  /** The difference at a time of A, ns. */
  differenceAt(time: number): number;
}

/** Clocks that drift apart for an hour contradict one another by less, ns. */
const CROSSED = 10e6;
/** Points of the edges that are kept. */
const STRETCHES = 2048;

/** When a file begins and ends, and how coarse its times are, ns. */
export interface Times {
  readonly first: number;
  readonly last: number;
  readonly resolution: number;
}

export class Clocks {
  /** B's time minus A's of packets that A saw first, and of those that B saw first. */
  readonly #above = new Envelope(1, STRETCHES);
  readonly #below = new Envelope(-1, STRETCHES);
  #some = false;

  /** A packet that both saw; A at `time`, B `difference` later by its own clock. */
  add(time: number, difference: number, fromA: boolean): void {
    this.#some = true;
    (fromA ? this.#above : this.#below).add(time, difference);
  }

  /** Both ways' times jump together somewhere: a clock may have been set. */
  get jump(): boolean {
    const moment = (fromClient: boolean) => ({ at, value }: Point): CommonMoment => {
      return { a: 0, b: 0, at, difference: value, fromClient };
    };
    const moments = [...this.#above.points.map(moment(true)), ...this.#below.points.map(moment(false))];
    const inB = ({ at, difference }: CommonMoment): number => at + difference;
    return this.crossed || findSteps(moments.sort((one, other) => one.at - other.at)).length > 0 ||
      findSteps(moments.sort((one, other) => inB(one) - inB(other))).length > 0;
  }

  /** What one way shows contradicts the other by more than clocks drift. */
  get crossed(): boolean {
    return this.#below.edge(0, 0) - this.#above.edge(0, 0) > CROSSED;
  }

  /** What is known in the end; `roundTrip` is the least between the two places that one capture alone shows, Infinity for none. */
  line({ first, last, resolution }: Times, roundTrip: number): ClockLine {
    if (!this.#some) return { reading: null, differenceAt: () => 0 };
    const middle = (first + last) / 2;
    const half = (last - first) / 2;
    const { skew, doubt } = this.#skew();
    const known = Math.abs(skew) <= LARGEST_SKEW && doubt <= Math.max(KNOWN_WITHIN, KNOWN_SHARE * Math.abs(skew));
    const slope = known ? skew : 0;
    const drift = known ? Math.abs(skew) + doubt : Math.min(LARGEST_SKEW, Math.abs(skew) + doubt);
    const [low, high] = this.#bounds(slope, middle, roundTrip);
    // With nothing to bound it on one side, the packets are taken to have come at once.
    const offset = Number.isFinite(low + high) ? (low + high) / 2 : Number.isFinite(high) ? high : low;
    const error = Math.abs(high - low) / 2 + drift * half + 2 * resolution;
    return {
      reading: { offset, middle, error, skewPpm: known ? skew * 1e6 : null },
      differenceAt: (time) => offset + slope * (time - middle),
    };
  }

  /** Packets of one direction bound the difference on one side only; on the other, the round trip does. */
  #bounds(slope: number, middle: number, roundTrip: number): [low: number, high: number] {
    const high = this.#above.edge(slope, middle);
    const low = this.#below.edge(slope, middle);
    if (low === -Infinity) return [high - roundTrip, high];
    return high === Infinity ? [low, low + roundTrip] : [low, high];
  }

  /** Both edges run along the clocks' drift; what they differ by is the network's doing. */
  #skew(): { skew: number; doubt: number } {
    const [above, below] = [this.#above.slope(), this.#below.slope()];
    if (above === null || below === null) return { skew: 0, doubt: LARGEST_SKEW };
    const skew = (above.slope + below.slope) / 2;
    const apart = Math.abs(above.slope - below.slope) / 2;
    const scatter = above.scatter / above.span + below.scatter / below.span;
    return { skew, doubt: apart + scatter };
  }
}
