/**
 * Arithmetic on TCP sequence numbers, which live on a circle of 2^32 (RFC 9293 3.4). A difference is taken as signed
 * 32-bit: of two numbers less than 2^31 apart, it says which comes first, also across the wrap to zero.
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

/** `seq + count` on the circle, unsigned. */
export function seqAdd(seq: number, count: number): number {
  return (seq + count) >>> 0;
}

/** The later of two sequence numbers. */
export function seqMax(a: number, b: number): number {
  return seqBefore(a, b) ? b : a;
}
