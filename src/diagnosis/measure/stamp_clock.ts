/**
 * The sender's own clock as its timestamps show it (RFC 7323): what a segment's TSval says about when it left, seen from another
 * place. The least difference between capture time and TSval is the shortest way; whatever is more was spent in queues.
 */

/** Ticks that stacks use, ns. */
const TICKS = [1e6, 4e6, 10e6, 1e3, 100e6, 500e6];
/** Observed at least so long before the tick is believed; after twice the time it is looked at again. */
const WARM_UP = 20e6;
const SETTLED = 20e9;
/** A queue that builds up while the clock is first looked at stretches the tick by less than this. */
const STRETCHED = 2.5;
/** Oscillators differ by this much at most. */
const DRIFT = 100e-6;

export class StampClock {
  /** ns a tick; 0 until it is known, -1 where there is no steady one. */
  tick = 0;
  #started = false;
  #firstTime = 0;
  #firstValue = 0;
  #lookAt = WARM_UP;
  #base = Infinity;
  #baseTime = 0;

  /** Takes a segment's TSval at capture time `time`. */
  take(time: number, value: number): void {
    if (!this.#started) {
      this.#started = true;
      this.#firstTime = time;
      this.#firstValue = value;
      return;
    }
    if (time - this.#firstTime >= this.#lookAt) this.#findTick(time, value);
    if (this.tick > 0) this.#lower(time, value);
  }

  /** Time between leaving and the capture beyond the shortest, ns: 0 where the clock cannot tell. */
  delay(time: number, value: number): number {
    if (!(this.tick > 0) || this.#base === Infinity) return 0;
    const late = time - ((value - this.#firstValue) | 0) * this.tick - this.#base - this.tick;
    return late > DRIFT * (time - this.#baseTime) ? late : 0;
  }

  #findTick(time: number, value: number): void {
    const passed = time - this.#firstTime;
    const ticks = (value - this.#firstValue) | 0;
    if (ticks <= 0) return;
    this.#lookAt = passed > SETTLED ? Infinity : 2 * passed;
    const measured = passed / ticks;
    const off = (tick: number) => Math.abs(Math.log(measured / tick));
    const nearest = TICKS.reduce((best, tick) => off(tick) < off(best) ? tick : best);
    const known = off(nearest) < Math.log(STRETCHED) ? nearest : -1;
    if (known === this.tick) return;
    this.tick = known;
    this.#base = Infinity;
  }

  #lower(time: number, value: number): void {
    const difference = time - ((value - this.#firstValue) | 0) * this.tick;
    if (difference >= this.#base) return;
    this.#base = difference;
    this.#baseTime = time;
  }
}
