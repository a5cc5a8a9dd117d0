/**
 * Time as height: in proportion while packets follow one another, and squeezed where nothing happens. Both sides of the ladder have
 * the same axis, so a slope is a delay wherever it stands.
 */

/** Pixels for the usual delay, and at most for a pause. */
const USUAL = 26;
const PAUSE = 54;
/** Packets that leave together are drawn apart by so much. */
const LEAST = 3;

export class TimeAxis {
  readonly #times: number[];
  readonly #heights: number[] = [];

  /** Of all moments at which something happens, ns, in any order; `usual` is the usual delay, ns. */
  constructor(moments: readonly number[], usual: number) {
    this.#times = [...new Set(moments)].sort((one, other) => one - other);
    let height = 0;
    for (const [index, time] of this.#times.entries()) {
      const since = index === 0 ? 0 : time - this.#times[index - 1]!;
      if (index > 0) height += Math.max(LEAST, Math.min(PAUSE, since / usual * USUAL));
      this.#heights.push(height);
    }
  }

  /** Pixels from the top of the axis to one of its moments. */
  at(time: number): number {
    let [low, high] = [0, this.#times.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! >= time) high = middle;
      else low = middle + 1;
    }
    return this.#heights[low] ?? 0;
  }

  get height(): number {
    return this.#heights[this.#heights.length - 1] ?? 0;
  }
}
