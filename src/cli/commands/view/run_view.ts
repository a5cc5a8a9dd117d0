/** What `tcplab view` does, from the flags' values to the exit code. */
import { INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { damageOf } from "../../../reading/damage.ts";
import { Progress } from "../../../reading/progress.ts";
import { grouped } from "../../../report/words/times.ts";
import { IndexedCapture } from "../../../view/index/indexed_capture.ts";
import { serveView } from "../../../view/server/serve_view.ts";
import { View } from "../../../view/server/view.ts";
import { languageOf } from "../../line/reader_language.ts";
import { VERSION } from "../../line/version.ts";
import type { ViewFlags } from "./view_flags.ts";

/** Shows the capture at `path`; gives the exit code. */
export async function runView(path: string, flags: ViewFlags, terminal: Terminal): Promise<number> {
  const opened = await IndexedCapture.open(path, { follow: flags.follow, interrupted: terminal.interrupted });
  if (opened === null) return INTERRUPTED;
  await using capture = opened;
  const over = new AbortController();
  const shown: Shown = { capture, flags, terminal, interrupted: AbortSignal.any([terminal.interrupted, over.signal]) };
  const progress = new Progress(terminal, 1);
  const indexed = capture.read(progress);
  if (!capture.bytes.live) {
    await indexed;
    await progress.end();
    if (terminal.interrupted.aborted) return INTERRUPTED;
    refuseEmpty(capture);
  }
  const view = new View(capture, {
    language: languageOf(flags.lang),
    program: `tcplab ${VERSION}`,
    reading: capture.reading(quiet(terminal)),
  });
  try {
    const listening = Promise.withResolvers<void>();
    await Promise.all([
      Promise.all([indexed, listening.promise]).then(() => tellEnd(shown)),
      serve(view, shown, listening.resolve).finally(() => capture.stop()),
      // Nobody waits for it: a line that tells how far it has come would only flicker.
      capture.judge(languageOf(flags.lang), quiet(terminal)).then(() => view.prepare()),
    ]);
  } finally {
    over.abort();
  }
  return terminal.interrupted.aborted ? INTERRUPTED : 0;
}

/** What is shown, to whom, and how long. */
interface Shown {
  readonly capture: IndexedCapture;
  readonly flags: ViewFlags;
  readonly terminal: Terminal;
  readonly interrupted: AbortSignal;
}

function quiet(terminal: Terminal): Progress {
  return new Progress({ ...terminal, showsProgress: false }, 1);
}

async function serve(view: View, shown: Shown, listening: () => void): Promise<void> {
  const { flags: { port, stay, open }, terminal, interrupted } = shown;
  const ready = (address: string): void => void announce(address, open, terminal).then(listening);
  try {
    await serveView(view, { port, stays: stay, interrupted, ready });
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Failure(
      `Cannot listen on 127.0.0.1:${port}: the port is in use; choose another with --port, or 0 for any`,
    );
  }
}

/** Throws `Failure` where the capture, read to its end, holds nothing to look at. */
function refuseEmpty({ name, index, problem }: IndexedCapture): void {
  if (index.count > 0) return;
  if (problem !== null) throw new Failure(`Cannot read ${quote(name)}: ${problem.reason}`);
  throw new Failure(`${quote(name)} holds no packets: there is nothing to look at`);
}

/** The capture has been read to its end, and pages are served: what there is, and what is wrong with it. Throws `Failure`. */
async function tellEnd({ capture, terminal, interrupted }: Shown): Promise<void> {
  if (interrupted.aborted) return;
  refuseEmpty(capture);
  const { name, index, conversations, problem, bytes } = capture;
  if (problem !== null) {
    const damage = damageOf(quote(name), { problem, compressed: bytes.compressed });
    const hint = bytes.live || bytes.compressed ? "" : "; --follow waits for the rest of a file that is being written";
    await terminal.err(`tcplab: ${damage}; what is before it is shown${hint}\n`);
  }
  const counts = `${counted(index.count, "packet")}, ${counted(conversations.count, "conversation")}`;
  await terminal.err(bytes.live ? `The capture has ended: ${counts}\n` : `${counts}; Ctrl-C ends\n`);
}

function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}

async function announce(address: string, opens: boolean, terminal: Terminal): Promise<void> {
  await terminal.out(`${address}\n`);
  if (!opens) return;
  const { openBrowser } = await import("../../line/open_browser.ts");
  if (!await openBrowser(address)) await terminal.err(`Cannot open a browser from here: open ${address} yourself\n`);
}
