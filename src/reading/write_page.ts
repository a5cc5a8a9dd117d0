/**
 * `--html FILE`: the capture as one page for a browser, complete in itself.
 */
import type { Diagnosis } from "../diagnosis/terms/diagnosis.ts";
import type { Language } from "../language/language.ts";
import { openResult } from "../output/result_file.ts";
import type { Terminal } from "../output/terminal.ts";
import { type OnTheWire, ReportCollector, type Surroundings } from "../report/html/facts/report_collector.ts";
import { withoutAnswers } from "../report/html/facts/without_answers.ts";
import { renderPage } from "../report/html/page.ts";
import type { Selection } from "../report/select/selection.ts";
import { ExplainedPass } from "./explained_pass.ts";
import type { ReadingOptions } from "./read_packets.ts";
import type { Scanned } from "./scan.ts";

/** What is written. */
export interface PageWriting {
  readonly selection: Selection;
  readonly language: Language;
  /** What stands around the packets. */
  readonly surroundings: Surroundings;
  /** False for a page to hand out, without what is concluded from the packets; left out for all of it. */
  readonly answers?: boolean;
  /** What the wire did with a packet, by its number, where the wire is ours. */
  readonly wireOf?: (number: number) => OnTheWire;
  readonly reading: ReadingOptions & { readonly terminal: Pick<Terminal, "out"> };
}

/**
 * Writes the page to `path`; gives the number of packets it was offered, and how many of them are not on it for they are too many;
 * null after an interrupt. Throws `Failure`.
 */
export async function writePage(
  scanned: Scanned,
  path: string,
  { selection, language, surroundings, answers = true, wireOf, reading }: PageWriting,
): Promise<{ readonly shown: number; readonly leftOut: number } | null> {
  await using file = await openResult(path, reading.terminal, reading.terminal.interrupted);
  const packets: ExplainedPass = new ExplainedPass(scanned, {
    selection,
    language,
    explains: true,
    tells: true,
    show: (reported) =>
      collector.add(wireOf === undefined ? reported : { ...reported, wire: wireOf(reported.packet.number) }),
    pass: (analysed) => collector.follow(analysed),
  });
  const collector = new ReportCollector(packets.explainer, language, diagnosesOf(scanned));
  await packets.read(reading);
  if (reading.terminal.interrupted.aborted) return null;
  const ending = packets.ending();
  const data = collector.finish({ ...surroundings, captureFindings: ending.captureFindings });
  file.add(new TextEncoder().encode(await renderPage(answers ? data : withoutAnswers(data))));
  await file.finish();
  return { shown: ending.shown, leftOut: data.leftOut };
}

function diagnosesOf({ overview }: Scanned): ReadonlyMap<number, Diagnosis> {
  return new Map(
    overview.conversations.flatMap(({ conversation, diagnosis }) =>
      diagnosis === null ? [] : [[conversation.index, diagnosis] as const]
    ),
  );
}
