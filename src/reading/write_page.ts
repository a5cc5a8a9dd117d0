/**
 * `--html FILE`: the capture as one page for a browser, complete in itself.
 */
import type { Language } from "../language/language.ts";
import { describeCapture } from "../report/html/facts/describe_capture.ts";
import { renderPage } from "../report/html/page.ts";
import { ReportCollector } from "../report/html/facts/report_collector.ts";
import type { Selection } from "../report/select/selection.ts";
import { AtomicFile } from "../output/atomic_file.ts";
import type { ReadingOptions } from "./read_packets.ts";
import { type Scanned, SelectedPackets } from "./explained_pass.ts";

/** What is written. */
export interface PageWriting {
  readonly selection: Selection;
  readonly language: Language;
  /** The command line that makes the page again. */
  readonly command: string;
  /** Name and version of this program. */
  readonly program: string;
  readonly reading: ReadingOptions;
}

/** Writes the page to `path`; gives the number of packets it was offered, null after an interrupt. */
export async function writePage(
  scanned: Scanned,
  path: string,
  { selection, language, command, program, reading }: PageWriting,
): Promise<{ readonly shown: number } | null> {
  await using file = await AtomicFile.create(path);
  const packets: SelectedPackets = new SelectedPackets(scanned, {
    selection,
    language,
    explains: true,
    tells: true,
    show: (reported) => collector.add(reported),
    pass: (analysed) => collector.follow(analysed),
  });
  const collector = new ReportCollector(packets.explainer, language);
  await packets.read(reading);
  if (reading.terminal.interrupted.aborted) return null;
  const { facts } = scanned.overview;
  const data = collector.finish({ ...describeCapture(facts, language), command, program });
  file.add(new TextEncoder().encode(await renderPage(data)));
  await file.finish();
  return packets.ending();
}
