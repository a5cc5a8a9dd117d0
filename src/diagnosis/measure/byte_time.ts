/**
 * What the line needs for a byte, as segments tell that were alone on their way: what their ACKs took beyond the shortest trip. A
 * host that was slow to acknowledge looks the same, so one of them tells nothing, and two that agree do.
 */

/** Two samples agree that differ by this part at most. */
const AGREE = 1.3;

export class ByteTime {
  #least = Infinity;
  #second = Infinity;

  /** ns a byte; Infinity until it is known. */
  get value(): number {
    return this.#second <= AGREE * this.#least ? this.#least : Infinity;
  }

  /** Takes what a segment tells, ns a byte. */
  take(sample: number): void {
    if (sample < this.#least) {
      this.#second = this.#least;
      this.#least = sample;
    } else if (sample < this.#second) this.#second = sample;
  }
}
