/**
 * What `tcplab capture` does, from the flags' values to the exit code.
 */
import { Failure, UsageError } from "../../../base/failure.ts";
import { ENODEV, SystemCallError } from "../../../linux/calls/errors.ts";
import { LiveCapture, type LivePacket } from "../../../linux/live_capture.ts";
import { readSystemFile } from "../../../linux/system_file.ts";
import { parseAddress } from "../../../packet/parse_address.ts";
import { CaptureSink } from "./capture_file_sink.ts";
import type { CaptureFlags } from "./capture_flags.ts";
import { LiveFeed } from "../../../reading/feeds/live_feed.ts";
import { Progress } from "../../../reading/progress.ts";
import { writeLive } from "../../../reading/write_live.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import { languageOf } from "../../line/reader_language.ts";
import { grouped } from "../../../report/words/times.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { quote } from "../../../base/quote.ts";

const ANY = "any";

/** Captures until the count, the time or the user ends it; gives the exit code. */
export async function runCapture(flags: CaptureFlags, terminal: Terminal): Promise<number> {
  if (flags.write !== undefined && flags.explain) {
    throw new UsageError("Options --write and --explain do not go together; write first, then: tcplab explain FILE");
  }
  if (Deno.build.os !== "linux") throw new Failure(`Live capture needs Linux; ${otherWay(flags)}`);
  const host = flags.host === undefined ? undefined : addressOf(flags.host);
  using capture = open(flags, host);
  const packets = flags.write === undefined
    ? await print(capture, flags, terminal)
    : await write(capture, flags.write, { flags, terminal });
  const { drops } = capture.counts();
  const lost = drops === 0 ? "none dropped" : `${grouped(drops)} dropped: they came faster than they were kept`;
  await terminal.err(`${grouped(packets)} ${packets === 1 ? "packet" : "packets"} captured, ${lost}\n`);
  return 0;
}

/** Prints packets as they come, a line each or explained; gives their number. */
async function print(capture: LiveCapture, flags: CaptureFlags, terminal: Terminal): Promise<number> {
  await announce(flags, terminal);
  const limits = limitsOf(flags, terminal);
  const feed = new LiveFeed(flags.interface, capture.linkType, (take) => pump(capture, take, limits));
  const language = languageOf(flags.lang);
  const options = {
    words: tablesOf(language).report,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: terminal.columns,
    raw: false,
    utc: false,
  };
  const reading = { terminal, progress: new Progress(terminal, 1) };
  return await writeLive(feed, { options, language, explains: flags.explain, reading });
}

/** Writes packets to a file as they come; gives their number. */
async function write(
  capture: LiveCapture,
  path: string,
  { flags, terminal }: { readonly flags: CaptureFlags; readonly terminal: Terminal },
): Promise<number> {
  using sink = await CaptureSink.open(path, capture.linkType, terminal);
  await announce(flags, terminal);
  const limits = limitsOf(flags, terminal);
  let more = true;
  while (more) {
    more = await pump(capture, (packet) => sink.add(packet), limits);
    await sink.flush();
  }
  await sink.end();
  return limits.taken;
}

async function announce(flags: CaptureFlags, terminal: Terminal): Promise<void> {
  await terminal.err(`Capturing on ${flags.interface}; Ctrl-C ends it\n`);
}

/** What ends a capture: the user, a reader that goes, a count, the time. */
interface Limits {
  taken: number;
  readonly most: number;
  readonly over: () => boolean;
}

function limitsOf({ count = Infinity, duration }: CaptureFlags, terminal: Terminal): Limits {
  const until = duration === undefined ? Infinity : performance.now() + duration * 1000;
  return {
    taken: 0,
    most: count,
    over: () => terminal.interrupted.aborted || terminal.closed || performance.now() >= until,
  };
}

/** Hands on the packets that are there, or waits for some, but not for long; false once no more are wanted. */
async function pump(capture: LiveCapture, take: (packet: LivePacket) => void, limits: Limits): Promise<boolean> {
  if (limits.taken >= limits.most || limits.over()) return false;
  await capture.read((packet) => {
    limits.taken++;
    take(packet);
    return limits.taken < limits.most;
  });
  return true;
}

function open(flags: CaptureFlags, host: Uint8Array | undefined): LiveCapture {
  const device = flags.interface === ANY ? null : flags.interface;
  try {
    return new LiveCapture({ device, port: flags.port, host });
  } catch (error) {
    if (error instanceof SystemCallError && error.errno === ENODEV) {
      throw new Failure(
        `There is no interface ${quote(flags.interface)}; there are: ${interfaceNames().join(", ")}, any`,
      );
    }
    if (error instanceof SystemCallError) throw new Failure(`Cannot capture: ${error.message}`);
    if (error instanceof Failure) throw new Failure(`Cannot capture: ${error.message}; or ${otherWay(flags)}`);
    throw error;
  }
}

function addressOf(text: string): Uint8Array {
  const address = parseAddress(text);
  if (address === null) throw new UsageError(`Option --host takes an IPv4 or IPv6 address: found ${quote(text)}`);
  return address;
}

/** The names in the first column of /proc/net/dev, behind its two lines of headings. */
function interfaceNames(): string[] {
  const lines = readSystemFile("/proc/net/dev").trimEnd().split("\n").slice(2);
  return lines.map((line) => line.split(":")[0]?.trim() ?? "");
}

/** The same capture with a program that this machine may have. */
export function otherWay(flags: CaptureFlags): string {
  const filter = [
    ...(flags.host === undefined ? [] : [`host ${flags.host}`]),
    ...(flags.port === undefined ? [] : [`port ${flags.port}`]),
  ].join(" and ");
  const count = flags.count === undefined ? "" : ` -c ${flags.count}`;
  const device = flags.interface === ANY && Deno.build.os !== "linux" ? "" : ` -i ${flags.interface}`;
  const program = Deno.build.os === "windows" ? "dumpcap" : "sudo tcpdump";
  const wanted = filter === "" ? "" : Deno.build.os === "windows" ? ` -f "${filter}"` : ` '${filter}'`;
  const file = flags.write === undefined || flags.write === "-" ? "capture.pcap" : flags.write;
  return `capture with: ${program}${device}${count} -w ${file}${wanted}, then: tcplab explain ${file}`;
}
