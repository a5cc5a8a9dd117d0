/** The repair of a hole that ACKs lead (RFC 6582, RFC 6675): from the first segment sent again until all that was on its way then has come. */

/** So many ACKs that acknowledge nothing new start a repair (RFC 5681 3.2). */
const LEADS = 3;
/** A repair comes so much later on a path that is busy, ns: kernels' timers wait for 200 ms. */
const LATE_REPAIR = 60e6;

/** ... and so much later on no path, ns. */
const OVERDUE = 100e6;

export class Recovery {
  /** The round in which it began, and when, ns. */
  round = 0;
  from = 0;
  /** ACKs since then: while a hole is open each tells of one segment (RFC 5681, 4.2). */
  acks = 0;
  /** ACKs in a row that acknowledge nothing new, and when there were enough of them for a repair, ns. */
  duplicates = 0;
  #asked = 0;
  #to = -1;

  get open(): boolean {
    return this.#to >= 0;
  }

  /**
   * Silence, ns, that means a timer and not a repair that ACKs asked for; `least` does where nothing else tells. Seen from elsewhere
   * (`away`) it is also what this trip took longer than the shortest one did.
   */
  silence(least: number, away: boolean): number {
    return away && this.duplicates >= LEADS ? Math.max(LATE_REPAIR, least) : least;
  }

  /** An ACK at `time` acknowledges nothing new. */
  duplicate(time: number): void {
    if (++this.duplicates === LEADS) this.#asked = time;
  }

  /** ACKs asked for a repair long before, over a round trip of `smooth` ns: one that comes now is none of theirs, but a timer's. */
  isOverdue(time: number, smooth: number): boolean {
    return this.duplicates >= LEADS && time - this.#asked > Math.max(OVERDUE, 1.5 * smooth);
  }

  /** Begins at `time`, with everything up to `to` on its way. */
  begin(time: number, to: number, round: number): void {
    this.#to = to;
    this.from = time;
    this.round = round;
    this.acks = 0;
  }

  /** Whether `ack` tells that everything has come. */
  isOver(ack: number): boolean {
    return this.open && ack >= this.#to;
  }

  end(): void {
    this.#to = -1;
  }
}
