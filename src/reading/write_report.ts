/**
 * Plays an output format against a capture that has been read once: as many more readings as the format asks for.
 */
import type { Language } from "../language/language.ts";
import { GatheredOutput } from "../output/gathered_output.ts";
import type { Terminal } from "../output/terminal.ts";
import type { Ending, OutputFormat, ReportOptions } from "../report/facts/output_format.ts";
import type { Selection } from "../report/select/selection.ts";
import { ExplainedPass } from "./explained_pass.ts";
import type { Progress } from "./progress.ts";
import type { Scanned } from "./scan.ts";

/** What is printed, and of what. */
export interface Printing {
  readonly format: OutputFormat;
  readonly options: ReportOptions;
  readonly selection: Selection;
  readonly language: Language;
  /** Leaves out the passes that list packets without explaining them: they have been seen already. */
  readonly onlyExplanations?: boolean;
  readonly reading: { readonly terminal: Terminal; readonly progress: Progress };
}

const NOTHING_TOLD = {
  stories: [],
  summary: null,
  findings: [],
  grouped: new Set<number>(),
  captureFindings: [],
} as const;

/** Prints the report; gives the number of packets it shows. An interrupt leaves it unfinished. */
export async function writeReport(scanned: Scanned, printing: Printing): Promise<{ readonly shown: number }> {
  const { format, options, selection, language, onlyExplanations = false, reading } = printing;
  const output = new GatheredOutput(reading.terminal);
  const report = format.open(scanned.overview, options);
  const telling = report.tells ? report.passes.at(-1) : undefined;
  const passes = report.passes.filter((pass) => pass.explains || pass === telling || !onlyExplanations);
  let ending: Ending = { ...NOTHING_TOLD, shown: scanned.overview.facts.packets };
  for (const [index, pass] of passes.entries()) {
    output.add(pass.begin);
    const packets = new ExplainedPass(scanned, {
      selection,
      language,
      explains: pass.explains,
      tells: report.tells && index === passes.length - 1,
      show: (reported) => output.add(pass.packet(reported)),
      drain: output,
    });
    const { stopped } = await packets.read(reading);
    ending = packets.ending();
    if (stopped) return ending;
  }
  output.add(report.end(ending));
  await output.flush();
  return ending;
}
