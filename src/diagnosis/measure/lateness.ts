/**
 * How long after an ACK segments leave. Those that it released leave within microseconds; those of a program, or of a pacing kernel,
 * come at any moment between two ACKs: over many of them, in the middle.
 */

const SAMPLES = 16;
const MIDDLE = 0.4;
/** A program that was woken for room in its buffer needs up to this, ns. */
const WAKING = 0.35e6;

/** What an ACK released leaves within this, ns; where so many of all do, ACKs lead. */
const AT_ONCE = 0.5e6;
const MOST = 0.6;

export class Lateness {
  #part = 0;
  #mean = 0;
  #atOnce = 0;

  /** Most segments leave as soon as an ACK comes: whatever beat they keep is that of the ACKs. */
  get isLed(): boolean {
    return this.#atOnce > MOST;
  }

  /** Segments left `late` after the latest ACK, ns; Infinity where none had come since those before. */
  take(late: number): void {
    this.#atOnce += ((late < AT_ONCE ? 1 : 0) - this.#atOnce) / SAMPLES;
  }

  /** A segment left `late` after an ACK, the ACKs being `between` apart, ns: true where segments come by chance. */
  isChance(late: number, between: number): boolean {
    if (between > 0) {
      this.#part += (Math.min(1, late / between) - this.#part) / SAMPLES;
      this.#mean += (late - this.#mean) / SAMPLES;
    }
    return this.#part > MIDDLE && this.#mean > WAKING;
  }
}
