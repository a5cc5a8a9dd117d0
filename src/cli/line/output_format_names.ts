/**
 * The output formats as the command line names them. They stand here, not beside the formats, because help and completions
 * load no report; a test holds the names to `src/report/all_formats.ts`.
 */
import type { OutputFormatName } from "../../report/all_formats.ts";

/** One line of help for each. */
export const FORMAT_HELP = {
  text: "a list of packets, then each packet explained, then the story of each conversation",
  table: "one line a packet, all its numbers in columns",
  ndjson: "one JSON object a packet, for programs",
  json: "one JSON document: capture, packets, conversations",
  summary: "conversations only: who, how opened, bytes, round trips, losses, how closed",
  md: "Markdown, to be pasted into a report",
  ladder: "a sequence diagram, with waits drawn as gaps",
} as const satisfies Readonly<Record<OutputFormatName, string>>;

export const FORMAT_NAMES = Object.keys(FORMAT_HELP) as readonly OutputFormatName[];

/** Formats about conversations: `explain` has them, and whoever shows packets has not. */
export const CONVERSATION_FORMAT_HELP = {
  conversations: "one line a conversation, the worst first (--sort, --top, --columns, --as)",
  flows: "one JSON object a conversation, for engines that join many captures",
  zeek: "one line of Zeek's conn.log (JSON) a conversation",
} as const;

export type ConversationFormatName = keyof typeof CONVERSATION_FORMAT_HELP;

export const CONVERSATION_FORMAT_NAMES = Object.keys(CONVERSATION_FORMAT_HELP) as readonly ConversationFormatName[];

/** Whether a format is one about conversations. */
export function isConversationFormat(name: string): name is ConversationFormatName {
  return name in CONVERSATION_FORMAT_HELP;
}
