/**
 * The segments of one direction that have not been acknowledged yet, oldest first.
 */
import { invariant } from "../base/invariant.ts";
import { seqAfter, seqBefore, seqDiff, seqRelative } from "../packet/sequence.ts";

/** A segment that was seen: sequence numbers as signed 32-bit, `end` the first number after it. */
export class Segment {
  seq = 0;
  end = 0;
  /** Number of the packet. */
  packet = 0;
  /** When it was captured, ns on the analyser's clock. */
  time = 0;
}

/** A queue of segments in a ring that keeps its objects, so that a long transfer allocates no more than its window. */
export class UnackedSegments {
  #ring: Segment[] = [];
  #head = 0;
  length = 0;
  /** No segment begins before the end of an earlier one: what an ACK covers is then at the head. */
  inOrder = true;

  /** The segment at `index`, 0 being the oldest. */
  at(index: number): Segment {
    return this.#ring[(this.#head + index) & (this.#ring.length - 1)]!;
  }

  /** Appends a segment. */
  push(seq: number, end: number, packet: number, time: number): void {
    if (this.length === this.#ring.length) this.#grow();
    if (this.length > 0 && seqBefore(seq, this.at(this.length - 1).end)) this.inOrder = false;
    const segment = this.at(this.length++);
    segment.seq = seq;
    segment.end = end;
    segment.packet = packet;
    segment.time = time;
  }

  /** Forgets everything. */
  clear(): void {
    this.length = 0;
    this.#head = 0;
    this.inOrder = true;
  }

  /** Drops every segment that ends at or before `ack`. */
  dropCovered(ack: number): void {
    while (this.length > 0 && !seqAfter(this.at(0).end, ack)) {
      this.#head = (this.#head + 1) & (this.#ring.length - 1);
      this.length--;
    }
    if (!this.inOrder) this.#dropWithin(ack);
    invariant(this.length === 0 || seqAfter(this.at(0).end, ack), "what an ACK covers is not kept");
    if (this.length < 2) this.inOrder = true;
  }

  /** Out of order, covered segments stand anywhere: closes the gaps they leave. */
  #dropWithin(ack: number): void {
    const mask = this.#ring.length - 1;
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      const segment = this.at(i);
      if (!seqAfter(segment.end, ack)) continue;
      const to = (this.#head + kept++) & mask;
      this.#ring[(this.#head + i) & mask] = this.#ring[to]!;
      this.#ring[to] = segment;
    }
    this.length = kept;
  }

  /**
   * Bytes from the lowest number to the highest, holes included. They are compared as unsigned distances from `base`, so a
   * segment from before the base counts as one far ahead: then the span is no number of bytes, and negative.
   */
  span(base: number): number {
    if (this.length === 0) return 0;
    let low = seqRelative(this.at(0).seq, base);
    let high = seqRelative(this.at(this.length - 1).end, base);
    if (this.inOrder && low < high) return high - low;
    for (let i = 0; i < this.length; i++) {
      const segment = this.at(i);
      low = Math.min(low, seqRelative(segment.seq, base));
      high = Math.max(high, seqRelative(segment.end, base));
    }
    return seqDiff(high, low);
  }

  #grow(): void {
    const larger = Array.from({ length: this.length }, (_, i) => this.at(i));
    // Most conversations have one segment under way at a time; those that have many soon have room for them.
    for (let i = Math.max(1, this.length); i > 0; i--) larger.push(new Segment());
    invariant((larger.length & (larger.length - 1)) === 0, "the ring's size is a power of two");
    this.#ring = larger;
    this.#head = 0;
  }
}
