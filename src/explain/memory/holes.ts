/**
 * Bytes of one direction that were passed over and may still come: what comes late or again for the first time in the
 * capture counts once, like everything else.
 */

/** Holes remembered; a capture that misses more counts what fills the oldest as sent again. */
const KEPT = 64;

export class Holes {
  /** Pairs: the first number of each hole, and the one after its last; each hole behind the one before. */
  #ranges: { from: number; to: number }[] = [];

  /** Numbers from `from` to before `to` were passed over. They are plain numbers, `from` below `to`. */
  open(from: number, to: number): void {
    this.#ranges.push({ from, to });
    if (this.#ranges.length > KEPT) this.#ranges.shift();
  }

  /** Numbers from `from` to before `to` have come; how many of them had not before. */
  fill(from: number, to: number): number {
    let filled = 0;
    const left: { from: number; to: number }[] = [];
    for (const hole of this.#ranges) {
      const first = Math.max(from, hole.from);
      const end = Math.min(to, hole.to);
      if (first >= end) {
        left.push(hole);
        continue;
      }
      filled += end - first;
      if (hole.from < first) left.push({ from: hole.from, to: first });
      if (end < hole.to) left.push({ from: end, to: hole.to });
    }
    if (filled > 0) this.#ranges = left;
    return filled;
  }
}
