/**
 * Whether round trips rise as those through a filling queue do: step by step, and not by leaps or by chance. What counts is the
 * shortest of the last few, since a single long trip may be anything.
 */

/** Round trips of which the shortest counts. */
const FEW = 4;
/** A fall by more than this part, or by more than this, ns, ends a rise. */
const FALL = 0.05;
const NOISE = 2e6;
/** A rise is one of at least so many steps, by as much as this, ns, and to twice what it began with. */
const STEPS = 6;
const RISE = 30e6;

export class Climb {
  /** The highest rise so far: its lowest and highest round trip, ns, and the packets that ended these very trips. */
  from = 0;
  to = 0;
  fromNumber = 0;
  toNumber = 0;
  readonly #latest: { readonly trip: number; readonly number: number }[] = [];
  #start = 0;
  #startNumber = 0;
  #height = 0;
  #steps = 0;
  #leap = 0;

  /** A round trip that ended with this packet. */
  take(trip: number, number: number): void {
    this.#latest.push({ trip, number });
    if (this.#latest.length > FEW) this.#latest.shift();
    if (this.#latest.length < FEW) return;
    const shortest = this.#latest.reduce((least, one) => one.trip < least.trip ? one : least);
    const floor = shortest.trip;
    if (this.#steps === 0 || floor < this.#height - Math.max(NOISE, FALL * this.#height)) {
      this.#start = this.#height = floor;
      this.#startNumber = shortest.number;
      this.#steps = 1;
      this.#leap = 0;
      return;
    }
    if (floor <= this.#height) return;
    this.#leap = Math.max(this.#leap, floor - this.#height);
    this.#height = floor;
    this.#steps++;
    this.#judge(shortest.number);
  }

  #judge(number: number): void {
    const rise = this.#height - this.#start;
    // A leap is another path, or a timer.
    if (this.#steps < STEPS || rise < RISE || this.#height < 2 * this.#start || this.#leap > rise / 2) return;
    if (rise <= this.to - this.from) return;
    this.from = this.#start;
    this.fromNumber = this.#startNumber;
    this.to = this.#height;
    this.toNumber = number;
  }
}
