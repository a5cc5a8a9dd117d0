/**
 * A file of a run: on the disk, standard output for `-`, or a named pipe, which is opened once there is something to write.
 */
import { quote } from "../../../../base/quote.ts";
import { openResult, type ResultFile } from "../../../../output/result_file.ts";
import { isStandardOutput } from "../../../../output/standard_output.ts";
import type { Terminal } from "../../../../output/terminal.ts";

/** A reader that is there has opened its end of a pipe by then, ms. */
const MOMENT = 200;

/** Who waits for the file. */
export interface RunFileOptions {
  readonly terminal: Terminal;
  /** The user has stopped the run: nobody is waited for who does not read yet. */
  readonly stopped: boolean;
}

/** Writes `parts`, and says that it did: `what` is in it. Nothing is written where the user ends the wait for a reader. */
export async function writeRunFile(
  path: string,
  { parts, what }: { readonly parts: Iterable<Uint8Array>; readonly what: string },
  options: RunFileOptions,
): Promise<void> {
  const opened = await open(path, options);
  if (opened === null) return;
  await using file = opened;
  for (const part of parts) {
    file.add(part);
    if (file.full) await file.flush();
  }
  await file.finish();
  if (!isStandardOutput(path)) await options.terminal.err(`Wrote ${quote(path)}: ${what}\n`);
}

async function open(path: string, { terminal, stopped }: RunFileOptions): Promise<ResultFile | null> {
  const { interrupted } = terminal;
  const patience = stopped ? AbortSignal.any([interrupted, AbortSignal.timeout(MOMENT)]) : interrupted;
  if (!stopped && (await Deno.stat(path).catch(() => null))?.isFifo) {
    await terminal.err(`Waiting for somebody to read ${quote(path)}; Ctrl-C ends it\n`);
  }
  try {
    return await openResult(path, terminal, patience);
  } catch (error) {
    if (!patience.aborted) throw error;
    return null;
  }
}
