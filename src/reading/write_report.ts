/**
 * Plays an output format against a capture that has been read once: as many more readings as the format asks for.
 */
import type { Language } from "../language/language.ts";
import type { Ending, Format, ReportOptions } from "../report/facts/output_format.ts";
import type { Selection } from "../report/select/selection.ts";
import { GatheredOutput } from "../output/gathered_output.ts";
import type { ReadingOptions } from "./read_packets.ts";
import { type Scanned, SelectedPackets } from "./explained_pass.ts";

/** What is printed, and of what. */
export interface Printing {
  readonly format: Format;
  readonly options: ReportOptions;
  readonly selection: Selection;
  readonly language: Language;
  readonly reading: ReadingOptions;
}

/** Prints the report; gives the number of packets it shows. An interrupt leaves it unfinished. */
export async function printReport(scanned: Scanned, printing: Printing): Promise<{ readonly shown: number }> {
  const { format, options, selection, language, reading } = printing;
  const output = new GatheredOutput(reading.terminal);
  const report = format.open(scanned.overview, options);
  let ending: Ending = { stories: [], summary: null, shown: scanned.overview.facts.packets };
  for (const [index, pass] of report.passes.entries()) {
    output.add(pass.begin);
    const packets = new SelectedPackets(scanned, {
      selection,
      language,
      explains: pass.explains,
      tells: format.tellsStories && index === report.passes.length - 1,
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
