/**
 * How long after an ACK segments leave. Those that it released leave within microseconds; those of a program, or of a pacing kernel,
 * come at any moment between two ACKs: over many of them, in the middle.
 */

const SAMPLES = 16;
const MIDDLE = 0.4;
/** A program that was woken for room in its buffer needs up to this, ns. */
const WAKING = 0.35e6;

export class Lateness {
  #part = 0;
  #mean = 0;

  /** A segment left `late` after an ACK, the ACKs being `between` apart, ns: true where segments come by chance. */
  isChance(late: number, between: number): boolean {
    if (between > 0) {
      this.#part += (Math.min(1, late / between) - this.#part) / SAMPLES;
      this.#mean += (late - this.#mean) / SAMPLES;
    }
    return this.#part > MIDDLE && this.#mean > WAKING;
  }
}
