/** What the first look at both files says: whether they have anything in common, and how far the clocks are apart. */
import { isForMany } from "../datagrams/for_many.ts";
import { findPartners, type Partners } from "../survey/partners.ts";
import { sameContent } from "./same_content.ts";
import type { Survey } from "./survey.ts";
import { middleOf } from "../survey/vantage.ts";
import type { Obstacle } from "../terms/pairing.ts";
import type { Side } from "../terms/side.ts";

export interface FirstLook {
  readonly obstacle: Exclude<Obstacle, "same"> | null;
  /** About what B's times are more than A's, ns, each counted from its file's origin. */
  readonly difference: number;
  /** Both captures hold all bytes of every datagram: then all of them tell datagrams apart. */
  readonly wholeDatagrams: boolean;
  /** These captures hold packets twice: each is counted once. */
  readonly doubling: readonly Side[];
}

/** So many contents that agree are no chance. */
const DISTINCT = 3;

export function lookAt(a: Survey, b: Survey): FirstLook {
  const conversations = findPartners(a.conversations, b.conversations);
  const partners = conversations.length > 0 ? conversations : findPartners(a.flows, b.flows).filter(isEvidence);
  const isProxied = conversations.length === 0 && sameContent(a, b);
  return {
    obstacle: isProxied ? "proxy" : partners.length === 0 ? "unrelated" : null,
    difference: isProxied ? 0 : differenceOf(partners),
    wholeDatagrams: !a.cut && !b.cut,
    doubling: [...(a.doubles ? ["a"] as const : []), ...(b.doubles ? ["b"] as const : [])],
  };
}

/** The same announcements go round a network every day: only what goes to one host, and is not always the same, tells of one moment. */
function isEvidence({ a: { talk }, common, unshifted }: Partners): boolean {
  if (unshifted === 0 || isForMany(talk.server.address)) return false;
  const numbered = common.filter(({ a, b }) => a.ipId > 0 && b.ipId > 0);
  return numbered.some(({ a, b }) => a.ipId === b.ipId) || unshifted >= DISTINCT;
}

/** Half-way between what the packets of both ways say. */
function differenceOf(partners: readonly Partners[]): number {
  const all = partners.flatMap(({ common }) => common);
  const ways = [true, false].map((fromClient) =>
    middleOf(all.filter(({ a }) => a.fromClient === fromClient).map(({ a, b }) => b.time - a.time))
  ).filter((value) => value !== null);
  return ways.length === 0 ? 0 : ways.reduce((sum, value) => sum + value, 0) / ways.length;
}
