/**
 * Compares what was on the wire with what a scenario promises.
 */
import { flagNames } from "../../packet/flags.ts";
import type { WirePacket } from "../wire/passage.ts";
import { factsByConversation, type PacketFact } from "./packet_fact.ts";
import { parsePattern, type PatternItem } from "./pattern.ts";

/** Where the wire and the promise part. */
export interface Difference {
  /** The conversation, from 1, and the packet in it, from 1; 0 packets where the conversation itself is too many or missing. */
  readonly conversation: number;
  readonly packet: number;
  /** The lines that were possible there, and the packet that came, or null at the end. */
  readonly expected: readonly string[];
  readonly found: string | null;
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
      return { conversation: index + 1, packet: 0, expected: [], found: describeFact(facts[0]) };
    }
    const difference = comparePattern(facts, parsePattern(pattern));
    if (difference !== null) return { conversation: index + 1, ...difference };
  }
  if (conversations.length === patterns.length) return null;
  const expected = patterns[conversations.length]?.trim().split("\n").slice(0, 1) ?? [];
  return { conversation: conversations.length + 1, packet: 0, expected, found: null };
}

/**
 * Follows every way at once in which the packets may fit (Thompson's construction): a set of positions in the pattern,
 * so that `...` costs no backtracking.
 */
function comparePattern(
  facts: readonly PacketFact[],
  items: readonly PatternItem[],
): Omit<Difference, "conversation"> | null {
  let places = skipOptional(new Set([0]), items);
  for (const [index, fact] of facts.entries()) {
    const next = new Set<number>();
    for (const place of places) {
      const item = items[place];
      if (item === undefined || !item.matches(fact)) continue;
      next.add(place + 1);
      if (item.atMost > 1) next.add(place);
    }
    if (next.size === 0) return { packet: index + 1, expected: possible(places, items), found: describeFact(fact) };
    places = skipOptional(next, items);
  }
  if (places.has(items.length)) return null;
  return { packet: facts.length + 1, expected: possible(places, items), found: null };
}

/** Adds the places that are reached by leaving out packets that need not come. */
function skipOptional(places: ReadonlySet<number>, items: readonly PatternItem[]): Set<number> {
  const reached = new Set(places);
  for (const place of reached) {
    if (items[place]?.atLeast === 0) reached.add(place + 1);
  }
  return reached;
}

function possible(places: ReadonlySet<number>, items: readonly PatternItem[]): string[] {
  return [...places].sort((a, b) => a - b).map((place) => items[place]?.text ?? "the end");
}

/** A packet in the notation of a pattern. */
function describeFact(fact: PacketFact | undefined): string {
  if (fact === undefined) return "";
  const end = fact.from === "client" ? "C" : "S";
  const flags = flagNames(fact.flags).filter((name) => name !== "PSH").join(",");
  const what = fact.length > 0 && flags === "ACK"
    ? `${fact.length}`
    : fact.length > 0
    ? `${flags} ${fact.length}`
    : flags;
  return `${end} ${what}${fact.event === null ? "" : ` ${fact.event}`}`;
}

/** The difference in one line. */
export function describeDifference({ conversation, packet, expected, found }: Difference): string {
  const where = packet === 0 ? `conversation ${conversation}` : `packet ${packet} of conversation ${conversation}`;
  const wanted = expected.length === 0 ? "nothing more" : expected.join(" or ");
  return `${where}: expected ${wanted}, saw ${found ?? "nothing more"}`;
}
