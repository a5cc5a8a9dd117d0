/** `tcplab why --format md`: a heading and a table for each conversation, to be pasted into a report. */
import { endpointText } from "../../packet/address.ts";
import { namedWaitSentences } from "../words/named_waits.ts";
import { duration } from "../words/times.ts";
import { captureText, causeText, endName, remedyText, shareText, verdictText } from "../words/time_figures.ts";
import type { ShownDiagnosis, WhyOptions, WhyReport } from "./why_report.ts";

/** The whole report. */
export function whyMarkdown({ diagnoses, captures, further }: WhyReport, options: WhyOptions): string {
  const { words } = options;
  if (diagnoses.length === 0) return words.noTcp + "\n";
  const blocks = diagnoses.map((diagnosis) => section(diagnosis, captures > 1, options));
  if (further > 0) blocks.push(words.further(String(further)) + "\n");
  return blocks.join("\n");
}

function section(diagnosis: ShownDiagnosis, named: boolean, { words }: WhyOptions): string {
  const { client, server, budget, verdict, conversation } = diagnosis;
  const { labels } = words;
  const ends = `\`${endpointText(client.address, client.port)}\` ${words.ends.client}, ` +
    `\`${endpointText(server.address, server.port)}\` ${words.ends.server}`;
  const rows = budget.map((item) => [
    causeText(item, words),
    endName(item.end, words),
    words.code(duration(item.nanoseconds)),
    words.code(shareText(item.share)),
    words.code(item.longest.map(({ from, to }) => from === to ? from : `${from}-${to}`).join(", ")),
  ]);
  const table = [
    [labels.cause, labels.end, labels.time, labels.share, labels.packets],
    ["---", "---", "---:", "---:", "---"],
    ...rows,
  ].map((cells) => `| ${cells.join(" | ")} |`);
  const remedy = remedyText(diagnosis, words);
  return [
    `## ${named ? `${captureText(diagnosis, words)} ` : ""}${labels.conversation} ${conversation}: ` +
    words.code(duration(diagnosis.duration)),
    "",
    `${ends}; ${words.capturedAt[diagnosis.vantage]}.`,
    "",
    `**${labels.verdict}** (${words.certainty[verdict.certainty]}): ${verdictText(diagnosis, words)}`,
    ...(remedy === null ? [] : ["", `**${labels.remedy}**: ${remedy}`]),
    ...namedWaitSentences(diagnosis, words).flatMap((text) => ["", text]),
    "",
    ...table,
    "",
  ].join("\n");
}
