/** Whether two captures hold the same data at about the same time, though no packet of one is a packet of the other: a proxy. */
import type { Survey } from "./survey.ts";
import type { SurveyedConversation } from "../survey/surveyed_conversation.ts";

/** So many places of the data must agree. */
const NEEDED = 4;
/** Clocks of two machines that relay the same data are no farther apart than this, ns. */
const APART = 120e9;

export function sameContent(a: Survey, b: Survey): boolean {
  const owners = new Map<number, SurveyedConversation[]>();
  for (const conversation of b.conversations) {
    for (const [hash] of conversation.content.entries()) {
      owners.set(hash, [...owners.get(hash) ?? [], conversation]);
    }
  }
  const between = (b.facts.origin - a.facts.origin) * 1e9;
  return a.conversations.some((conversation) => {
    const shared = new Map<SurveyedConversation, number>();
    for (const [hash] of conversation.content.entries()) {
      for (const owner of owners.get(hash) ?? []) shared.set(owner, (shared.get(owner) ?? 0) + 1);
    }
    return [...shared].some(([owner, count]) =>
      count >= NEEDED && Math.abs(owner.first + between - conversation.first) < APART
    );
  });
}
