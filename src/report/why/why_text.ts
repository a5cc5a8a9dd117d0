/** `tcplab why` for a terminal: of each conversation a bar, its causes with their packets, verdict and remedy. */
import type { BudgetItem } from "../../diagnosis/terms/cause.ts";
import { clip, flow, padLeft, padRight, textWidth, wrap } from "../../output/layout.ts";
import type { Ink } from "../../output/palette.ts";
import { endpointText } from "../../packet/address.ts";
import { namedWaitSentences } from "../words/named_waits.ts";
import type { WhyWords } from "../../language/kinds/why_words.ts";
import { duration } from "../words/times.ts";
import { drawBar, glyphOf } from "./bar.ts";
import { captureText, causeText, endName, remedyText, shareText, verdictText } from "../words/time_figures.ts";
import type { ShownDiagnosis, WhyOptions, WhyReport } from "./why_report.ts";

const INDENT = "  ";
/** Columns are set closer where there are fewer. */
const NARROW = 60;
/** Spans named in a row. */
const SPANS = 3;
/** A smaller share gets no row of its own. */
const SMALLEST = 0.005;

/** The whole report. */
export function whyText({ diagnoses, captures, further }: WhyReport, options: WhyOptions): string {
  const { words, width } = options;
  if (diagnoses.length === 0) return wrap(words.noTcp, width).join("\n") + "\n";
  const blocks = diagnoses.map((diagnosis) => conversationLines(diagnosis, captures > 1, options));
  if (further > 0) blocks.push(wrap(words.further(String(further)), width));
  return blocks.map((lines) => lines.map((line) => line + "\n").join("")).join("\n");
}

function conversationLines(diagnosis: ShownDiagnosis, named: boolean, options: WhyOptions): string[] {
  const { words, palette, width } = options;
  const { budget } = diagnosis;
  const room = width - INDENT.length;
  const remedy = remedyText(diagnosis, words);
  if (budget.length === 0) {
    return [...titleLines(diagnosis, named, options), ...sentence(verdictText(diagnosis, words), options)];
  }
  return [
    ...titleLines(diagnosis, named, options),
    INDENT + drawBar(budget, room, palette),
    ...budgetLines(budget, options),
    ...sentence(
      `${words.labels.verdict} (${words.certainty[diagnosis.verdict.certainty]}): ${verdictText(diagnosis, words)}`,
      options,
    ),
    ...(remedy === null ? [] : sentence(`${words.labels.remedy}: ${remedy}`, options)),
    ...namedWaitSentences(diagnosis, words).flatMap((text) => sentence(text, options)),
  ];
}

function titleLines(diagnosis: ShownDiagnosis, named: boolean, { words, palette, width }: WhyOptions): string[] {
  const { conversation, client, server } = diagnosis;
  const pieces: { ink: Ink; text: string }[] = [
    ...named ? [{ ink: "title", text: captureText(diagnosis, words) } as const] : [],
    { ink: "title", text: `${words.labels.conversation} ${conversation}:` },
    { ink: "client", text: `${words.ends.client} ${words.code(endpointText(client.address, client.port))}` },
    { ink: "server", text: `${words.ends.server} ${words.code(endpointText(server.address, server.port))},` },
    { ink: "title", text: `${words.code(duration(diagnosis.duration))},` },
    { ink: "faint", text: words.capturedAt[diagnosis.vantage] },
  ];
  return flow(pieces.map(({ ink, text }) => ({ plain: text, inked: palette(ink, text) })), width, " ");
}

function budgetLines(budget: readonly BudgetItem[], options: WhyOptions): string[] {
  const { words, width } = options;
  const shown = budget.filter(({ share }) => share >= SMALLEST);
  const causes = shown.map((item) => width < NARROW ? words.causes[item.cause]! : causeText(item, words));
  const ends = shown.map(({ end }) => endName(end, words));
  const times = shown.map(({ nanoseconds }) => words.code(duration(nanoseconds)));
  const [causeWidth, endWidth, timeWidth] = [causes, ends, times].map((column) =>
    Math.max(...column.map(textWidth), 0)
  );
  return shown.map((item, index) => {
    const cells = [
      glyphOf(index),
      padRight(causes[index]!, causeWidth!),
      padRight(ends[index]!, endWidth!),
      padLeft(times[index]!, timeWidth!),
      padLeft(words.code(shareText(item.share)), 4),
    ];
    const line = clip(INDENT + cells.join(width < NARROW ? " " : "  "), width);
    return line + spansWithin(item, width - textWidth(line) - 2, words);
  });
}

/** As many of the longest spans as fit. */
function spansWithin({ longest }: BudgetItem, room: number, words: WhyWords): string {
  const spans = longest.slice(0, SPANS).map(({ from, to }) => from === to ? String(from) : `${from}-${to}`);
  while (spans.length > 0) {
    const text = words.packetList(spans.join(", "));
    if (textWidth(text) <= room) return "  " + text;
    spans.pop();
  }
  return "";
}

function sentence(text: string, { width }: WhyOptions): string[] {
  return wrap(text, width - INDENT.length).map((line) => INDENT + line);
}
