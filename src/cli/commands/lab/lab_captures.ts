/**
 * The captures that a run writes: what was on the wire, and what each host's interface saw.
 */
import { UsageError } from "../../../base/failure.ts";
import type { CaptureRecord } from "../../../capture-file/capture_record.ts";
import { captureFile } from "../../../lab/capture_file.ts";
import type { Recording } from "../../../lab/recording.ts";
import type { End } from "../../../lab/wire/end.ts";
import { AtomicFile } from "../../../output/atomic_file.ts";
import type { NamedOutput } from "../../../output/distinct_files.ts";
import { isStandardOutput } from "../../../output/standard_output.ts";
import type { LabFlags } from "./lab_flags.ts";
import { type RunFileOptions, writeRunFile } from "./run/run_file.ts";

type CaptureFlags = Pick<LabFlags, "pcap" | "pcapClient" | "pcapServer" | "html" | "kernel" | "offload" | "checksums">;

interface Capture {
  readonly option: string;
  readonly path: string;
  /** The host, or null for the wire. */
  readonly host: End | null;
}

/** Every file of a run, for looking for names that are the same. */
export function namedOutputs(flags: CaptureFlags): NamedOutput[] {
  const files = capturesOf(flags).filter(({ path }) => !isStandardOutput(path));
  const kernel = flags.kernel !== undefined && isStandardOutput(flags.kernel) ? undefined : flags.kernel;
  const html = flags.html !== undefined && isStandardOutput(flags.html) ? undefined : flags.html;
  return [...files, { option: "--html", path: html }, { option: "--kernel", path: kernel }];
}

/** The option whose file is standard output, so that no report goes there; null for none. Throws `UsageError` where there are two. */
export function takerOfStandardOutput(flags: CaptureFlags): string | null {
  const others = [{ option: "--html", path: flags.html ?? "" }, { option: "--kernel", path: flags.kernel ?? "" }];
  const [first, second] = [...capturesOf(flags), ...others].filter(({ path }) => isStandardOutput(path));
  if (first !== undefined && second !== undefined) {
    throw new UsageError(`Options ${first.option} and ${second.option} cannot both write to standard output`);
  }
  return first?.option ?? null;
}

/** The hosts whose interfaces are to be recorded. */
export function recordedHosts(flags: CaptureFlags): End[] {
  return capturesOf(flags).flatMap(({ host }) => host ?? []);
}

/** A file that cannot be written is told before a scenario is played for it. A pipe is opened when there is something. */
export async function refuseUnwritable(flags: CaptureFlags): Promise<void> {
  const others = [flags.html, flags.kernel].filter((path) => path !== undefined);
  const paths = [...capturesOf(flags).map(({ path }) => path), ...others];
  for (const path of paths.filter((one) => !isStandardOutput(one))) {
    if ((await Deno.stat(path).catch(() => null))?.isFifo) continue;
    await (await AtomicFile.create(path))[Symbol.asyncDispose]();
  }
}

/** Writes what was asked for; `records` are those of the wire. Throws `Failure`. */
export async function writeCaptures(
  recording: Recording,
  records: readonly CaptureRecord[],
  { flags, offload, ...waiting }: RunFileOptions & { readonly flags: CaptureFlags; readonly offload: boolean },
): Promise<void> {
  for (const { path, host } of capturesOf(flags)) {
    const own = host === null ? records : recording.seenRecords(host);
    const source = { name: host ?? "wire", unfilled: offload && !flags.checksums };
    const parts = captureFile(own, /\.pcap$/i.test(path), source);
    await writeRunFile(path, { parts, what: `${own.length} packets` }, waiting);
    // Who wanted no more of one waits for no other.
    if (waiting.terminal.interrupted.aborted) return;
  }
}

function capturesOf({ pcap, pcapClient, pcapServer }: CaptureFlags): Capture[] {
  const all = [
    { option: "--pcap", path: pcap, host: null },
    { option: "--pcap-client", path: pcapClient, host: "client" },
    { option: "--pcap-server", path: pcapServer, host: "server" },
  ] as const;
  return all.flatMap(({ path, ...rest }) => path === undefined ? [] : [{ ...rest, path }]);
}
