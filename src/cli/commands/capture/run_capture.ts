/**
 * What `tcplab capture` does, from the flags' values to the exit code.
 */
import { Failure, UsageError } from "../../../base/failure.ts";
import type { Language } from "../../../language/language.ts";
import { ENODEV, SystemCallError } from "../../../linux/calls/errors.ts";
import { LiveCapture } from "../../../linux/live_capture.ts";
import { readSystemFile } from "../../../linux/system_file.ts";
import { parseAddress } from "../../../packet/parse_address.ts";
import { CaptureSink, type PacketSink } from "./capture_file_sink.ts";
import { ExplainingSink } from "./explaining_sink.ts";
import { languageOf } from "../../line/reader_language.ts";
import { grouped } from "../../../report/words/times.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { quote } from "../../../base/quote.ts";

export interface CaptureFlags {
  readonly interface: string;
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly write: string | undefined;
  readonly explain: boolean;
  /** Undefined: as the environment says. */
  readonly lang: Language | undefined;
  readonly count: number | undefined;
  readonly duration: number | undefined;
}

const ANY = "any";

/** Captures until the count, the time or the user ends it; gives the exit code. */
export async function runCapture(flags: CaptureFlags, terminal: Terminal): Promise<number> {
  if (flags.write !== undefined && flags.explain) {
    throw new UsageError("Options --write and --explain do not go together; write first, then: tcplab explain FILE");
  }
  if (Deno.build.os !== "linux") throw new Failure(`Live capture needs Linux; ${otherWay(flags)}`);
  const host = flags.host === undefined ? undefined : addressOf(flags.host);
  using capture = open(flags, host);
  const sink: PacketSink = flags.write === undefined
    ? new ExplainingSink(terminal, capture.linkType, { explains: flags.explain, language: languageOf(flags.lang) })
    : await CaptureSink.open(flags.write, capture.linkType, terminal);
  await using _sink = sink;
  await terminal.err(`Capturing on ${flags.interface}; Ctrl-C ends it\n`);
  const packets = await pump(capture, sink, { flags, terminal });
  await sink.end();
  const { drops } = capture.counts();
  const lost = drops === 0 ? "none dropped" : `${grouped(drops)} dropped: they came faster than they were kept`;
  await terminal.err(`${grouped(packets)} ${packets === 1 ? "packet" : "packets"} captured, ${lost}\n`);
  return 0;
}

/** Moves packets from the ring to the sink. */
async function pump(
  capture: LiveCapture,
  sink: PacketSink,
  { flags, terminal }: { flags: CaptureFlags; terminal: Terminal },
): Promise<number> {
  const { interrupted } = terminal;
  const until = flags.duration === undefined ? Infinity : performance.now() + flags.duration * 1000;
  const most = flags.count ?? Infinity;
  let packets = 0;
  while (packets < most && !interrupted.aborted && !terminal.closed && performance.now() < until) {
    await capture.read((packet) => {
      packets++;
      sink.add(packet);
      return packets < most;
    });
    await sink.flush();
  }
  return packets;
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
