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

/** Of how many letters at most one letter alone makes another word: `rtt` is not a slip of the pen for `rst`. */
const SHORT = 3;

/** Whether a word is likely to be the other one mistyped: a third of the letters wrong at most, and less in short words. */
function isSlip(typed: string, wanted: string, distance: number): boolean {
  const length = Math.max(typed.length, wanted.length);
  if (length > SHORT) return distance * 3 <= length;
  // Two letters swapped, or the last one wrong.
  const letters = (word: string): string => [...word].sort().join("");
  return distance === 0 || (distance === 1 && typed.length === length && wanted.length === length &&
    (letters(typed) === letters(wanted) || typed.slice(0, SHORT - 1) === wanted.slice(0, SHORT - 1)));
}

/** Whether one word is the beginning of the other: the candidate was not typed to its end, or some letters too far. */
function isBeginning(typed: string, wanted: string): boolean {
  if (typed.length < 2 || wanted.length === 0) return false;
  return wanted.startsWith(typed) || (typed.startsWith(wanted) && typed.length <= wanted.length * 2);
}

/**
 * The candidate nearest to `word`, or `undefined` where none resembles it: a candidate that begins with the word (or
 * the other way round) comes first, then the smallest edit distance, at most a third of the longer word. The dashes that
 * options begin with do not count.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(nearest("explian", ["echo", "explain"]), "explain");
 * assertEquals(nearest("zebra", ["echo", "explain"]), undefined);
 * ```
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const essence = (text: string): string => text.toLowerCase().replace(/^-+/, "");
  const typed = essence(word);
  let best: string | undefined;
  let bestCost = Infinity;
  for (const candidate of candidates) {
    const wanted = essence(candidate);
    const distance = editDistance(typed, wanted);
    const begins = isBeginning(typed, wanted);
    if (!begins && !isSlip(typed, wanted, distance)) continue;
    const cost = begins ? Math.min(distance, 1) : distance;
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
