/**
 * What `tcplab explain` does, from the flags' values to the exit code.
 */
import { DONE, FAILED, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure } from "../../../base/failure.ts";
import type { CaptureProblem } from "../../../capture-file/capture_record.ts";
import type { ReportWords } from "../../../language/kinds/report_words.ts";
import { FORMATS } from "../../../report/all_formats.ts";
import { grouped } from "../../../report/words/times.ts";
import { damageOf } from "../../../reading/damage.ts";
import { Progress } from "../../../reading/progress.ts";
import type { Reading } from "../../../reading/read_packets.ts";
import { refuseSameFile } from "../../../output/distinct_files.ts";
import { writeReport } from "../../../reading/write_report.ts";
import type { CaptureFeed } from "../../../reading/feeds/capture_feed.ts";
import { openFeed } from "../../../reading/feeds/open_feed.ts";
import { filterReadings } from "../../../reading/choose_conversations.ts";
import { NOTHING_YET, scan, type Scanned } from "../../../reading/scan.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { refuseUnknownStream } from "../../line/one_capture.ts";
import type { Crew } from "./jobs/crew.ts";
import { sharesPackets } from "./jobs/shares_packets.ts";
import { placeOfOverview, wantsOverview } from "./large_capture.ts";
import type { ExplainWishes, Job, Reader } from "./explain_job.ts";
import type { OverviewFlows } from "./print_overview.ts";
import { packetCount } from "./packet_count.ts";
import { readJob, withFilter } from "./read_job.ts";

/** Explains the capture at `path`, or at several paths whose captures are one; gives the exit code. */
export async function runExplain(
  path: string | readonly string[],
  flags: ExplainWishes,
  terminal: Terminal,
): Promise<number> {
  const paths = typeof path === "string" ? [path] : path;
  const job: Job = {
    ...readJob(flags, terminal),
    expectation: flags.expect.length === 0 ? null : await readyExpectation(flags.expect),
  };
  const outputs = [{ option: "--pcapng", path: flags.pcapng }, { option: "--html", path: flags.html }];
  for (const input of paths) await refuseSameFile(outputs, input);
  const passes = flags.prints ? FORMATS[flags.format].open(NOTHING_YET, job.options).passes.length : 0;
  const readings = 1 + passes + (job.filter === null ? 0 : filterReadings(job.filter)) +
    (job.expectation?.readings ?? 0) + (flags.pcapng === undefined ? 0 : 1) +
    (flags.html === undefined ? 0 : 1);
  using opened = new DisposableStack();
  const feed = await openFeed(paths, { reread: readings > 1, interrupted: terminal.interrupted }, opened);
  if (feed === null) return INTERRUPTED;
  const crew = await startJobs(paths, job, terminal);
  if (crew !== null) opened.use(crew);
  // Of a capture that takes long to read the overview is all, and it needs no second reading.
  const progress = new Progress(terminal, wantsOverview(job) ? 1 : readings);
  const reading: Reader = { terminal, progress, shared: crew?.shared };
  try {
    return await explainFeed(feed, job, reading);
  } finally {
    await progress.end();
  }
}

/** The other jobs, where there are any and the packets are what is printed. */
async function startJobs(paths: readonly string[], job: Job, terminal: Terminal): Promise<Crew | null> {
  if (job.flags.jobs === 1 || !sharesPackets(job)) return null;
  const { Crew } = await import("./jobs/crew.ts");
  return await Crew.start(paths, job, terminal);
}

async function explainFeed(feed: CaptureFeed, asked: Job, reading: Reader): Promise<number> {
  const { flags } = asked;
  const { terminal, progress } = reading;
  const { interrupted } = terminal;
  const diagnoses = flags.html !== undefined || (flags.prints && FORMATS[flags.format].tellsTime === true);
  const flows = wantsOverview(asked) ? await overviewFlows(feed, asked) : null;
  const { scanned, outcome } = await scan(feed, reading, { diagnoses, beside: flows?.visitor ?? null });
  if (interrupted.aborted) return INTERRUPTED;
  refuseWhatCannotBeRead(feed.label, scanned, outcome);
  refuseUnknownStream(flags.stream, scanned.overview.conversationCount);
  const job = await withFilter(asked, scanned, reading);
  if (interrupted.aborted) return INTERRUPTED;
  let shown: number | null = null;
  if (flags.pcapng !== undefined || flags.html !== undefined) {
    const { writeFiles } = await import("./write_files.ts");
    shown = await writeFiles(scanned, job, reading);
    if (shown === null) return INTERRUPTED;
  }
  if (flags.prints) shown = await print(scanned, job, { ...reading, flows });
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

async function overviewFlows(feed: CaptureFeed, { language }: Job): Promise<OverviewFlows> {
  const { OverviewFlows } = await import("./print_overview.ts");
  return new OverviewFlows(feed.name, language);
}

/** Prints what was asked for; gives the number of packets that it is about. */
async function print(
  scanned: Scanned,
  job: Job,
  { flows, ...reading }: Reader & { readonly flows: OverviewFlows | null },
): Promise<number> {
  const place = flows === null ? null : placeOfOverview(scanned);
  if (place !== null) {
    await flows!.print(scanned, job, { terminal: reading.terminal, follows: place === "before" });
    if (place === "instead") return scanned.overview.facts.packets;
  }
  const { shared } = reading;
  const printing = { format: FORMATS[job.flags.format], ...job, reading, ...(shared === undefined ? {} : { shared }) };
  return (await writeReport(scanned, printing)).shown;
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
