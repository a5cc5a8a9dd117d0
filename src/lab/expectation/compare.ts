/**
 * Compares what was on the wire with what a scenario promises.
 */
import { describeFact, type PacketFact } from "../../expectation/packet_fact.ts";
import { parsePattern } from "../../expectation/pattern.ts";
import { describeParting, type PatternDifference, PatternWalk } from "../../expectation/pattern_walk.ts";
import type { WirePacket } from "../wire/passage.ts";
import { factsByConversation } from "./wire_facts.ts";

/** Where the wire and the promise part. */
export interface Difference extends PatternDifference {
  /** The conversation's index. Its `packet` is 0 where the conversation itself is too many or missing. */
  readonly conversation: number;
}

/** The first difference; null where everything is as promised. One pattern for each conversation, in order of opening. */
export function compare(packets: readonly WirePacket[], patterns: readonly string[]): Difference | null {
  return compareFacts(factsByConversation(packets), patterns);
}

/** The same for packets that are facts already, by conversation. */
export function compareFacts(
  conversations: readonly (readonly PacketFact[])[],
  patterns: readonly string[],
): Difference | null {
  for (const [index, facts] of conversations.entries()) {
    const pattern = patterns[index];
    if (pattern === undefined) {
      const [first] = facts;
      const found = first === undefined ? null : describeFact(first);
      return { conversation: index, packet: 0, expected: [], found };
    }
    const walk = new PatternWalk(parsePattern(pattern));
    for (const fact of facts) if (!walk.take(fact)) break;
    const difference = walk.end();
    if (difference !== null) return { conversation: index, ...difference };
  }
  if (conversations.length === patterns.length) return null;
  const expected = patterns[conversations.length]?.trim().split("\n").slice(0, 1) ?? [];
  return { conversation: conversations.length, packet: 0, expected, found: null };
}

/** The difference in one line. */
export function describeDifference(difference: Difference): string {
  const { conversation, packet } = difference;
  const where = packet === 0 ? `conversation ${conversation}` : `packet ${packet} of conversation ${conversation}`;
  return `${where}: ${describeParting(difference)}`;
}
