/**
 * What a receiver acknowledged, and when, by its own clock: the cumulative number and the selective blocks of all its packets that
 * either capture holds.
 */
import { seqAtOrAfter, seqAtOrBefore, seqDiff } from "../../packet/sequence.ts";
import { ACK } from "../../packet/packet.ts";
import type { Range, Sighting } from "../terms/sighting.ts";

/** A packet of the receiver, at the moment when the receiver sent it, ns. */
export interface Said {
  readonly at: number;
  readonly packet: Sighting;
}

export class Acknowledgments {
  /** In the order of time. */
  readonly #said: readonly Said[];
  /** The highest cumulative number up to each of them. */
  readonly #reached: number[] = [];

  constructor(said: readonly Said[]) {
    this.#said = said;
    let reached = NaN;
    for (const { packet } of said) {
      const counts = (packet.flags & ACK) !== 0 && !packet.isReset;
      if (counts && (Number.isNaN(reached) || seqDiff(packet.ack, reached) > 0)) reached = packet.ack;
      this.#reached.push(reached);
    }
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
   * for another block (three fit beside timestamps, RFC 2018 3) and does not name them.
   */
  excludes(range: Range, since: number, until: number): boolean {
    for (let index = this.indexAt(since); index < this.#said.length && this.#said[index]!.at < until; index++) {
      const { packet } = this.#said[index]!;
      if (packet.isReset || (packet.flags & ACK) === 0 || seqAtOrAfter(packet.ack, range.until)) continue;
      const asksForIt = seqAtOrAfter(packet.ack, range.from);
      const hasRoom = packet.blocks.length > 0 && packet.blocks.length < 6;
      if (!hasBlockOver(packet, range) && (asksForIt || hasRoom)) return true;
    }
    return false;
  }

  /** When a block reports a range as come twice, between two moments (D-SACK, RFC 2883); null for never. */
  reportsTwice(range: Range, since: number, until: number): number | null {
    for (let index = this.indexAt(since); index < this.#said.length && this.#said[index]!.at <= until; index++) {
      const { packet } = this.#said[index]!;
      const [left, right] = packet.blocks;
      if (left === undefined || right === undefined) continue;
      const below = seqAtOrBefore(right, packet.ack) || isInside(packet, left, right);
      if (below && seqAtOrBefore(left, range.from) && seqAtOrAfter(right, range.until)) return this.#said[index]!.at;
    }
    return null;
  }

  /** Whether the receiver said anything at all between two moments. */
  anySaid(since: number, until: number): boolean {
    const next = this.#said[this.indexAt(since)];
    return next !== undefined && next.at < until;
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
