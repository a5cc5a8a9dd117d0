/**
 * What `tcplab explain` does, from the flags' values to the exit code.
 */
import { Failure, UsageError } from "../base/failure.ts";
import type { CaptureProblem } from "../capture-file/capture_record.ts";
import { CODES } from "../explain/codes.ts";
import type { Language } from "../explain/explanation.ts";
import { compileFilter, filterReadsExplanations } from "../report/filter.ts";
import { FilterError, parseFilter } from "../report/filter_parser.ts";
import type { ReportOptions } from "../report/format.ts";
import { type FormatName, FORMATS } from "../report/formats.ts";
import { OverviewBuilder } from "../report/overview_builder.ts";
import { colourPalette, plainPalette } from "../report/palette.ts";
import { EVERYTHING, parseRange, type Selection } from "../report/selection.ts";
import { grouped } from "../report/times.ts";
import { ENGLISH_WORDS } from "../report/words.ts";
import { Progress } from "./explain_progress.ts";
import { type Reading, type ReadingOptions, readPackets } from "./explain_reading.ts";
import { writeCommented } from "./explain_pcapng.ts";
import { printReport } from "./explain_report.ts";
import type { Scanned } from "./explain_selected.ts";
import { CaptureSource } from "./explain_source.ts";
import type { Terminal } from "./terminal.ts";
import { quote } from "./value.ts";

/** The flags' values, as `commands/explain.ts` defines them. */
export interface ExplainFlags {
  readonly format: FormatName;
  readonly stream: number | undefined;
  readonly packets: string | undefined;
  readonly filter: string | undefined;
  readonly raw: boolean;
  readonly utc: boolean;
  readonly width: number | undefined;
  readonly pcapng: string | undefined;
  /** Whether the format is printed: not where a file was asked for and no format. */
  readonly prints: boolean;
}

const INTERRUPTED = 130;

/** Explains the capture at `path`; gives the exit code. */
export async function runExplain(path: string, flags: ExplainFlags, terminal: Terminal): Promise<number> {
  const job: Job = { flags, selection: selectionOf(flags), options: reportOptions(flags, terminal), language: "en" };
  const passes = flags.prints ? FORMATS[flags.format].open(NOTHING_YET, job.options).passes.length : 0;
  const readings = 1 + passes + (flags.pcapng === undefined ? 0 : 1);
  using source = await CaptureSource.open(path, { reread: readings > 1, interrupted: terminal.interrupted });
  const reading: ReadingOptions = { terminal, progress: new Progress(terminal, readings) };
  try {
    return await explainSource(source, job, reading);
  } finally {
    await reading.progress.end();
  }
}

/** What the user asked for, read. */
interface Job {
  readonly flags: ExplainFlags;
  readonly selection: Selection;
  readonly options: ReportOptions;
  readonly language: Language;
}

async function explainSource(source: CaptureSource, job: Job, reading: ReadingOptions): Promise<number> {
  const { flags, options } = job;
  const { terminal, progress } = reading;
  const { interrupted } = terminal;
  const { scanned, outcome } = await scan(source, reading);
  if (interrupted.aborted) return INTERRUPTED;
  refuseWhatCannotBeRead(source.name, scanned, outcome);
  refuseUnknownStream(flags.stream, scanned);
  let shown = 0;
  if (flags.pcapng !== undefined) {
    const { selection, language } = job;
    const written = await writeCommented(scanned, flags.pcapng, { selection, language, words: options.words, reading });
    if (written === null) return INTERRUPTED;
    shown = written.packets;
    await progress.end();
    await terminal.err(
      `Wrote ${quote(flags.pcapng)}: ${count(written.packets)}, ${grouped(written.comments)} comments\n`,
    );
  }
  if (flags.prints) ({ shown } = await printReport(scanned, { format: FORMATS[flags.format], ...job, reading }));
  if (interrupted.aborted) return INTERRUPTED;
  await progress.end();
  if (!terminal.closed) await remark(terminal, scanned, { shown, abandoned: outcome.abandoned });
  if (outcome.problem !== null) throw damage(source.name, outcome.packets, outcome.problem);
  return 0;
}

function damage(name: string, packets: number, { offset, reason }: CaptureProblem): Failure {
  const before = `the ${count(packets)} before it ${packets === 1 ? "is" : "are"} reported`;
  return new Failure(`${quote(name)} is damaged at byte ${offset}: ${reason}; ${before}`);
}

const NOTHING_YET = new OverviewBuilder().overview({ name: "", fileFormat: "", problem: null });

/** The first reading: counts, conversations, and how the file ends. */
async function scan(source: CaptureSource, reading: ReadingOptions): Promise<{ scanned: Scanned; outcome: Reading }> {
  const builder = new OverviewBuilder();
  const outcome = await readPackets(source, {
    visit: (packet, analysed) => builder.add(packet, analysed),
    onConversationEnd: (conversation) => builder.end(conversation),
  }, reading);
  const overview = builder.overview({
    name: source.name,
    fileFormat: `${outcome.format ?? ""}${outcome.compressed ? ", gzip" : ""}`,
    problem: outcome.problem,
  });
  return { scanned: { source, overview, completeness: builder.completeness }, outcome };
}

function refuseWhatCannotBeRead(name: string, { overview }: Scanned, { packets, problem }: Reading): void {
  const { facts } = overview;
  if (problem !== null && packets === 0) {
    const where = problem.offset === 0 ? "" : `byte ${problem.offset}: `;
    throw new Failure(`Cannot read ${quote(name)}: ${where}${problem.reason}`);
  }
  const unknown = facts.linkTypes.filter((linkType) => linkType.startsWith("link type "));
  if (packets > 0 && unknown.length === facts.linkTypes.length) {
    throw new Failure(
      `Cannot read the packets of ${quote(name)}: ${unknown.join(", ")} is not known to tcplab; ` +
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
  { source, overview }: Scanned,
  { shown, abandoned }: { shown: number; abandoned: number },
): Promise<void> {
  const { facts } = overview;
  if (facts.packets === 0) await terminal.err(`tcplab: ${quote(source.name)} holds no packets\n`);
  else if (facts.tcpPackets === 0) {
    await terminal.err(
      `tcplab: ${quote(source.name)} holds no TCP: none of its ${count(facts.packets)} can be explained\n`,
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

function reportOptions(flags: ExplainFlags, terminal: Terminal): ReportOptions {
  return {
    words: ENGLISH_WORDS,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: flags.width ?? terminal.columns,
    raw: flags.raw,
    utc: flags.utc,
  };
}

function selectionOf(flags: ExplainFlags): Selection {
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
    if (error instanceof FilterError) throw new UsageError(`--filter, ${error.message}`);
    throw error;
  }
}
