/** The word that was probably meant: for every message that refuses a word. */

/**
 * The number of insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
 * (the "optimal string alignment" distance).
 */
export function editDistance(from: string, to: string): number {
  const width = to.length + 1;
  const rows: number[][] = [Array.from({ length: width }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    const above = rows[row - 1] ?? [];
    for (let column = 1; column < width; column++) {
      const same = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        cost = Math.min(cost, (rows[row - 2]?.[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    rows.push(current);
  }
  return rows[from.length]?.[to.length] ?? 0;
}

/**
 * The candidate nearest to `word`, or `undefined` where none resembles it: a candidate that begins with the word (or
 * the other way round) comes first, then the smallest edit distance, at most half of the longer word.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(nearest("explian", ["echo", "explain"]), "explain");
 * assertEquals(nearest("zebra", ["echo", "explain"]), undefined);
 * ```
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const typed = word.toLowerCase();
  let best: string | undefined;
  let bestCost = Infinity;
  for (const candidate of candidates) {
    const wanted = candidate.toLowerCase();
    const distance = editDistance(typed, wanted);
    const isPrefix = typed.length > 1 && (wanted.startsWith(typed) || typed.startsWith(wanted));
    if (!isPrefix && distance > Math.max(typed.length, wanted.length) / 2) continue;
    const cost = isPrefix ? Math.min(distance, 1) : distance;
    if (cost < bestCost) {
      best = candidate;
      bestCost = cost;
    }
  }
  return best;
}

/** `"; did you mean X?"`, or nothing where no candidate resembles the word. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? "" : `; did you mean ${candidate}?`;
}
