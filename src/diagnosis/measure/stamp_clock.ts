/**
 * The sender's own clock as its timestamps show it (RFC 7323): what a segment's TSval says about when it left, seen from another
 * place. The least difference between capture time and TSval is the shortest way; whatever is more was spent in queues.
 */

/** Ticks that stacks use, ns. */
const TICKS = [1e6, 4e6, 10e6, 1e3, 2e6, 100e6, 500e6];
/** Observed at least so long before the tick is believed. */
const WARM_UP = 20e6;
/** Oscillators differ by this much at most. */
const DRIFT = 100e-6;

export class StampClock {
  /** ns a tick; 0 until it is known, -1 where there is no steady one. */
  tick = 0;
  #started = false;
  #firstTime = 0;
  #firstValue = 0;
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
    if (this.tick === 0) this.#findTick(time, value);
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
    if (passed < WARM_UP || ticks <= 0) return;
    const measured = passed / ticks;
    const near = TICKS.find((tick) => Math.abs(measured - tick) < 0.15 * tick + tick / ticks * tick / tick);
    if (near !== undefined) this.tick = near;
    else if (passed > 2e9) this.tick = -1;
  }

  #lower(time: number, value: number): void {
    const difference = time - ((value - this.#firstValue) | 0) * this.tick;
    if (difference >= this.#base) return;
    this.#base = difference;
    this.#baseTime = time;
  }
}
