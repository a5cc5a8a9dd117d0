/**
 * The rounds in which a sender sends: what leaves together, then a wait of about a round trip for the ACKs. Their sizes show what
 * bounds it: the other end's window, or a congestion window that a pause has closed (RFC 5681 4.1, RFC 9438 4.10).
 */

/** A pause is at least so long, ns, and so many round trips: kernels shrink the window after a retransmission time-out's length. */
const PAUSE = 200e6;
const PAUSE_TRIPS = 4;
/** What a sender begins with again, in segments: between the old initial window and a generous new one (RFC 5681, RFC 6928). */
const LEAST = 2;
const MOST = 20;
/** The next round follows after about one round trip, and is larger by about so much. */
const ROUND_LEAST = 0.8;
const ROUND_MOST = 1.6;
const GROWTH = 1.3;
/** Rounds whose size is the window's, within a segment, are no chance from so many on. */
const HISTORY = 3;

/** A restart: the pause, sizes before and after it in bytes, and the first packet after it. */
export interface Restart {
  readonly number: number;
  readonly pause: number;
  readonly before: number;
  readonly after: number;
}

/** What a data packet means for its round. */
export interface Sending {
  readonly now: number;
  readonly number: number;
  readonly length: number;
  /** Shortest round trip between both ends, ns. */
  readonly trip: number;
  /** The other end's window, and whether all that was sent before is confirmed. */
  readonly window: number;
  readonly idle: boolean;
  /** The other end has sent data since this one's last. */
  readonly asked: boolean;
}

export class Bursts {
  restarts = 0;
  restart: Restart | null = null;
  /** Rounds that filled the other end's window, the first packet of the first of them, and the window. */
  windowful = 0;
  windowfulNumber = 0;
  window = 0;
  /** Bytes of the round at hand and of the ones before. */
  #size = 0;
  #largest = 0;
  readonly #earlier: number[] = [];
  #start = 0;
  #startNumber = 0;
  #lastTime = -1;
  /** After a pause: how long it was, the sizes before it, and the first round behind it. */
  #pause = 0;
  #before = 0;
  #first: { readonly size: number; readonly start: number; readonly number: number; readonly largest: number } | null =
    null;

  take(sending: Sending): void {
    const { now, length, trip } = sending;
    const gap = this.#lastTime < 0 ? 0 : now - this.#lastTime;
    this.#lastTime = now;
    if (gap > trip / 2) this.#next(sending, gap);
    else if (this.#size === 0) this.#begin(sending);
    this.#size += length;
    if (length > this.#largest) this.#largest = length;
  }

  /** Something came late or again: the sizes of these rounds say nothing. */
  disturb(): void {
    this.#pause = 0;
    this.#first = null;
  }

  #begin({ now, number }: Sending): void {
    this.#size = 0;
    this.#start = now;
    this.#startNumber = number;
  }

  /** A round is over, and another begins. */
  #next(sending: Sending, gap: number): void {
    const { now, trip, window, idle, asked } = sending;
    const size = this.#size;
    if (window > 0 && size <= window && size > window - this.#largest && gap < 2 * trip) {
      if (this.windowful++ === 0) this.windowfulNumber = this.#startNumber;
      this.window = window;
    }
    if (this.#first !== null) this.#judge(sending, size);
    else if (this.#pause > 0) {
      const onTime = now - this.#start >= ROUND_LEAST * trip && now - this.#start <= ROUND_MOST * trip;
      if (onTime && !asked) {
        this.#first = { size, start: this.#start, number: this.#startNumber, largest: this.#largest };
      } else this.#pause = 0;
    }
    this.#earlier.push(size);
    if (this.#earlier.length > HISTORY) this.#earlier.shift();
    if (idle && gap >= PAUSE && gap >= PAUSE_TRIPS * trip) {
      this.#pause = gap;
      this.#before = Math.max(...this.#earlier);
      this.#first = null;
      this.#earlier.length = 0;
    }
    this.#begin(sending);
  }

  /** The second round behind a pause is over: it grew as slow start does. */
  #judge({ number }: Sending, size: number): void {
    const first = this.#first!;
    this.#first = null;
    const pause = this.#pause;
    this.#pause = 0;
    const segments = first.size / first.largest;
    if (segments < LEAST || segments > MOST || first.size > this.#before / 2 || size < GROWTH * first.size) return;
    if (number <= first.number) return;
    this.restarts++;
    this.restart ??= { number: first.number, pause, before: this.#before, after: first.size };
  }
}
