/**
 * The segments of one direction that have not been acknowledged yet, oldest first.
 */
import { invariant } from "../base/invariant.ts";
import { seqAfter, seqBefore, seqDiff, seqRelative } from "../packet/sequence.ts";

/**
 * Numbers kept of a segment: its sequence number and the first one after it, both signed 32-bit, its packet, and when it was
 * captured, ns on the analyser's clock.
 */
const FIELDS = 4;

/** A queue of segments in a ring that stays, so that a long transfer allocates no more than its window. */
export class UnackedSegments {
  #ring: number[] = [];
  #head = 0;
  length = 0;
  /** No segment begins before the end of an earlier one: what an ACK covers is then at the head. */
  inOrder = true;

  /** The sequence number of the segment at `index`, 0 being the oldest. */
  seq(index: number): number {
    return this.#ring[this.#placeOf(index)]!;
  }

  /** The first number after it. */
  end(index: number): number {
    return this.#ring[this.#placeOf(index) + 1]!;
  }

  /** The number of its packet. */
  packet(index: number): number {
    return this.#ring[this.#placeOf(index) + 2]!;
  }

  /** When it was captured. */
  time(index: number): number {
    return this.#ring[this.#placeOf(index) + 3]!;
  }

  /** A part of the segment has been acknowledged: what is left begins at `seq`. */
  shorten(index: number, seq: number): void {
    this.#ring[this.#placeOf(index)] = seq;
  }

  /** How many segments it has room for. */
  get capacity(): number {
    return this.#ring.length / FIELDS;
  }

  /** Appends a segment. */
  push(seq: number, end: number, packet: number, time: number): void {
    if (this.#ring.length === 0) {
      this.#ring = [seq, end, packet, time];
      this.length = 1;
      return;
    }
    if (this.length === this.capacity) this.#grow();
    if (this.length > 0 && seqBefore(seq, this.end(this.length - 1))) this.inOrder = false;
    const at = this.#placeOf(this.length++);
    this.#ring[at] = seq;
    this.#ring[at + 1] = end;
    this.#ring[at + 2] = packet;
    this.#ring[at + 3] = time;
  }

  /** Forgets everything. */
  clear(): void {
    this.length = 0;
    this.#head = 0;
    this.inOrder = true;
  }

  /** Drops every segment that ends at or before `ack`. */
  dropCovered(ack: number): void {
    while (this.length > 0 && !seqAfter(this.end(0), ack)) {
      this.#head = (this.#head + 1) & (this.capacity - 1);
      this.length--;
    }
    if (!this.inOrder) this.#dropWithin(ack);
    invariant(this.length === 0 || seqAfter(this.end(0), ack), "what an ACK covers is not kept");
    if (this.length < 2) this.inOrder = true;
  }

  /** Out of order, covered segments stand anywhere: closes the gaps they leave. */
  #dropWithin(ack: number): void {
    const ring = this.#ring;
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      if (!seqAfter(this.end(i), ack)) continue;
      const from = this.#placeOf(i);
      const to = this.#placeOf(kept++);
      for (let field = 0; field < FIELDS; field++) ring[to + field] = ring[from + field]!;
    }
    this.length = kept;
  }

  /**
   * Bytes from the lowest number to the highest, holes included. They are compared as unsigned distances from `base`, so a
   * segment from before the base counts as one far ahead: then the span is no number of bytes, and negative.
   */
  span(base: number): number {
    if (this.length === 0) return 0;
    let low = seqRelative(this.seq(0), base);
    let high = seqRelative(this.end(this.length - 1), base);
    if (this.inOrder && low < high) return high - low;
    for (let i = 0; i < this.length; i++) {
      low = Math.min(low, seqRelative(this.seq(i), base));
      high = Math.max(high, seqRelative(this.end(i), base));
    }
    return seqDiff(high, low);
  }

  /** Where the numbers of a segment stand in the ring. */
  #placeOf(index: number): number {
    return FIELDS * ((this.#head + index) & (this.#ring.length / FIELDS - 1));
  }

  /** Makes room for twice as many, the oldest first; what stands in the new half is written over. */
  #grow(): void {
    const ring = this.#ring;
    const oldest = FIELDS * this.#head;
    const ordered = oldest === 0 ? ring : ring.slice(oldest).concat(ring.slice(0, oldest));
    this.#ring = ordered.concat(ordered);
    this.#head = 0;
    invariant((this.capacity & (this.capacity - 1)) === 0, "the ring's size is a power of two");
  }
}

/** Shared by all who have nothing under way; nothing is ever pushed to it. */
export const NOTHING_OUT: UnackedSegments = new UnackedSegments();

/** Empty queues that may be used again, and how many of what size are kept. */
const spare: UnackedSegments[] = [];
const MOST_SPARE = 256;
const LARGEST_SPARE = 64;

/** An empty queue. */
export function takeQueue(): UnackedSegments {
  return spare.pop() ?? new UnackedSegments();
}

/** What takes the place of a queue that has become empty: a conversation at rest needs none. */
export function giveBack(queue: UnackedSegments): UnackedSegments {
  if (queue.capacity > LARGEST_SPARE) return queue;
  if (spare.length < MOST_SPARE) spare.push(queue);
  return NOTHING_OUT;
}
