/**
 * Arithmetic on TCP sequence numbers, which live on a circle of 2^32 (RFC 9293 3.4). A difference is taken as signed
 * 32-bit: of two numbers less than 2^31 apart, it says which comes first, also across the wrap to zero. All functions take
 * numbers in their unsigned form, as headers have them, and in their signed form, which costs nothing to store.
 */

/** `a - b` on the circle, from -2^31 to 2^31 - 1: negative where `a` comes before `b`. */
export function seqDiff(a: number, b: number): number {
  return (a - b) | 0;
}

/** True where `a` comes before `b`. */
export function seqBefore(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

/** True where `a` comes after `b`. */
export function seqAfter(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

/** True where `a` is `b` or comes before it. */
export function seqAtOrBefore(a: number, b: number): boolean {
  return ((a - b) | 0) <= 0;
}

/** True where `a` is `b` or comes after it. */
export function seqAtOrAfter(a: number, b: number): boolean {
  return ((a - b) | 0) >= 0;
}

/** `seq + count` on the circle, unsigned; `count` may be negative. */
export function seqAdd(seq: number, count: number): number {
  return (seq + count) >>> 0;
}

/** How far `seq` lies beyond `base`, from 0 to 2^32 - 1: the relative number that analysers print. */
export function seqRelative(seq: number, base: number): number {
  return (seq - base) >>> 0;
}

/** The signed form of a number. */
export function signedSeq(seq: number): number {
  return seq | 0;
}

/** The unsigned form of a number. */
export function unsignedSeq(seq: number): number {
  return seq >>> 0;
}

/** `seq + count` on the circle, in the signed form. */
export function signedAdd(seq: number, count: number): number {
  return (seq + count) | 0;
}

/** How far an IP identification (16 bits) lies beyond another, the shorter way round: below 0 where it lies before it. */
export function ipIdStep(from: number, to: number): number {
  return ((to - from) << 16) >> 16;
}
