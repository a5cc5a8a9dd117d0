/**
 * Which Deno may compile onto which runtime. `deno compile` compares nothing: a program of a pair that does not fit
 * fails when it runs, or worse, only in places.
 */

/** A compiling Deno and the Deno of a runtime that is not its own. */
export interface RuntimePair {
  readonly compiler: string;
  readonly runtime: string;
}

/** The pairs with which tcplab was tried: the lab played, captures explained, the site served. */
export const TRIED_PAIRS: readonly RuntimePair[] = [
  { compiler: "2.9.6", runtime: "2.9.4" },
];

/** Whether a program that `compiler` makes of `runtime` is known to work: its own runtime, or a pair that was tried. Pure. */
export function isTriedPair({ compiler, runtime }: RuntimePair): boolean {
  return compiler === runtime || TRIED_PAIRS.some((pair) => pair.compiler === compiler && pair.runtime === runtime);
}
