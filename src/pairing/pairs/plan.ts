/** What the first reading of both files says of the second: who is whose partner, on which side, and how far clocks are apart. */
import type { Obstacle } from "../terms/pairing.ts";
import type { Side } from "../terms/side.ts";
import { likenessOf } from "../survey/likeness.ts";
import { findPartners, type Partners } from "../survey/partners.ts";
import { sameContent } from "../survey/same_content.ts";
import type { Survey } from "../survey/survey.ts";
import { middleOf, vantagesOf } from "../survey/vantage.ts";
import { ConversationPair } from "./conversation_pair.ts";

export interface Plan {
  readonly surveys: Readonly<Record<Side, Survey>>;
  readonly obstacle: Exclude<Obstacle, "same"> | null;
  /** The pair of each conversation that has a partner, by its index in each file. */
  readonly pairs: Readonly<Record<Side, ReadonlyMap<number, ConversationPair>>>;
  readonly conversations: readonly ConversationPair[];
  /** About what B's times are more than A's, ns, each counted from its file's origin. */
  readonly difference: number;
}

export function planPairing(a: Survey, b: Survey): Plan {
  const partners = findPartners(a, b);
  const vantages = vantagesOf(partners);
  const conversations = partners.map((pair, index) => new ConversationPair(pair, likenessOf(pair), vantages[index]!));
  const pairs = { a: new Map<number, ConversationPair>(), b: new Map<number, ConversationPair>() };
  for (const pair of conversations) {
    pairs.a.set(pair.partners.a.conversation.index, pair);
    pairs.b.set(pair.partners.b.conversation.index, pair);
  }
  const none = conversations.length === 0;
  return {
    surveys: { a, b },
    obstacle: !none ? null : sameContent(a, b) ? "proxy" : "unrelated",
    pairs,
    conversations,
    difference: differenceOf(partners),
  };
}

/** Half-way between what the packets of both ways say. */
function differenceOf(partners: readonly Partners[]): number {
  const all = partners.flatMap(({ common }) => common);
  const ways = [true, false].map((fromClient) =>
    middleOf(all.filter(({ a }) => a.fromClient === fromClient).map(({ a, b }) => b.time - a.time))
  ).filter((value) => value !== null);
  return ways.length === 0 ? 0 : ways.reduce((sum, value) => sum + value, 0) / ways.length;
}
