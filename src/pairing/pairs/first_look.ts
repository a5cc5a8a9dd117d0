/** What the first look at both files says: whether they have anything in common, and how far the clocks are apart. */
import { findPartners, type Partners } from "../survey/partners.ts";
import { sameContent } from "../survey/same_content.ts";
import type { Survey } from "../survey/survey.ts";
import { middleOf } from "../survey/vantage.ts";
import type { Obstacle } from "../terms/pairing.ts";

export interface FirstLook {
  readonly obstacle: Exclude<Obstacle, "same"> | null;
  /** About what B's times are more than A's, ns, each counted from its file's origin. */
  readonly difference: number;
}

export function lookAt(a: Survey, b: Survey): FirstLook {
  const partners = findPartners(a.conversations, b.conversations);
  if (partners.length > 0) return { obstacle: null, difference: differenceOf(partners) };
  return { obstacle: sameContent(a, b) ? "proxy" : "unrelated", difference: 0 };
}

/** Half-way between what the packets of both ways say. */
function differenceOf(partners: readonly Partners[]): number {
  const all = partners.flatMap(({ common }) => common);
  const ways = [true, false].map((fromClient) =>
    middleOf(all.filter(({ a }) => a.fromClient === fromClient).map(({ a, b }) => b.time - a.time))
  ).filter((value) => value !== null);
  return ways.length === 0 ? 0 : ways.reduce((sum, value) => sum + value, 0) / ways.length;
}
