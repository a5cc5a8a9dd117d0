/** Relative numbers as numbers that grow on: the header's, and those that count from a first one, wrap at 2^32. */

/** A number relative to the first one, nearest to `high`. */
export function unwrap(relative: number, high: number): number {
  return high + ((relative - high) | 0);
}
