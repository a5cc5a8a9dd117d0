/** Who may work when: long readings stop now and then, so that whoever waits for a page gets it. */

/** A reading works no longer than this in one go, ms. */
const TURN_MS = 8;

export class Turns {
  #asked = 0;
  #nobodyAsks = Promise.withResolvers<void>();

  /** Answers somebody; what gives way waits meanwhile. */
  async answer<T>(work: () => Promise<T>): Promise<T> {
    this.#asked++;
    try {
      return await work();
    } finally {
      if (--this.#asked === 0) {
        this.#nobodyAsks.resolve();
        this.#nobodyAsks = Promise.withResolvers();
      }
    }
  }

  /** Waits until nobody waits for an answer. */
  async giveWay(): Promise<void> {
    while (this.#asked > 0) await this.#nobodyAsks.promise;
  }
}

/** One reading's part in it: ask for a `pause` between two pieces of work. */
export class Turn {
  #since = performance.now();
  readonly #turns: Turns | null;

  /** Of a reading that gives way to answers; null for one that is part of an answer. */
  constructor(turns: Turns | null) {
    this.#turns = turns;
  }

  async pause(): Promise<void> {
    if (performance.now() - this.#since < TURN_MS) return;
    await new Promise((resolve) => setTimeout(resolve));
    await this.#turns?.giveWay();
    this.#since = performance.now();
  }
}
