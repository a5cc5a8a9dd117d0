/**
 * Packets that come one by one, held against a pattern. Follows every way at once in which they may fit (Thompson's
 * construction): a set of positions in the pattern, so that `...` costs no backtracking and no packet is kept.
 */
import { describeFact, type PacketFact } from "./packet_fact.ts";
import type { PatternItem } from "./pattern.ts";

/** Where packets and pattern part. */
export interface PatternDifference {
  /** The packet, from 1; one more than there are where they ended too early. */
  readonly packet: number;
  /** The lines that were possible there, and the packet that came, or null at the end. */
  readonly expected: readonly string[];
  readonly found: string | null;
}

export class PatternWalk {
  readonly #items: readonly PatternItem[];
  #places: ReadonlySet<number>;
  #packets = 0;
  #difference: PatternDifference | null = null;

  constructor(items: readonly PatternItem[]) {
    this.#items = items;
    this.#places = skipOptional(new Set([0]), items);
  }

  /** Takes the next packet; false once there is a difference, and every further packet is of no use. */
  take(fact: PacketFact): boolean {
    if (this.#difference !== null) return false;
    this.#packets++;
    const next = new Set<number>();
    for (const place of this.#places) {
      const item = this.#items[place];
      if (item === undefined || !item.matches(fact)) continue;
      next.add(place + 1);
      if (item.atMost > 1) next.add(place);
    }
    if (next.size === 0) this.#difference = this.#differs(describeFact(fact));
    else this.#places = skipOptional(next, this.#items);
    return this.#difference === null;
  }

  /** The first difference now that no packet comes any more; null where everything is as it should be. */
  end(): PatternDifference | null {
    if (this.#difference !== null || this.#places.has(this.#items.length)) return this.#difference;
    this.#packets++;
    return this.#difference = this.#differs(null);
  }

  #differs(found: string | null): PatternDifference {
    const places = [...this.#places].sort((a, b) => a - b);
    const expected = places.map((place) => this.#items[place]?.text ?? "the end");
    return { packet: this.#packets, expected: [...new Set(expected)], found };
  }
}

/** Adds the places that are reached by leaving out packets that need not come. */
function skipOptional(places: ReadonlySet<number>, items: readonly PatternItem[]): Set<number> {
  const reached = new Set(places);
  for (const place of reached) {
    if (items[place]?.atLeast === 0) reached.add(place + 1);
  }
  return reached;
}

/** What came in the place of what was expected, in words. */
export function describeParting({ expected, found }: Omit<PatternDifference, "packet">): string {
  const wanted = expected.length === 0 ? "nothing more" : expected.join(" or ");
  return `expected ${wanted}, saw ${found ?? "nothing more"}`;
}
