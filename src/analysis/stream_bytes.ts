/**
 * The bytes of one direction's stream, each counted once, however its segments come: in order, late, again, overlapping.
 * Numbers are signed 32-bit and compared on the circle.
 */
import { seqAfter, seqAtOrAfter, seqBefore, seqDiff, signedAdd } from "../packet/sequence.ts";

/** Holes remembered; a capture that misses more counts what fills the oldest as sent again. */
const MOST_HOLES = 64;
/** So many bytes later a number may mean another round of the circle: nothing that old is compared any more. */
export const FAR: number = 2 ** 30;

/** Numbers that were passed over, from `from` to before `to`, when `bytes` had been counted. */
export interface Hole {
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/** What is known of a stream; one of which nothing has come has 0 `bytes` and no holes. */
export interface ByteStream {
  /** Bytes that have come. */
  bytes: number;
  /** The lowest number that came, and the one after the highest. */
  firstByte: number;
  nextByte: number;
  /** What was passed over; made with the first hole. */
  holes: Hole[] | null;
}

/** Takes `length` bytes, at least one, from the number `seq` on; how many of them had not come before. */
export function takeBytes(stream: ByteStream, seq: number, length: number): number {
  let fresh = length;
  const end = signedAdd(seq, length);
  if (stream.bytes === 0) stream.firstByte = seq;
  if (stream.bytes === 0 || seq === stream.nextByte) stream.nextByte = end;
  else fresh = takeElsewhere(stream, seq, end);
  stream.bytes += fresh;
  return fresh;
}

function takeElsewhere(stream: ByteStream, seq: number, end: number): number {
  let fresh = fill(stream, seq, end);
  const { firstByte: first, nextByte: next } = stream;
  if (seqAfter(end, next)) {
    const from = seqAfter(seq, next) ? seq : next;
    fresh += seqDiff(end, from);
    open(stream, next, from);
    stream.nextByte = end;
  }
  if (stream.bytes < FAR && seqBefore(seq, first)) {
    const to = seqBefore(end, first) ? end : first;
    fresh += seqDiff(to, seq);
    open(stream, to, first);
    stream.firstByte = seq;
  }
  return fresh;
}

function open(stream: ByteStream, from: number, to: number): void {
  if (from === to) return;
  stream.holes ??= [];
  stream.holes.push({ from, to, bytes: stream.bytes });
  if (stream.holes.length > MOST_HOLES) stream.holes.shift();
}

function fill(stream: ByteStream, from: number, to: number): number {
  if (stream.holes === null) return 0;
  let filled = 0;
  const left: Hole[] = [];
  for (const hole of stream.holes) {
    if (stream.bytes - hole.bytes > FAR) continue;
    const first = seqAfter(from, hole.from) ? from : hole.from;
    const end = seqBefore(to, hole.to) ? to : hole.to;
    if (seqAtOrAfter(first, end)) {
      left.push(hole);
      continue;
    }
    filled += seqDiff(end, first);
    if (hole.from !== first) left.push({ ...hole, to: first });
    if (end !== hole.to) left.push({ ...hole, from: end });
  }
  stream.holes = left;
  return filled;
}
