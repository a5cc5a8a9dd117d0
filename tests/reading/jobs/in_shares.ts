/** What several jobs print of a capture, put together, without a thread: each job goes its road, one after the other. */
import type { Language } from "../../../src/language/language.ts";
import { tablesOf } from "../../../src/language/all_tables.ts";
import { plainPalette } from "../../../src/output/palette.ts";
import type { CaptureFeed } from "../../../src/reading/feeds/capture_feed.ts";
import { MergedBlocks } from "../../../src/reading/jobs/merged_blocks.ts";
import { Progress } from "../../../src/reading/progress.ts";
import { scan } from "../../../src/reading/scan.ts";
import { writeReport } from "../../../src/reading/write_report.ts";
import type { OutputFormat } from "../../../src/report/facts/output_format.ts";
import type { Selection } from "../../../src/report/select/selection.ts";
import { MemoryTerminal } from "../../cli/memory_terminal.ts";

export interface Asked {
  readonly format: OutputFormat;
  readonly selection: Selection;
  readonly language?: Language;
}

/** The report as `jobs` jobs print it, in blocks of so many packets; as one prints it where there is no share. */
export async function reportOf(
  feed: CaptureFeed,
  { format, selection, language = "en" }: Asked,
  share?: { readonly jobs: number; readonly block: number },
): Promise<string> {
  const terminal = new MemoryTerminal();
  const reading = { terminal, progress: new Progress(terminal, 1) };
  const { report: words, why } = tablesOf(language);
  const options = { words, why, palette: plainPalette, width: 90, raw: false, utc: false };
  const { scanned } = await scan(feed, reading, { diagnoses: format.tellsTime ?? false });
  const printing = { format, options, selection, language, reading };
  if (share === undefined) {
    await writeReport(scanned, printing);
    return terminal.printed;
  }
  const printed: (Uint8Array | number)[][] = [];
  for (let job = 1; job < share.jobs; job++) {
    const made: (Uint8Array | number)[] = [];
    const taker = {
      take: (bytes: Uint8Array) => Promise.resolve(void made.push(bytes)),
      endPass: (blocks: number) => Promise.resolve(void made.push(blocks)),
    };
    await writeReport(scanned, { ...printing, shared: { share: { ...share, job }, taker } });
    printed.push(made);
  }
  const others = printed.map((made) => ({ ready: true, next: () => Promise.resolve(made.shift() ?? null) }));
  const taker = new MergedBlocks(terminal, others);
  await writeReport(scanned, { ...printing, shared: { share: { ...share, job: 0 }, taker } });
  return terminal.printed;
}
