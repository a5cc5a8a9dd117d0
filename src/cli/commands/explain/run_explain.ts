/**
 * What `tcplab explain` does, from the flags' values to the exit code.
 */
import { INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import type { CaptureProblem } from "../../../capture-file/capture_record.ts";
import { CODES } from "../../../explain/words/codes.ts";
import type { Language } from "../../../language/language.ts";
import { compileFilter, filterReadsExplanations } from "../../../report/select/filter.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { FilterError, parseFilter } from "../../../report/select/filter_parser.ts";
import type { ReportOptions } from "../../../report/facts/output_format.ts";
import { describeCapture } from "../../../report/html/facts/describe_capture.ts";
import type { ExplainFlags } from "./explain_flags.ts";
import { FORMATS } from "../../../report/all_formats.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import { EVERYTHING, parseRange, type Selection } from "../../../report/select/selection.ts";
import { grouped } from "../../../report/words/times.ts";
import type { ReportWords } from "../../../language/kinds/report_words.ts";
import { aboutPrograms, countStatements, judge } from "../../../expectation/judge.ts";
import type { Expectation } from "../../../expectation/statement.ts";
import { readExpectation } from "../../../reading/expectation_source.ts";
import { evidenceReadings, gatherEvidence } from "../../../reading/gather_evidence.ts";
import { Progress } from "../../../reading/progress.ts";
import type { Reading } from "../../../reading/read_packets.ts";
import { refuseSameFile } from "../../../output/distinct_files.ts";
import { writePage } from "../../../reading/write_page.ts";
import { writeCommented } from "../../../reading/write_comments.ts";
import { writeReport } from "../../../reading/write_report.ts";
import type { CaptureFeed } from "../../../reading/capture_feed.ts";
import { FileFeed } from "../../../reading/file_feed.ts";
import { NOTHING_YET, scan, type Scanned } from "../../../reading/scan.ts";
import { VERSION } from "../../line/version.ts";
import { languageOf } from "../../line/reader_language.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { quote } from "../../../base/quote.ts";

/** What the user typed, with whether the format is printed: not where a file was asked for and no format. */
export type ExplainWishes = ExplainFlags & { readonly prints: boolean };

/** Explains the capture at `path`; gives the exit code. */
export async function runExplain(path: string, flags: ExplainWishes, terminal: Terminal): Promise<number> {
  const language = languageOf(flags.lang);
  const job: Job = {
    flags,
    selection: selectionOf(flags),
    options: reportOptions(flags, terminal, tablesOf(language).report),
    language,
    expectation: flags.expect.length === 0 ? null : await readExpectation(flags.expect),
  };
  refuseWhatOnlyRunsTell(job.expectation);
  const outputs = [{ option: "--pcapng", path: flags.pcapng }, { option: "--html", path: flags.html }];
  await refuseSameFile(outputs, path);
  const passes = flags.prints ? FORMATS[flags.format].open(NOTHING_YET, job.options).passes.length : 0;
  const expecting = job.expectation === null ? 0 : evidenceReadings(job.expectation);
  const readings = 1 + passes + expecting + (flags.pcapng === undefined ? 0 : 1) + (flags.html === undefined ? 0 : 1);
  using feed = await FileFeed.open(path, { reread: readings > 1, interrupted: terminal.interrupted });
  if (feed === null) return INTERRUPTED;
  const reading: Reader = { terminal, progress: new Progress(terminal, readings) };
  try {
    return await explainFeed(feed, job, reading);
  } finally {
    await reading.progress.end();
  }
}

/** Who waits for the result. */
interface Reader {
  readonly terminal: Terminal;
  readonly progress: Progress;
}

/** What the user asked for, read. */
interface Job {
  readonly flags: ExplainWishes;
  readonly selection: Selection;
  readonly options: ReportOptions;
  readonly language: Language;
  /** What the capture is held against; null for nothing. */
  readonly expectation: Expectation | null;
}

async function explainFeed(feed: CaptureFeed, job: Job, reading: Reader): Promise<number> {
  const { flags } = job;
  const { terminal, progress } = reading;
  const { interrupted } = terminal;
  const { scanned, outcome } = await scan(feed, reading);
  if (interrupted.aborted) return INTERRUPTED;
  refuseWhatCannotBeRead(feed.label, scanned, outcome);
  refuseUnknownStream(flags.stream, scanned);
  let shown = await writeFiles(scanned, job, reading);
  if (shown === null) return INTERRUPTED;
  if (flags.prints) ({ shown } = await writeReport(scanned, { format: FORMATS[flags.format], ...job, reading }));
  if (interrupted.aborted) return INTERRUPTED;
  await progress.end();
  const shows = flags.prints || flags.pcapng !== undefined || flags.html !== undefined;
  if (!terminal.closed) await remark(terminal, scanned, { shown: shows ? shown : null, abandoned: outcome.abandoned });
  if (outcome.problem !== null) throw damage(feed.label, outcome, outcome.problem);
  return await judgeCapture(scanned, job, reading);
}

/** Holds the capture against what is expected of it; gives the exit code. Throws `Failure` for the first difference. */
async function judgeCapture(scanned: Scanned, { expectation, language }: Job, reading: Reader): Promise<number> {
  if (expectation === null) return 0;
  const { terminal, progress } = reading;
  const difference = judge(expectation, await gatherEvidence(scanned, { expectation, reading }));
  if (terminal.interrupted.aborted) return INTERRUPTED;
  await progress.end();
  if (difference !== null) throw new Failure(`Not as expected: ${difference}`);
  await terminal.err(`${tablesOf(language).lab.asExpected(countStatements(expectation))}\n`);
  return 0;
}

function refuseWhatOnlyRunsTell(expectation: Expectation | null): void {
  const statement = expectation === null ? null : aboutPrograms(expectation);
  if (statement === null) return;
  throw new UsageError(
    `Cannot expect of a capture: ${quote(statement.text)}; programs are seen in runs (tcplab lab --expect)`,
  );
}

/** Writes the files asked for; gives the number of packets shown in them, null after an interrupt. */
async function writeFiles(scanned: Scanned, job: Job, reading: Reader): Promise<number | null> {
  const { flags, selection, language, options } = job;
  const { terminal, progress } = reading;
  let shown = 0;
  if (flags.pcapng !== undefined) {
    const written = await writeCommented(scanned, flags.pcapng, { selection, language, words: options.words, reading });
    if (written === null) return null;
    shown = written.packets;
    await progress.end();
    const comments = written.comments === 1 ? "1 comment" : `${grouped(written.comments)} comments`;
    await terminal.err(`Wrote ${quote(flags.pcapng)}: ${count(shown)}, ${comments}\n`);
  }
  if (flags.html !== undefined) {
    const surroundings = {
      ...describeCapture(scanned.overview.facts, language),
      command: commandLine(scanned, flags, options),
      program: `tcplab ${VERSION}`,
    };
    const written = await writePage(scanned, flags.html, { selection, language, surroundings, reading });
    if (written === null) return null;
    shown = written.shown;
    await progress.end();
    await terminal.err(`Wrote ${quote(flags.html)}: ${count(shown)}; open it in a browser\n`);
  }
  return shown;
}

/** The line that makes the page again. */
function commandLine({ feed }: Scanned, flags: ExplainWishes, { selected = "" }: ReportOptions): string {
  const parts = [
    "tcplab explain",
    quote(feed.name),
    selected,
    flags.lang === undefined ? "" : `--lang ${flags.lang}`,
    flags.html === undefined ? "" : `--html ${quote(flags.html)}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function damage(name: string, { packets, compressed }: Reading, { offset, reason }: CaptureProblem): Failure {
  const where = compressed ? `byte ${offset} of the uncompressed capture` : `byte ${offset}`;
  const before = `the ${count(packets)} before it ${packets === 1 ? "is" : "are"} reported`;
  return new Failure(`${name} is damaged at ${where}: ${reason}; ${before}`);
}

function refuseWhatCannotBeRead(name: string, { overview }: Scanned, { packets, problem }: Reading): void {
  const { facts } = overview;
  if (problem !== null && packets === 0) {
    const where = problem.offset === 0 ? "" : `byte ${problem.offset}: `;
    throw new Failure(`Cannot read ${name}: ${where}${problem.reason}`);
  }
  const unknown = facts.linkTypes.filter((linkType) => linkType.startsWith("link type "));
  if (packets > 0 && unknown.length === facts.linkTypes.length) {
    throw new Failure(
      `Cannot read the packets of ${name}: ${unknown.join(", ")} is not known to tcplab; ` +
        "capture on an Ethernet, loopback, raw IP or Linux cooked interface",
    );
  }
}

function refuseUnknownStream(stream: number | undefined, { overview }: Scanned): void {
  const { conversationCount } = overview;
  if (stream === undefined || stream < conversationCount) return;
  const known = conversationCount === 0 ? "it holds no TCP" : `its streams are 0 to ${conversationCount - 1}`;
  throw new Failure(`There is no stream ${stream} in the capture: ${known}`);
}

/** What a reader should know beside the report, on standard error. */
async function remark(
  terminal: Terminal,
  { feed, overview }: Scanned,
  { shown, abandoned }: { shown: number | null; abandoned: number },
): Promise<void> {
  const { facts } = overview;
  if (facts.packets === 0) await terminal.err(`tcplab: ${feed.label} holds no packets\n`);
  else if (facts.tcpPackets === 0) {
    await terminal.err(
      `tcplab: ${feed.label} holds no TCP: nothing in its ${count(facts.packets)} can be explained\n`,
    );
  } else if (shown === 0) await terminal.err("tcplab: no packet matches what was asked for\n");
  if (abandoned > 0) {
    await terminal.err(
      `tcplab: too many conversations at a time: ${grouped(abandoned)} were let go while open; ` +
        "what comes late in them is counted as new conversations\n",
    );
  }
}

function count(packets: number): string {
  return packets === 1 ? "1 packet" : `${grouped(packets)} packets`;
}

function reportOptions(flags: ExplainWishes, terminal: Terminal, words: ReportWords): ReportOptions {
  return {
    words,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: flags.width ?? terminal.columns,
    cuts: terminal.interactive,
    raw: flags.raw,
    utc: flags.utc,
    selected: [
      flags.stream === undefined ? "" : `--stream ${flags.stream}`,
      flags.packets === undefined ? "" : `--packets ${flags.packets}`,
      flags.filter === undefined ? "" : `--filter ${quote(flags.filter)}`,
    ].filter((part) => part !== "").join(" "),
  };
}

function selectionOf(flags: ExplainWishes): Selection {
  const range = flags.packets === undefined ? EVERYTHING : parseRange(flags.packets);
  if (range === null) {
    throw new UsageError(`--packets is A-B, A-, -B or A, counted from 1: found ${quote(flags.packets ?? "")}`);
  }
  const selection = { ...EVERYTHING, first: range.first, last: range.last, stream: flags.stream ?? null };
  if (flags.filter === undefined) return selection;
  try {
    const filter = parseFilter(flags.filter, CODES);
    return { ...selection, filter: compileFilter(filter), filterReadsExplanations: filterReadsExplanations(filter) };
  } catch (error) {
    if (error instanceof FilterError) {
      throw new UsageError(`Cannot read --filter: ${error.message} (tcplab explain --help lists the tests)`);
    }
    throw error;
  }
}
