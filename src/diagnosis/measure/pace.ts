/** Whether segments come in the even beat of a program's clock: what is sent in one go, and how regular the pauses between are. */

/** Shorter distances are within one go, ns. */
const TOGETHER = 0.6e6;
/** Deviation of the beat, as a part of it, up to which it is one. */
const STEADY = 0.12;
const BEATS = 6;
const SAMPLES = 8;

export class Pace {
  #start = 0;
  #bytes = 0;
  #lastTime = 0;
  #beats = 0;
  #endsSmall = false;
  #deviation = 1;
  /** Mean distance of what is sent in one go, ns, and its size in bytes. */
  beat = 0;
  size = 0;
  /** Part of what is sent in one go that ends in a segment smaller than a whole one: a backlog leaves none behind. */
  small = 0;

  /** Takes a new segment; `small` if it is not a whole one. */
  take(time: number, length: number, small: boolean): void {
    if (time - this.#lastTime > TOGETHER) this.#begin(time);
    this.#endsSmall = small;
    this.#bytes += length;
    this.#lastTime = time;
  }

  /** The beat has been even for a while. */
  get steady(): boolean {
    return this.#beats >= BEATS && this.#deviation < STEADY;
  }

  #begin(time: number): void {
    const distance = time - this.#start;
    this.#start = time;
    const bytes = this.#bytes;
    this.#bytes = 0;
    if (bytes === 0) return;
    this.small += ((this.#endsSmall ? 1 : 0) - this.small) / SAMPLES;
    this.#beats++;
    if (this.beat === 0) {
      this.beat = distance;
      this.size = bytes;
      return;
    }
    this.#deviation += (Math.min(1, Math.abs(distance - this.beat) / this.beat) - this.#deviation) / 6;
    this.beat += (distance - this.beat) / 6;
    this.size += (bytes - this.size) / 6;
  }
}
