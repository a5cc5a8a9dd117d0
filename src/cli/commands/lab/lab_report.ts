/**
 * Packets in memory through analysis and explanation into an output format, as `tcplab explain` does with a file.
 */
import { Analyser } from "../../../analysis/analyser.ts";
import type { Conversation } from "../../../analysis/conversation.ts";
import type { CaptureRecord } from "../../../capture-file/capture_record.ts";
import { Explainer } from "../../../explain/explainer.ts";
import type { Language } from "../../../language/language.ts";
import { dissect } from "../../../packet/dissect.ts";
import type { Ending, Format, Overview, Pass, ReportOptions } from "../../../report/facts/output_format.ts";
import { unhurried } from "./unhurried.ts";
import { OverviewBuilder } from "../../../report/facts/overview_builder.ts";
import { verdictNames } from "../../../report/facts/reported_packet.ts";
import type { Terminal } from "../../../output/terminal.ts";

export interface RecordsReport {
  readonly name: string;
  readonly format: Format;
  readonly options: ReportOptions;
  readonly language: Language;
  /** Leaves out the passes that list packets without explaining them. */
  readonly onlyExplanations: boolean;
}

/** What was said of the packets, for comparing with what a scenario promises. */
export interface Said {
  readonly codes: ReadonlySet<string>;
  readonly verdicts: ReadonlySet<string>;
}

/** Prints records in a format. */
export async function printRecords(
  records: readonly CaptureRecord[],
  report: RecordsReport,
  terminal: Terminal,
): Promise<void> {
  const overview = await overviewOf(records, report.name, terminal.interrupted);
  const open = report.format.open(overview, report.options);
  let ending: Ending = { stories: [], summary: null, shown: records.length };
  for (const pass of open.passes) {
    if (report.onlyExplanations && !pass.explains) continue;
    if (terminal.closed) return;
    const printed = await printPass(records, pass, { overview, report, signal: terminal.interrupted });
    ending = printed.ending;
    await terminal.out(printed.text);
  }
  await terminal.out(open.end(ending));
}

/** Every code and verdict that analysis and explanation have for the records. */
export async function said(records: readonly CaptureRecord[], signal: AbortSignal): Promise<Said> {
  const analyser = new Analyser();
  const explainer = new Explainer({});
  const [codes, verdicts] = [new Set<string>(), new Set<string>()];
  for await (const record of unhurried(records, signal)) {
    const analysed = analyser.analyse(dissect(record));
    if (analysed === null) continue;
    for (const name of verdictNames(analysed)) verdicts.add(name.replace(/#.*/, ""));
    for (const { code } of explainer.explain(analysed)) codes.add(code);
  }
  return { codes, verdicts };
}

async function overviewOf(
  records: readonly CaptureRecord[],
  name: string,
  signal: AbortSignal,
): Promise<Overview & { completeness: Uint8Array }> {
  const builder = new OverviewBuilder();
  const analyser = new Analyser({ onConversationEnd: (conversation) => builder.end(conversation) });
  for await (const record of unhurried(records, signal)) {
    const packet = dissect(record);
    builder.add(packet, analyser.analyse(packet));
  }
  analyser.finish();
  const overview = builder.overview({ name, fileFormat: "seen on the wire", problem: null });
  return { ...overview, completeness: builder.completeness };
}

async function printPass(
  records: readonly CaptureRecord[],
  pass: Pass,
  { overview, report, signal }: {
    overview: { completeness: Uint8Array };
    report: RecordsReport;
    signal: AbortSignal;
  },
): Promise<{ text: string; ending: Ending }> {
  const analyser = new Analyser();
  const explainer = new Explainer({ language: report.language });
  const told = new Set<Conversation>();
  const parts = [pass.begin];
  for await (const record of unhurried(records, signal)) {
    const packet = dissect(record);
    const analysed = analyser.analyse(packet);
    if (analysed !== null) told.add(analysed.conversation);
    const completeness = analysed === null ? null : overview.completeness[analysed.conversation.index] ?? null;
    const explanations = analysed === null ? [] : explainer.explain(analysed);
    parts.push(pass.packet({ packet, analysed, completeness, explanations }));
  }
  const stories = [...told].map((conversation) => ({
    stream: conversation.index,
    story: explainer.story(conversation),
  }));
  return { text: parts.join(""), ending: { stories, summary: explainer.summary(), shown: records.length } };
}
