/** Values over time: those that hold until the next one, and spans that something lasted. Moments are asked in any order. */

export class Steps<T> {
  readonly #moments: number[] = [];
  readonly #values: T[] = [];

  constructor(readonly before: T, steps: readonly (readonly [at: number, value: T])[] = []) {
    for (const [at, value] of steps) this.set(at, value);
  }

  /** From `at` on; moments come in order. */
  set(at: number, value: T): void {
    this.#moments.push(at);
    this.#values.push(value);
  }

  at(moment: number): T {
    const index = countUpTo(this.#moments, moment);
    return index === 0 ? this.before : this.#values[index - 1]!;
  }

  /** The one that holds in the end. */
  get last(): T {
    return this.#values.at(-1) ?? this.before;
  }

  /** When the next value comes; Infinity where none does. */
  nextAfter(moment: number): number {
    return this.#moments[countUpTo(this.#moments, moment)] ?? Infinity;
  }
}

export class Spans {
  readonly #spans: [from: number, to: number][] = [];

  /** Beginnings come in order. */
  add(from: number, to: number): void {
    const last = this.#spans.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else this.#spans.push([from, to]);
  }

  has(moment: number): boolean {
    let [low, high] = [0, this.#spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#spans[middle]![0] <= moment) low = middle + 1;
      else high = middle;
    }
    return low > 0 && moment < this.#spans[low - 1]![1];
  }

  /** The spans, those not further apart than `gap` as one. */
  joined(gap: number): [from: number, to: number][] {
    const joined: [number, number][] = [];
    for (const [from, to] of this.#spans) {
      const last = joined.at(-1);
      if (last !== undefined && from - last[1] <= gap) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    return joined;
  }
}

/** How many of the ascending moments are not after `moment`. */
function countUpTo(moments: readonly number[], moment: number): number {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (moments[middle]! <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
