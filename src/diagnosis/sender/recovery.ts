/** The repair of a hole that ACKs lead (RFC 6582, RFC 6675): from the first segment sent again until all that was on its way then has come. */

/** So many ACKs that acknowledge nothing new start a repair (RFC 5681 3.2). */
const LEADS = 3;
/** A repair comes so much later on a path that is busy, ns: kernels' timers wait for 200 ms. */
const LATE_REPAIR = 60e6;

/** A path that is full delivers this part of its rate at least while a hole is repaired. */
const BUSY = 0.85;

/** ... and so much later on no path, ns. */
const OVERDUE = 100e6;

export class Recovery {
  /** It is looked at a round trip at a time: number of this turn, and when it began, ns. */
  turn = 0;
  #from = 0;
  /** ACKs since then: while a hole is open each tells of one segment (RFC 5681, 4.2). How far the receiver had got then, and has now. */
  #acks = 0;
  #reached = 0;
  #farthest = 0;
  /** So much was queued when it began that the smaller window still fills the path. */
  #deep = false;
  /** ACKs in a row that acknowledge nothing new, and when there were enough of them for a repair, ns. */
  duplicates = 0;
  #asked = 0;
  /** One of them tells that something behind the hole has arrived. */
  gapped = false;
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

  /** An ACK at `time` acknowledges nothing new; `gapped`: nor does it just open the window. */
  duplicate(time: number, gapped: boolean): void {
    if (gapped) this.gapped = true;
    if (++this.duplicates === LEADS) this.#asked = time;
  }

  /** ACKs asked for a repair long before, over a round trip of `smooth` ns: one that comes now is none of theirs, but a timer's. */
  isOverdue(time: number, smooth: number): boolean {
    return this.duplicates >= LEADS && time - this.#asked > Math.max(OVERDUE, 1.5 * smooth);
  }

  /** Begins at `time`, with everything up to `to` on its way; `deep`: behind a queue that a smaller window does not empty. */
  begin(time: number, to: number, deep: boolean): void {
    this.#to = to;
    this.#begin(time, deep);
  }

  #begin(time: number, deep: boolean): void {
    this.turn++;
    this.#from = time;
    this.#deep = deep;
    this.#acks = 0;
    this.#reached = this.#farthest;
  }

  /** Something new was acknowledged. */
  progress(): void {
    this.duplicates = 0;
    this.gapped = false;
  }

  /** This turn is going on. */
  runs(turn: number): boolean {
    return this.open && turn === this.turn;
  }

  /** An ACK came; the receiver has got as far as `farthest`. */
  take(farthest: number): void {
    this.#acks++;
    if (farthest > this.#farthest) this.#farthest = farthest;
  }

  /** The turn has lasted a round trip at `time`. */
  hasTurned(time: number, smooth: number): boolean {
    return this.open && time - this.#from >= smooth;
  }

  /** The next turn begins; true where the path was full in the one before: what arrived came at the `line`'s rate, bytes per ns. */
  next(time: number, { segment, line }: { readonly segment: number; readonly line: number }): boolean {
    const arrived = Math.max(this.#acks * segment, this.#farthest - this.#reached);
    const busy = this.#deep || (line > 0 && arrived > BUSY * line * (time - this.#from));
    this.#begin(time, false);
    return busy;
  }

  /** Whether `ack` tells that everything has come. */
  isOver(ack: number): boolean {
    return this.open && ack >= this.#to;
  }

  end(): void {
    this.#to = -1;
  }
}
