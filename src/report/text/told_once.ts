/**
 * Conversations that came to nothing in the same way, as when a client tries and tries: the first of them is told, the others
 * by their numbers.
 */
import type { Conversation } from "../../analysis/conversation.ts";
import type { Finding } from "../../explain/words/finding.ts";
import { wrap } from "../../output/layout.ts";
import { endpointText } from "../../packet/address.ts";
import type { ConversationFacts, Ending, Overview, ReportOptions } from "../facts/output_format.ts";
import { rangesText } from "../words/ranges_text.ts";

/** So many say the same before it is said once. */
const SEVERAL = 3;

export interface ToldOnce {
  /** By the one that is told, those that are like it. */
  readonly likeIt: ReadonlyMap<number, readonly number[]>;
  /** Those that are not told themselves. */
  readonly silent: ReadonlySet<number>;
}

/** Of those of `conversations` that would be told, which are as one before: the same ends, no data, the same findings. */
export function toldOnce(conversations: readonly ConversationFacts[], { findings }: Ending): ToldOnce {
  const found = new Map(findings.map((one) => [one.stream, one.findings]));
  const alike = Map.groupBy(
    conversations.filter(({ conversation: { index, fromClient, fromServer } }) =>
      found.has(index) && fromClient.bytes + fromServer.bytes === 0
    ),
    ({ conversation }) => `${endsOf(conversation)} ${sayingOf(found.get(conversation.index)!)}`,
  );
  const several = [...alike.values()].filter(({ length }) => length >= SEVERAL)
    .map((members) => members.map(({ conversation }) => conversation.index));
  return {
    likeIt: new Map(several.map(([first, ...others]) => [first!, others])),
    silent: new Set(several.flatMap(([, ...others]) => others)),
  };
}

/** The conversations that have a story. */
export function storied({ conversations }: Overview, { stories }: Ending): ConversationFacts[] {
  const streams = new Set(stories.map(({ stream }) => stream));
  return conversations.filter(({ conversation }) => streams.has(conversation.index));
}

/** Lines that name those that are like a conversation that was told; none where there are none. */
export function likewiseLines(others: readonly number[] | undefined, options: ReportOptions, indent: number): string[] {
  if (others === undefined) return [];
  const text = options.words.likewise(rangesText(others));
  return wrap(text, options.width - indent).map((line) => " ".repeat(indent) + line);
}

/** Whose port differs is one client. */
function endsOf({ client, server, completeness }: Conversation): string {
  return `${client.address} ${endpointText(server.address, server.port)} ${completeness}`;
}

/** What is said, but for the numbers in it. */
function sayingOf(findings: readonly Finding[]): string {
  return findings.map(({ code, certainty, text }) => `${code} ${certainty} ${text.replace(/\d+/g, "")}`).join(" ");
}
