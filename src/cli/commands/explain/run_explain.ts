/**
 * What `tcplab explain` does, from the flags' values to the exit code.
 */
import { DONE, FAILED, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import type { CaptureProblem } from "../../../capture-file/capture_record.ts";
import { filterReadsExplanations } from "../../../report/select/filter.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import type { ReportOptions } from "../../../report/facts/output_format.ts";
import type { ReportWords } from "../../../language/kinds/report_words.ts";
import { FORMATS } from "../../../report/all_formats.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import { EVERYTHING, parseRange, type Selection } from "../../../report/select/selection.ts";
import { grouped } from "../../../report/words/times.ts";
import type { Tables } from "../../../language/en/tables.ts";
import { damageOf } from "../../../reading/damage.ts";
import { Progress } from "../../../reading/progress.ts";
import type { Reading } from "../../../reading/read_packets.ts";
import { refuseSameFile } from "../../../output/distinct_files.ts";
import { writeReport } from "../../../reading/write_report.ts";
import type { CaptureFeed } from "../../../reading/feeds/capture_feed.ts";
import { FileFeed } from "../../../reading/feeds/file_feed.ts";
import { JoinedFeed } from "../../../reading/feeds/joined_feed.ts";
import { filterReadings, readyFilter } from "../../../reading/choose_conversations.ts";
import { NOTHING_YET, scan, type Scanned } from "../../../reading/scan.ts";
import { languageOf } from "../../line/reader_language.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { quote } from "../../../base/quote.ts";
import { isLarge } from "./large_capture.ts";
import type { ExplainWishes, Job, Reader } from "./explain_job.ts";
import { packetCount } from "./packet_count.ts";
import { readFilter } from "./read_filter.ts";

/** Explains the capture at `path`, or at several paths whose captures are one; gives the exit code. */
export async function runExplain(
  path: string | readonly string[],
  flags: ExplainWishes,
  terminal: Terminal,
): Promise<number> {
  const paths = typeof path === "string" ? [path] : path;
  const language = languageOf(flags.lang);
  const job: Job = {
    flags,
    selection: selectionOf(flags),
    filter: flags.filter === undefined ? null : readFilter(flags.filter),
    options: reportOptions(flags, terminal, tablesOf(language)),
    language,
    expectation: flags.expect.length === 0 ? null : await readyExpectation(flags.expect),
  };
  const outputs = [{ option: "--pcapng", path: flags.pcapng }, { option: "--html", path: flags.html }];
  for (const input of paths) await refuseSameFile(outputs, input);
  const passes = flags.prints ? FORMATS[flags.format].open(NOTHING_YET, job.options).passes.length : 0;
  const readings = 1 + passes + (job.filter === null ? 0 : filterReadings(job.filter)) +
    (job.expectation?.readings ?? 0) + (flags.pcapng === undefined ? 0 : 1) +
    (flags.html === undefined ? 0 : 1);
  using opened = new DisposableStack();
  const feeds: FileFeed[] = [];
  for (const input of paths) {
    const feed = await FileFeed.open(input, { reread: readings > 1, interrupted: terminal.interrupted });
    if (feed === null) return INTERRUPTED;
    feeds.push(opened.use(feed));
  }
  const feed = feeds.length === 1 ? feeds[0]! : new JoinedFeed(feeds);
  const reading: Reader = { terminal, progress: new Progress(terminal, readings) };
  try {
    return await explainFeed(feed, job, reading);
  } finally {
    await reading.progress.end();
  }
}

async function explainFeed(feed: CaptureFeed, asked: Job, reading: Reader): Promise<number> {
  const { flags } = asked;
  const { terminal, progress } = reading;
  const { interrupted } = terminal;
  const diagnoses = flags.html !== undefined || (flags.prints && FORMATS[flags.format].tellsTime === true);
  const { scanned, outcome } = await scan(feed, reading, { diagnoses });
  if (interrupted.aborted) return INTERRUPTED;
  refuseWhatCannotBeRead(feed.label, scanned, outcome);
  refuseUnknownStream(flags.stream, scanned);
  const job = await withFilter(asked, scanned, reading);
  if (interrupted.aborted) return INTERRUPTED;
  let shown: number | null = null;
  if (flags.pcapng !== undefined || flags.html !== undefined) {
    const { writeFiles } = await import("./write_files.ts");
    shown = await writeFiles(scanned, job, reading);
    if (shown === null) return INTERRUPTED;
  }
  if (flags.prints) shown = await print(scanned, job, reading);
  if (interrupted.aborted) return INTERRUPTED;
  await progress.end();
  const silent = !flags.prints || !SAY_NOTHING_SHOWN.has(flags.format);
  const { words } = job.options;
  if (!terminal.closed) await remark(terminal, scanned, { shown, abandoned: outcome.abandoned, words, silent });
  if (outcome.problem !== null) throw damage(feed.label, outcome, outcome.problem);
  const nothing = shown === 0 && scanned.overview.facts.packets > 0;
  return await job.expectation?.judge(scanned, job, reading) ?? (nothing ? FAILED : DONE);
}

/** Formats that say in their own words that no packet matches. */
const SAY_NOTHING_SHOWN: ReadonlySet<string> = new Set(["text", "table", "ladder", "md"]);

/** Prints what was asked for; gives the number of packets that it is about. */
async function print(scanned: Scanned, job: Job, reading: Reader): Promise<number> {
  if (!isLarge(scanned, job)) {
    return (await writeReport(scanned, { format: FORMATS[job.flags.format], ...job, reading })).shown;
  }
  const { printOverview } = await import("./print_overview.ts");
  await printOverview(scanned, job, reading);
  return scanned.overview.facts.packets;
}

/** The job with its filter put into the selection. */
async function withFilter(job: Job, scanned: Scanned, reading: Reader): Promise<Job> {
  const { filter } = job;
  if (filter === null) return job;
  const chosen = await readyFilter(filter, { ...scanned, first: scanned.overview.facts.first }, reading);
  const selection = { ...job.selection, filter: chosen, filterReadsExplanations: filterReadsExplanations(filter) };
  return { ...job, selection };
}

async function readyExpectation(given: readonly string[]): Promise<Job["expectation"]> {
  const { expectationOf } = await import("./hold_against.ts");
  return await expectationOf(given);
}

function damage(name: string, { packets, compressed }: Reading, problem: CaptureProblem): Failure {
  const before = `the ${packetCount(packets)} before it ${packets === 1 ? "is" : "are"} reported`;
  return new Failure(`${damageOf(name, { problem, compressed })}; ${before}`);
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
  const known = conversationCount === 0 ? "it holds no TCP" : `its conversations are 0 to ${conversationCount - 1}`;
  throw new Failure(`There is no conversation ${stream} in the capture: ${known}`);
}

/** What a reader should know beside the report, on standard error. */
async function remark(
  terminal: Terminal,
  { feed, overview }: Scanned,
  { shown, abandoned, words, silent }: {
    readonly shown: number | null;
    readonly abandoned: number;
    readonly words: ReportWords;
    /** The result does not say it itself. */
    readonly silent: boolean;
  },
): Promise<void> {
  const { facts } = overview;
  if (facts.packets === 0) await terminal.err(`tcplab: ${feed.label} holds no packets\n`);
  else if (facts.tcpPackets === 0) {
    await terminal.err(
      `tcplab: ${feed.label} holds no TCP: nothing in its ${packetCount(facts.packets)} can be explained\n`,
    );
  } else if (shown === 0 && silent) await terminal.err(`tcplab: ${words.nothingShown}\n`);
  if (abandoned > 0) {
    await terminal.err(
      `tcplab: too many conversations at a time: ${grouped(abandoned)} were let go while open; ` +
        "what comes late in them is counted as new conversations\n",
    );
  }
}

function reportOptions(flags: ExplainWishes, terminal: Terminal, { report: words, why }: Tables): ReportOptions {
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
      flags.filter === undefined ? "" : `--filter ${quote(flags.filter)}`,
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
