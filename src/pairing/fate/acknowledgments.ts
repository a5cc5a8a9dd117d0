/**
 * What a receiver acknowledged, and when, by its own clock: the cumulative number and the selective blocks of all its packets that
 * either capture holds.
 */
import { seqAtOrAfter, seqAtOrBefore, seqDiff } from "../../packet/sequence.ts";
import { ACK, SYN } from "../../packet/packet.ts";
import type { Range, Sighting } from "../terms/sighting.ts";

/**
 * A packet of the receiver. It was sent between these moments of the receiver's clock, ns: one moment where the receiver's own capture
 * holds it, else as long a time as the way to the other capture takes once more and once less.
 */
export interface Said {
  readonly earliest: number;
  readonly at: number;
  readonly own: boolean;
  readonly packet: Sighting;
}

export class Acknowledgments {
  /** In the order of the latest moment. */
  readonly #said: readonly Said[];
  /** The highest cumulative number up to each of them. */
  readonly #reached: number[] = [];
  /** The longest time between the two moments of any of them, ns. */
  readonly #widest: number;

  constructor(said: readonly Said[]) {
    this.#said = said;
    let [reached, widest] = [NaN, 0];
    for (const { packet, at, earliest } of said) {
      widest = Math.max(widest, at - earliest);
      const counts = (packet.flags & ACK) !== 0 && !packet.isReset;
      if (counts && (Number.isNaN(reached) || seqDiff(packet.ack, reached) > 0)) reached = packet.ack;
      this.#reached.push(reached);
    }
    this.#widest = widest;
  }

  /** When all of a range was acknowledged first, counted from `since` on, and by which packet; null for never. */
  covering(range: Range, since: number): Said | null {
    const cumulative = this.#firstBeyond(range.until);
    const from = this.indexAt(since);
    for (let index = from; index < Math.min(cumulative, this.#said.length); index++) {
      if (hasBlockOver(this.#said[index]!.packet, range)) return this.#said[index]!;
    }
    return this.#said[cumulative] ?? null;
  }

  /**
   * Whether a packet said between two moments shows that a range had not come: it asks for the range's own bytes, or it has room
   * for another block (three fit beside timestamps, RFC 2018 3) and does not name them, or it still opens the connection.
   */
  excludes(range: Range, since: number, until: number): boolean {
    for (let index = this.indexAt(since); index < this.#said.length && this.#said[index]!.at < until; index++) {
      const { packet, earliest } = this.#said[index]!;
      if (earliest < since || packet.isReset) continue;
      if ((packet.flags & (SYN | ACK)) === SYN) return true;
      if ((packet.flags & ACK) === 0) continue;
      if (seqAtOrAfter(packet.ack, range.until)) continue;
      const asksForIt = seqAtOrAfter(packet.ack, range.from);
      const hasRoom = packet.blocks.length > 0 && packet.blocks.length < 6;
      if (!hasBlockOver(packet, range) && (asksForIt || hasRoom)) return true;
    }
    return false;
  }

  /** What reports a range as come twice, between two moments (D-SACK, RFC 2883); null for nothing. */
  reportsTwice(range: Range, since: number, until: number): Said | null {
    for (let index = this.indexAt(since); index < this.#said.length && this.#said[index]!.at <= until; index++) {
      const { packet } = this.#said[index]!;
      const [left, right] = packet.blocks;
      if (left === undefined || right === undefined) continue;
      const below = seqAtOrBefore(right, packet.ack) || isInside(packet, left, right);
      if (below && seqAtOrBefore(left, range.from) && seqAtOrAfter(right, range.until)) return this.#said[index]!;
    }
    return null;
  }

  /** Whether the receiver may have said anything at all between two moments. */
  anySaid(since: number, until: number): boolean {
    for (let index = this.indexAt(since); index < this.#said.length; index++) {
      const { at, earliest } = this.#said[index]!;
      if (earliest < until) return true;
      if (at - this.#widest >= until) return false;
    }
    return false;
  }

  /** When the next packet was sent that the receiver's own capture holds; Infinity for never. */
  nextAfter(moment: number): number {
    for (let index = this.indexAt(moment); index < this.#said.length; index++) {
      if (this.#said[index]!.own) return this.#said[index]!.at;
    }
    return Infinity;
  }

  /** The packets said from a moment on. */
  *from(since: number): Generator<Said> {
    for (let index = this.indexAt(since); index < this.#said.length; index++) yield this.#said[index]!;
  }

  /** The highest number acknowledged before a moment; NaN for none. */
  reachedBefore(moment: number): number {
    return this.#reached[this.indexAt(moment) - 1] ?? NaN;
  }

  /** Index of the first packet at or after a moment. */
  indexAt(moment: number): number {
    let [low, high] = [0, this.#said.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#said[middle]!.at >= moment) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #firstBeyond(number: number): number {
    let [low, high] = [0, this.#reached.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const reached = this.#reached[middle]!;
      if (!Number.isNaN(reached) && seqAtOrAfter(reached, number)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function hasBlockOver({ blocks }: Sighting, { from, until }: Range): boolean {
  for (let at = 0; at + 1 < blocks.length; at += 2) {
    if (seqAtOrBefore(blocks[at]!, from) && seqAtOrAfter(blocks[at + 1]!, until)) return true;
  }
  return false;
}

/** The first block lies in the second: what is reported twice is above the cumulative number. */
function isInside({ blocks }: Sighting, left: number, right: number): boolean {
  return blocks.length >= 4 && seqAtOrBefore(blocks[2]!, left) && seqAtOrAfter(blocks[3]!, right);
}
