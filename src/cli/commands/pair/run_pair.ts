/** What `tcplab pair` does, from the flags' values to the exit code. */
import { INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { FileFeed } from "../../../reading/feeds/file_feed.ts";
import { Progress } from "../../../reading/progress.ts";
import { type Feeds, type ReadPair, readPair } from "../../../reading/read_pair.ts";
import { PAIR_FORMATS } from "../../../report/pair/all_pair_formats.ts";
import { languageOf } from "../../line/reader_language.ts";
import type { PairFlags } from "./pair_flags.ts";

/** Both files are read twice. */
const READINGS = 4;

/** Compares the captures at two paths; gives the exit code. */
export async function runPair(
  paths: { readonly a: string; readonly b: string },
  flags: PairFlags,
  terminal: Terminal,
): Promise<number> {
  if (paths.a === "-" && paths.b === "-") {
    throw new UsageError("Standard input is one capture: name a file for the other one");
  }
  const opening = { reread: true, interrupted: terminal.interrupted };
  using a = await FileFeed.open(paths.a, opening);
  using b = a === null ? null : await FileFeed.open(paths.b, opening);
  if (a === null || b === null) return INTERRUPTED;
  const progress = new Progress(terminal, READINGS);
  try {
    const read = await readPair({ a, b }, { terminal, progress });
    await progress.end();
    if (terminal.interrupted.aborted) return INTERRUPTED;
    return await print({ a, b }, read, { flags, terminal });
  } finally {
    await progress.end();
  }
}

async function print(
  feeds: Feeds,
  { pairing, outcomes }: ReadPair,
  { flags, terminal }: { readonly flags: PairFlags; readonly terminal: Terminal },
): Promise<number> {
  for (const side of ["a", "b"] as const) {
    const { packets, problem } = outcomes[side];
    if (packets > 0) continue;
    const reason = problem === null ? "it holds no packets" : problem.reason;
    throw new Failure(`Cannot read ${feeds[side].label}: ${reason}`);
  }
  if (pairing === null) return INTERRUPTED;
  const { pair: words } = tablesOf(languageOf(flags.lang));
  const names = { a: feeds.a.name, b: feeds.b.name };
  await terminal.out(PAIR_FORMATS[flags.format]({ names, pairing, top: flags.top }, {
    words,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: flags.width ?? terminal.columns,
  }));
  if (flags.format === "json") {
    if (pairing.obstacle !== null) await terminal.err(`tcplab: ${words[pairing.obstacle]}\n`);
    else if (pairing.swapped) await terminal.err(`tcplab: ${words.swapped}\n`);
  }
  for (const side of ["a", "b"] as const) {
    const { problem } = outcomes[side];
    if (problem === null) continue;
    const where = `damaged at byte ${problem.offset}: ${problem.reason}; what is before it is compared`;
    throw new Failure(`${feeds[side].label} is ${where}`);
  }
  return 0;
}
