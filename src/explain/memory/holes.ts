/**
 * Bytes of one direction that were passed over and may still come: what comes late or again for the first time in the
 * capture counts once, like everything else.
 */

/** Holes remembered; a capture that misses more counts what fills the oldest as sent again. */
const KEPT = 64;

export interface Hole {
  /** The first missing number, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** The packet behind it, and that packet's IP identification and timestamp (-1 without one). */
  readonly number: number;
  readonly ipId: number;
  readonly stamp: number;
  /** IP identification of the host's packet before it. */
  readonly idBefore: number;
  /** When it opened, ns. */
  readonly time: number;
}

/** An ACK with SACK blocks behind it: all below `ack` had come, and something up to before `to`; the first block is `left` to before `right`. */
export interface GapReport {
  readonly number: number;
  readonly ack: number;
  readonly left: number;
  readonly right: number;
  readonly to: number;
}

/** Data sent again on the other end's asking: its first number, the one after its last, its packet and time. */
export interface Resent {
  readonly seq: number;
  readonly end: number;
  readonly number: number;
  readonly time: number;
}

/** What a receiver had named as held, and the ACK by which it shows that it has it no more. */
export interface Reneged {
  readonly report: GapReport;
  readonly number: number;
  readonly ack: number;
}

export class Holes {
  /** Each behind the one before. */
  #holes: Hole[] = [];

  get isEmpty(): boolean {
    return this.#holes.length === 0;
  }

  /** Numbers were passed over. They are plain numbers, `from` below `to`. */
  open(hole: Hole): void {
    this.#holes.push(hole);
    if (this.#holes.length > KEPT) this.#holes.shift();
  }

  /** The hole in which a number lies, null without one. */
  at(number: number): Hole | null {
    return this.#holes.find(({ from, to }) => from <= number && number < to) ?? null;
  }

  /** The first hole of which something lies from number `from` on and before `to`, null without one. */
  between(from: number, to: number): Hole | null {
    return this.#holes.find((hole) => hole.from < to && hole.to > from) ?? null;
  }

  /** Numbers from `from` to before `to` have come; how many of them had not before. */
  fill(from: number, to: number): number {
    let filled = 0;
    const left: Hole[] = [];
    for (const hole of this.#holes) {
      const first = Math.max(from, hole.from);
      const end = Math.min(to, hole.to);
      if (first >= end) {
        left.push(hole);
        continue;
      }
      filled += end - first;
      if (hole.from < first) left.push({ ...hole, to: first });
      if (end < hole.to) left.push({ ...hole, from: end });
    }
    if (filled > 0) this.#holes = left;
    return filled;
  }
}
