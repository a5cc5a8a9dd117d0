/**
 * One timer for any number of connections. A deadline changes several times a request, so it is a number on the object
 * that has it, and a single interval compares all of them with the clock: setting one costs a store, not a timer.
 */

/** Something that must be done by a certain time. */
export interface Timed {
  /** Milliseconds since the epoch; `Infinity` for none. */
  deadline: number;
  /** Called once the deadline has passed; it must move the deadline or leave the table. */
  expire(now: number): void;
}

/** A table of deadlines, looked at every `interval` milliseconds while anything is in it. */
export class Deadlines {
  readonly #interval: number;
  readonly #timed = new Set<Timed>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param interval How late a deadline may be noticed at most, ms. */
  constructor(interval = 250) {
    this.#interval = interval;
  }

  get size(): number {
    return this.#timed.size;
  }

  add(timed: Timed): void {
    this.#timed.add(timed);
    this.#timer ??= setInterval(() => this.sweep(Date.now()), this.#interval);
  }

  remove(timed: Timed): void {
    this.#timed.delete(timed);
    if (this.#timed.size === 0 && this.#timer !== undefined) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  /** Expires what is due at `now`. The interval calls it; so may a test. */
  sweep(now: number): void {
    for (const timed of this.#timed) {
      if (timed.deadline <= now) timed.expire(now);
    }
  }
}
