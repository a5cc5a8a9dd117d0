/** The one-way delays of a direction: collected as differences of two clocks, told once it is known how far these are apart. */
import type { Delays } from "../terms/pairing.ts";
import type { ClockLine } from "./clocks.ts";
import { Envelope } from "./envelope.ts";

/** Beyond so many, every second one is let go, and so on; the least and the greatest are kept apart. */
const MOST = 8192;
const STRETCHES = 128;

export class DelayFigures {
  /** Time and difference in turn. */
  #kept: number[] = [];
  #every = 1;
  #count = 0;
  readonly #least = new Envelope(1, STRETCHES);
  readonly #greatest = new Envelope(-1, STRETCHES);
  readonly #fromA: boolean;

  /** `fromA`: of packets that A saw first; times are A's. */
  constructor(fromA: boolean) {
    this.#fromA = fromA;
  }

  /** A packet that A saw at `at`, and B `value` later by its own clock, ns. */
  add(at: number, value: number): void {
    this.#least.add(at, value);
    this.#greatest.add(at, value);
    if (this.#count++ % this.#every !== 0) return;
    this.#kept.push(at, value);
    if (this.#kept.length < 2 * MOST) return;
    this.#kept = this.#kept.filter((_, index) => index % 4 < 2);
    this.#every *= 2;
  }

  /** Null where there was none. */
  figures(line: ClockLine): Delays | null {
    if (this.#count === 0) return null;
    const sign = this.#fromA ? 1 : -1;
    const delayAt = (at: number, value: number): number => (value - line.differenceAt(at)) * sign;
    const outer = [...this.#least.points, ...this.#greatest.points].map(({ at, value }) => delayAt(at, value));
    const sorted = new Float64Array(this.#kept.length / 2);
    for (let index = 0; index < sorted.length; index++) {
      sorted[index] = delayAt(this.#kept[2 * index]!, this.#kept[2 * index + 1]!);
    }
    sorted.sort();
    return {
      minimum: outer.reduce((least, delay) => Math.min(least, delay), Infinity),
      median: sorted[sorted.length >> 1]!,
      maximum: outer.reduce((most, delay) => Math.max(most, delay), -Infinity),
    };
  }
}
