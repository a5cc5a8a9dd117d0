/**
 * A message that a host sent at once and the line drew out, where no timestamps tell: what arrives at the line's own rate, up to an
 * initial window, left together.
 */

/** RFC 6928: ten segments leave without an ACK. */
const INITIAL_WINDOW = 14_600;
/** Distances of up to so much more than the line needs are still its own. */
const NOISE = 1.4;

export class Burst {
  #first = 0;
  #last = -Infinity;
  #bytes = 0;

  /** How long ago, ns, the segment that arrives at `time` left beyond the shortest way. `slot`: ns a byte occupies the line. */
  delay(time: number, length: number, slot: number): number {
    const together = time - this.#last <= NOISE * slot * length && this.#bytes + length <= INITIAL_WINDOW;
    if (!together) {
      this.#first = time;
      this.#bytes = 0;
    }
    this.#last = time;
    this.#bytes += length;
    return time - this.#first;
  }
}
