/** A sender's timer after a loss: from the last progress until what it resent is acknowledged. */
import { type PieceKind, TIMER, TOO_LARGE } from "../terms/piece.ts";

/** A smaller segment passes every path, bytes. */
const PASSES = 500;
/** Part of a whole segment that counts as one. */
const WHOLE = 0.9;

export class Timer {
  /** The oldest number that was not acknowledged when it ran out; -1 while none has. */
  una = -1;
  /** The other end does not take the opening for complete: it drops whatever comes, however small. */
  refused = false;
  /** The capture holds something of the other end: what was small enough has arrived there. */
  heard = false;
  /** How long it had been running without an ACK when the conversation ended, ns. */
  unacknowledged = 0;
  #size = 0;
  #count = 0;

  get open(): boolean {
    return this.una >= 0;
  }

  /** It ran out for a segment of so many bytes. */
  begin(una: number, size: number): void {
    this.una = una;
    this.#size = size;
    this.#count = 1;
  }

  /** It ran out again for what begins at `seq`. */
  again(seq: number): void {
    if (seq <= this.una) this.#count++;
  }

  end(): void {
    this.una = -1;
  }

  /** What its time was spent on: only full segments die where smaller ones arrive. */
  kind({ segment, delivered }: { readonly segment: number; readonly delivered: number }): PieceKind {
    const whole = this.#size >= WHOLE * segment || this.#size > PASSES;
    return whole && this.heard && !this.refused && this.#count >= 2 && delivered < WHOLE * this.#size
      ? TOO_LARGE
      : TIMER;
  }
}
