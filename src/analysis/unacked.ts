/**
 * The segments of one direction that have not been acknowledged yet, oldest first. Most directions have one at most at a time: it
 * stands by itself, and several stand in a ring, which goes back when all are acknowledged.
 */
import { double, flag, int } from "../base/number_rows.ts";
import { invariant } from "../base/invariant.ts";
import { seqAfter, seqBefore, seqDiff, seqRelative } from "../packet/sequence.ts";

/**
 * Numbers kept of a segment: its sequence number and the first one after it, both signed 32-bit, its packet, and when it was
 * captured, ns on the analyser's clock.
 */
const FIELDS = 4;

/** What is kept of a direction's segments, among its other numbers. Before the first one there are none. */
export const UNACKED_NUMBERS = {
  /** How many there are. */
  outCount: int(),
  /** No segment begins before the end of an earlier one: what an ACK covers is then at the head. */
  outInOrder: flag(true),
  // The one that stands by itself, where there is no ring.
  loneSeq: int(),
  loneEnd: int(),
  lonePacket: int(),
  loneTime: double(),
  /** Where the oldest stands in the ring. */
  outHead: int(),
} as const;

/** A queue of segments. */
export interface UnackedSegments {
  outCount: number;
  outInOrder: boolean;
  loneSeq: number;
  loneEnd: number;
  lonePacket: number;
  loneTime: number;
  outHead: number;
  /** Room for a power of two of segments; null where there have not been two since all were acknowledged. */
  outRing: number[] | null;
}

/** The sequence number of the segment at `index`, 0 being the oldest. */
export function outSeq(queue: UnackedSegments, index: number): number {
  const ring = queue.outRing;
  return ring === null ? queue.loneSeq : ring[placeOf(queue, ring, index)]!;
}

/** The first number after it. */
export function outEnd(queue: UnackedSegments, index: number): number {
  const ring = queue.outRing;
  return ring === null ? queue.loneEnd : ring[placeOf(queue, ring, index) + 1]!;
}

/** The number of its packet. */
export function outPacket(queue: UnackedSegments, index: number): number {
  const ring = queue.outRing;
  return ring === null ? queue.lonePacket : ring[placeOf(queue, ring, index) + 2]!;
}

/** When it was captured. */
export function outTime(queue: UnackedSegments, index: number): number {
  const ring = queue.outRing;
  return ring === null ? queue.loneTime : ring[placeOf(queue, ring, index) + 3]!;
}

/** A part of the segment has been acknowledged: what is left begins at `seq`. */
export function shorten(queue: UnackedSegments, index: number, seq: number): void {
  const ring = queue.outRing;
  if (ring === null) queue.loneSeq = seq;
  else ring[placeOf(queue, ring, index)] = seq;
}

/** Appends a segment. */
export function pushOut(queue: UnackedSegments, seq: number, end: number, packet: number, time: number): void {
  const count = queue.outCount;
  let ring = queue.outRing;
  queue.outCount = count + 1;
  if (ring === null) {
    if (count === 0) {
      queue.loneSeq = seq;
      queue.loneEnd = end;
      queue.lonePacket = packet;
      queue.loneTime = time;
      return;
    }
    ring = queue.outRing = spare.pop() ?? SMALLEST.slice();
    put(ring, 0, queue.loneSeq, queue.loneEnd, queue.lonePacket, queue.loneTime);
  } else if (count === ring.length / FIELDS) ring = grow(queue, ring);
  if (count > 0 && seqBefore(seq, ring[placeOf(queue, ring, count - 1) + 1]!)) queue.outInOrder = false;
  put(ring, placeOf(queue, ring, count), seq, end, packet, time);
}

function put(ring: number[], at: number, seq: number, end: number, packet: number, time: number): void {
  ring[at] = seq;
  ring[at + 1] = end;
  ring[at + 2] = packet;
  ring[at + 3] = time;
}

/** Drops every segment that ends at or before `ack`. */
export function dropCovered(queue: UnackedSegments, ack: number): void {
  const ring = queue.outRing;
  if (ring === null) {
    if (queue.outCount > 0 && !seqAfter(queue.loneEnd, ack)) queue.outCount = 0;
    return;
  }
  let count = queue.outCount;
  let head = queue.outHead;
  const last = ring.length / FIELDS - 1;
  while (count > 0 && !seqAfter(ring[FIELDS * head + 1]!, ack)) {
    head = (head + 1) & last;
    count--;
  }
  queue.outHead = head;
  queue.outCount = count;
  if (!queue.outInOrder) dropWithin(queue, ring, ack);
  invariant(queue.outCount === 0 || seqAfter(outEnd(queue, 0), ack), "what an ACK covers is not kept");
  if (queue.outCount < 2) queue.outInOrder = true;
  if (queue.outCount === 0) giveBack(queue, ring);
}

/** Out of order, covered segments stand anywhere: closes the gaps they leave. */
function dropWithin(queue: UnackedSegments, ring: number[], ack: number): void {
  let kept = 0;
  for (let i = 0; i < queue.outCount; i++) {
    const from = placeOf(queue, ring, i);
    if (!seqAfter(ring[from + 1]!, ack)) continue;
    const to = placeOf(queue, ring, kept++);
    for (let field = 0; field < FIELDS; field++) ring[to + field] = ring[from + field]!;
  }
  queue.outCount = kept;
}

/**
 * Bytes from the lowest number to the highest, holes included. They are compared as unsigned distances from `base`, so a
 * segment from before the base counts as one far ahead: then the span is no number of bytes, and negative.
 */
export function spanOut(queue: UnackedSegments, base: number): number {
  const count = queue.outCount;
  if (count === 0) return 0;
  let low = seqRelative(outSeq(queue, 0), base);
  let high = seqRelative(outEnd(queue, count - 1), base);
  if (queue.outInOrder && low < high) return high - low;
  for (let i = 0; i < count; i++) {
    low = Math.min(low, seqRelative(outSeq(queue, i), base));
    high = Math.max(high, seqRelative(outEnd(queue, i), base));
  }
  return seqDiff(high, low);
}

/** Where the numbers of a segment stand in the ring. */
function placeOf({ outHead }: UnackedSegments, ring: number[], index: number): number {
  return FIELDS * ((outHead + index) & (ring.length / FIELDS - 1));
}

/** Makes room for twice as many, the oldest first; what stands in the new half is written over. */
function grow(queue: UnackedSegments, ring: number[]): number[] {
  const oldest = FIELDS * queue.outHead;
  const ordered = oldest === 0 ? ring : ring.slice(oldest).concat(ring.slice(0, oldest));
  const larger = ordered.concat(ordered);
  queue.outHead = 0;
  queue.outRing = larger;
  invariant((larger.length & (larger.length - 1)) === 0, "the ring's size is a power of two");
  return larger;
}

/** A new ring: what is written over are fractions, so that the engine keeps numbers in it as they are. */
const SMALLEST: readonly number[] = new Array(2 * FIELDS).fill(0.5);

/** Rings that may be used again; how many, and how large ones, are kept. */
const spare: number[][] = [];
const MOST_SPARE = 256;
const LARGEST_SPARE = 64 * FIELDS;

/** All is acknowledged: a conversation at rest needs no ring. A large one stays with the transfer that needed it. */
function giveBack(queue: UnackedSegments, ring: number[]): void {
  if (ring.length > LARGEST_SPARE) return;
  if (spare.length < MOST_SPARE) spare.push(ring);
  queue.outRing = null;
  queue.outHead = 0;
}
