/**
 * The retransmission timer of RFC 6298, in nanoseconds.
 */
const INITIAL = 1e9;
const LONGEST = 120e9;

export class RoundTrip {
  /** Smoothed round trip, -1 before the first measurement; and its variation. */
  smoothed = -1;
  variation = 0;
  #backoff = 0;

  constructor(readonly shortest: number) {}

  measure(trip: number): void {
    if (this.smoothed < 0) {
      this.smoothed = trip;
      this.variation = trip / 2;
    } else {
      this.variation += (Math.abs(trip - this.smoothed) - this.variation) / 4;
      this.smoothed += (trip - this.smoothed) / 8;
    }
    this.#backoff = 0;
  }

  /** The wait before what is unacknowledged is sent again. */
  get timeout(): number {
    const base = this.smoothed < 0 ? INITIAL : this.smoothed + Math.max(4 * this.variation, this.shortest);
    return Math.min(LONGEST, base * 2 ** this.#backoff);
  }

  /** The timer has run out: the next wait is twice as long (RFC 6298 5.5). */
  double(): void {
    this.#backoff++;
  }

  /** Something new was acknowledged. */
  calm(): void {
    this.#backoff = 0;
  }
}
