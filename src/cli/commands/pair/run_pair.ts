/** What `tcplab pair` does, from the flags' values to the exit code. */
import { INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { AtomicFile } from "../../../output/atomic_file.ts";
import { refuseSameFile } from "../../../output/distinct_files.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import type { Terminal } from "../../../output/terminal.ts";
import type { Pairing } from "../../../pairing/terms/pairing.ts";
import { damageOf } from "../../../reading/damage.ts";
import { FileFeed } from "../../../reading/feeds/file_feed.ts";
import { Progress } from "../../../reading/progress.ts";
import { type Feeds, type ReadPair, readPair } from "../../../reading/read_pair.ts";
import { writeMerged } from "../../../reading/write_merged.ts";
import { renderPairPage } from "../../../report/html/pair_page.ts";
import { PAIR_FORMATS } from "../../../report/pair/all_pair_formats.ts";
import { packetNotes } from "../../../report/pair/packet_notes.ts";
import { languageOf } from "../../line/reader_language.ts";
import { VERSION } from "../../line/version.ts";
import type { PairFlags } from "./pair_flags.ts";

/** Both files are looked at and read. */
const READINGS = 4;
/** Ways of packets that simply arrived, kept of a conversation for page and comments. */
const JOURNEYS = 2000;

/** What the user typed, with whether the format is printed: not where a file was asked for and no format. */
export type PairWishes = PairFlags & { readonly prints: boolean };

interface Job {
  readonly flags: PairWishes;
  readonly terminal: Terminal;
  readonly progress: Progress;
}

/** Compares the captures at two paths; gives the exit code. */
export async function runPair(
  paths: { readonly a: string; readonly b: string },
  flags: PairWishes,
  terminal: Terminal,
): Promise<number> {
  if (paths.a === "-" && paths.b === "-") {
    throw new UsageError("Standard input is one capture: name a file for the other one");
  }
  const outputs = [{ option: "--html", path: flags.html }, { option: "--pcapng", path: flags.pcapng }];
  await refuseSameFile(outputs, paths.a);
  await refuseSameFile(outputs, paths.b);
  const opening = { reread: true, interrupted: terminal.interrupted };
  using a = await FileFeed.open(paths.a, opening);
  using b = a === null ? null : await FileFeed.open(paths.b, opening);
  if (a === null || b === null) return INTERRUPTED;
  const job = { flags, terminal, progress: new Progress(terminal, READINGS) };
  try {
    const wanted = flags.html === undefined && flags.pcapng === undefined ? 0 : JOURNEYS;
    const read = await readPair({ a, b }, job, wanted);
    await job.progress.end();
    return terminal.interrupted.aborted ? INTERRUPTED : await tell({ a, b }, read, job);
  } finally {
    await job.progress.end();
  }
}

async function tell(feeds: Feeds, { pairing, outcomes }: ReadPair, job: Job): Promise<number> {
  for (const side of ["a", "b"] as const) {
    const { packets, problem } = outcomes[side];
    if (packets > 0) continue;
    const reason = problem === null ? "it holds no packets" : problem.reason;
    throw new Failure(`Cannot read ${feeds[side].label}: ${reason}`);
  }
  if (pairing === null) return INTERRUPTED;
  if (pairing.obstacle === "unrelated") {
    if (job.flags.format === "json") await print(feeds, pairing, job);
    throw new Failure(tablesOf(languageOf(job.flags.lang)).pair.unrelated);
  }
  if (!await writeFiles(feeds, pairing, job)) return INTERRUPTED;
  if (job.flags.prints) await print(feeds, pairing, job);
  for (const side of ["a", "b"] as const) {
    const { problem, compressed } = outcomes[side];
    if (problem === null) continue;
    throw new Failure(`${damageOf(feeds[side].label, { problem, compressed })}; what is before it is compared`);
  }
  return 0;
}

/** False after an interrupt. */
async function writeFiles(feeds: Feeds, pairing: Pairing, { flags, terminal, progress }: Job): Promise<boolean> {
  const language = languageOf(flags.lang);
  const { pair: words } = tablesOf(language);
  if (flags.html !== undefined) {
    const names = { a: feeds.a.name, b: feeds.b.name };
    const page = { names, pairing, language, words, program: `tcplab ${VERSION}`, top: flags.top };
    await using file = await AtomicFile.create(flags.html, terminal.interrupted);
    file.add(new TextEncoder().encode(await renderPairPage(page)));
    await file.finish();
    await terminal.err(`Wrote ${quote(flags.html)}; open it in a browser\n`);
  }
  if (flags.pcapng === undefined) return true;
  const notes = packetNotes(pairing, words);
  const reading = { terminal, progress };
  const packets = await writeMerged(feeds, { path: flags.pcapng, pairing, notes, reading });
  if (packets === null) return false;
  await terminal.err(`Wrote ${quote(flags.pcapng)}: ${packets} packets of both captures\n`);
  return true;
}

async function print(feeds: Feeds, pairing: Pairing, { flags, terminal }: Job): Promise<void> {
  const { pair: words } = tablesOf(languageOf(flags.lang));
  const names = { a: feeds.a.name, b: feeds.b.name };
  await terminal.out(PAIR_FORMATS[flags.format]({ names, pairing, top: flags.top }, {
    words,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: flags.width ?? terminal.columns,
  }));
  if (flags.format !== "json") return;
  // That they are unrelated is the failure's own line.
  if (pairing.obstacle === "unrelated") return;
  if (pairing.obstacle !== null) await terminal.err(`tcplab: ${words[pairing.obstacle]}\n`);
  else if (pairing.swapped) await terminal.err(`tcplab: ${words.swapped}\n`);
}
