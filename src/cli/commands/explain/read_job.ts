/** From the flags' values to what is asked of a capture: for the program, and for the jobs that share its work. */
import { UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import { shellWord } from "../../../base/shell_word.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import type { Tables } from "../../../language/en/tables.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { readyFilter } from "../../../reading/choose_conversations.ts";
import type { ReadingOptions } from "../../../reading/read_packets.ts";
import type { Scanned } from "../../../reading/scan.ts";
import type { ReportOptions } from "../../../report/facts/output_format.ts";
import { filterReadsExplanations } from "../../../report/select/filter.ts";
import { EVERYTHING, parseRange, type Selection } from "../../../report/select/selection.ts";
import { languageOf } from "../../line/reader_language.ts";
import type { ExplainWishes, Job } from "./explain_job.ts";
import { readFilter } from "./read_filter.ts";

/** What results depend on of the terminal. */
export type ResultTerminal = Pick<Terminal, "colour" | "columns" | "interactive">;

/** Throws `UsageError` for what cannot be asked. */
export function readJob(flags: ExplainWishes, terminal: ResultTerminal): Omit<Job, "expectation"> {
  const language = languageOf(flags.lang);
  return {
    flags,
    selection: selectionOf(flags),
    filter: flags.filter === undefined ? null : readFilter(flags.filter),
    options: reportOptions(flags, terminal, tablesOf(language)),
    language,
  };
}

/** The job with its filter put into the selection. */
export async function withFilter<J extends Omit<Job, "expectation">>(
  job: J,
  scanned: Scanned,
  reading: ReadingOptions,
): Promise<J> {
  const { filter } = job;
  if (filter === null) return job;
  const chosen = await readyFilter(filter, { ...scanned, first: scanned.overview.facts.first }, reading);
  const selection = { ...job.selection, filter: chosen, filterReadsExplanations: filterReadsExplanations(filter) };
  return { ...job, selection };
}

function reportOptions(flags: ExplainWishes, terminal: ResultTerminal, { report: words, why }: Tables): ReportOptions {
  return {
    words,
    why,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: flags.width ?? terminal.columns,
    cuts: terminal.interactive,
    raw: flags.raw,
    utc: flags.utc,
    stream: flags.stream ?? null,
    selected: [
      flags.stream === undefined ? "" : `--stream ${flags.stream}`,
      flags.packets === undefined ? "" : `--packets ${flags.packets}`,
      flags.filter === undefined ? "" : `--filter ${shellWord(flags.filter)}`,
    ].filter((part) => part !== "").join(" "),
  };
}

function selectionOf(flags: ExplainWishes): Selection {
  const range = flags.packets === undefined ? EVERYTHING : parseRange(flags.packets);
  if (range === null) {
    throw new UsageError(`--packets is A-B, A-, -B or A, counted from 1: found ${quote(flags.packets ?? "")}`);
  }
  return { ...EVERYTHING, first: range.first, last: range.last, stream: flags.stream ?? null };
}
