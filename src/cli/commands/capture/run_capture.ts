/**
 * What `tcplab capture` does, from the flags' values to the exit code.
 */
import { DONE, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import { compileForFile } from "../../../capture-filter/compile/compile_filter.ts";
import { disassemble } from "../../../capture-filter/program/disassemble.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import type { LiveCapture } from "../../../linux/live_capture.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import { isStandardOutput } from "../../../output/standard_output.ts";
import type { Terminal } from "../../../output/terminal.ts";
import type { CaptureFeed } from "../../../reading/feeds/capture_feed.ts";
import { FileFeed } from "../../../reading/feeds/file_feed.ts";
import { Progress } from "../../../reading/progress.ts";
import { writeLive } from "../../../reading/write_live.ts";
import { grouped } from "../../../report/words/times.ts";
import { languageOf } from "../../line/reader_language.ts";
import { CaptureSink, type SinkOptions } from "./capture_file_sink.ts";
import { type CaptureFilter, readFilter, saying } from "./capture_filter.ts";
import type { CaptureFlags } from "./capture_flags.ts";
import { rotationOf } from "./file_names.ts";
import { ANY, interfaceLines } from "./interfaces.ts";
import { Limits } from "./limits.ts";
import { giveUpRoot, openCapture, otherWay } from "./open_capture.ts";
import { filteredFeed, liveFeed } from "./packet_source.ts";
import { ProcessNames } from "./process_names.ts";
import { damageOf } from "../../../reading/damage.ts";
import { writePackets } from "./write_packets.ts";

/** Link type of the packets that `--dump-filter` shows the program for. */
const ETHERNET = 1;

/** Captures until the count, the time or the user ends it; gives the exit code. */
export async function runCapture(flags: CaptureFlags, words: string, terminal: Terminal): Promise<number> {
  refuseCombinations(flags);
  // Asked for first: from here on Ctrl-C is a good end.
  if (terminal.interrupted.aborted) return DONE;
  if (flags.listInterfaces) return await listInterfaces(terminal);
  const filter = await readFilter(flags, words);
  if (flags.dumpFilter) {
    const program = saying(() => compileForFile(filter.expression, ETHERNET, filter.options)) ?? [];
    await terminal.out(disassemble(program));
    return DONE;
  }
  return flags.read === undefined
    ? await captureLive(flags, { filter, words }, terminal)
    : await captureFile(flags.read, flags, { filter, terminal });
}

function refuseCombinations(flags: CaptureFlags): void {
  const { write, explain, format, read, processes } = flags;
  if (write !== undefined && explain) {
    throw new UsageError("Options --write and --explain do not go together; write first, then: tcplab explain FILE");
  }
  if (write !== undefined && format === "ndjson") {
    throw new UsageError("Options --write and --format do not go together; write first, then: tcplab explain FILE");
  }
  if (read !== undefined && processes) {
    throw new UsageError("Option --processes needs a live capture: a file does not say which process it was");
  }
  if (flags.promiscuous && (read !== undefined || flags.interface === ANY)) {
    throw new UsageError("Option --promiscuous needs one interface: -i NAME (-D lists them)");
  }
  const rotation = rotationOf(flags);
  if (rotation !== null && (write === undefined || isStandardOutput(write))) {
    throw new UsageError("Options --file-size and --rotate-seconds need a file: --write FILE");
  }
}

async function listInterfaces(terminal: Terminal): Promise<number> {
  if (Deno.build.os !== "linux") throw new Failure("Live capture needs Linux: there are no interfaces to list");
  await terminal.out(interfaceLines().map((line) => line + "\n").join(""));
  return DONE;
}

async function captureLive(
  flags: CaptureFlags,
  { filter, words }: { readonly filter: CaptureFilter; readonly words: string },
  terminal: Terminal,
): Promise<number> {
  if (Deno.build.os !== "linux") throw new Failure(`Live capture needs Linux; ${otherWay(flags, words)}`);
  using capture = openCapture(flags, filter, words);
  const user = giveUpRoot(flags.relinquish, Deno.env.get("SUDO_USER"));
  const announce = () => {
    const who = user === null ? "" : ` as ${user.name}`;
    return terminal.err(`Capturing on ${flags.interface}${who}; Ctrl-C ends it\n`);
  };
  const limits = new Limits(flags, terminal);
  const feed = liveFeed(capture, flags.interface, limits);
  const surroundings = {
    terminal,
    linkType: capture.linkType,
    now: Date.now() / 1000,
    user: user?.name ?? null,
    announce,
  };
  await passOn(feed, flags, surroundings);
  await tellCounts(capture, limits.taken, terminal);
  return DONE;
}

async function tellCounts(capture: LiveCapture, packets: number, terminal: Terminal): Promise<void> {
  const { drops } = capture.counts();
  const lost = drops === 0 ? "none dropped" : `${grouped(drops)} dropped: they came faster than they were kept`;
  await terminal.err(`${count(packets)} captured, ${lost}\n`);
}

async function captureFile(
  path: string,
  flags: CaptureFlags,
  { filter, terminal }: { readonly filter: CaptureFilter; readonly terminal: Terminal },
): Promise<number> {
  using source = await FileFeed.open(path, { reread: false, interrupted: terminal.interrupted });
  if (source === null) return INTERRUPTED;
  const limits = new Limits(flags, terminal);
  const feed = filteredFeed(source, filter, limits);
  const { problem, compressed } = await passOn(feed, flags, {
    terminal,
    linkType: null,
    now: null,
    user: null,
    announce: () => Promise.resolve(),
  });
  if (problem?.offset === 0) throw new Failure(`Cannot read ${source.label}: ${problem.reason}`);
  if (problem !== null) throw new Failure(damageOf(source.label, { problem, compressed }));
  await terminal.err(`${count(limits.taken)} kept\n`);
  return DONE;
}

function count(packets: number): string {
  return packets === 1 ? "1 packet" : `${grouped(packets)} packets`;
}

/** Who waits for the packets, and what is known of them beforehand. */
interface Surroundings {
  readonly terminal: Terminal;
  readonly linkType: number | null;
  /** Time of day at which the capture begins, seconds; null where the packets come from a file. */
  readonly now: number | null;
  /** Name of the user whose rights root's were given up for, or null. */
  readonly user: string | null;
  /** Says that packets are captured from now on. */
  announce(): Promise<void>;
}

/** Prints packets or writes them to a file, as they come; gives how the feed ended. */
async function passOn(feed: CaptureFeed, flags: CaptureFlags, surroundings: Surroundings) {
  const { terminal, linkType, announce } = surroundings;
  const processes = flags.processes ? new ProcessNames() : null;
  if (flags.write === undefined) {
    await announce();
    return await print(feed, flags, { terminal, processes });
  }
  const options = { path: flags.write, rotation: rotationOf(flags), linkType, snapLength: flags.snaplen };
  using sink = await openSink(options, surroundings);
  await announce();
  return await writePackets(feed, sink, processes);
}

/** As `CaptureSink.open`; says whose rights were not enough. */
async function openSink(options: SinkOptions, { terminal, now, user }: Surroundings): Promise<CaptureSink> {
  try {
    return await CaptureSink.open(options, terminal, now);
  } catch (error) {
    if (!(error instanceof Failure) || user === null || !error.message.includes("permission denied")) throw error;
    throw new Failure(`${error.message}, as ${user} or keep root's rights with -Z root`);
  }
}

/** Prints packets as they come: a line each, explained, or as JSON. */
async function print(
  feed: CaptureFeed,
  flags: CaptureFlags,
  { terminal, processes }: { readonly terminal: Terminal; readonly processes: ProcessNames | null },
) {
  const language = languageOf(flags.lang);
  const options = {
    words: tablesOf(language).report,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: terminal.columns,
    raw: false,
    utc: false,
  };
  const reading = { terminal, progress: new Progress(terminal, 1) };
  const { format, explain: explains } = flags;
  return await writeLive(feed, { options, language, explains, format, processes, reading });
}
