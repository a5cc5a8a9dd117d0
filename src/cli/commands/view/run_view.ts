/** What `tcplab view` does, from the flags' values to the exit code. */
import { INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import type { Terminal } from "../../../output/terminal.ts";
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
  const progress = new Progress(terminal, 1);
  const opened = await IndexedCapture.open(path, { terminal, progress });
  await progress.end();
  if (opened === null) return INTERRUPTED;
  using capture = opened;
  refuseWhatCannotBeShown(capture);
  const { problem, index, flows } = capture;
  if (problem !== null) {
    await terminal.err(
      `tcplab: ${quote(path)} is damaged at byte ${problem.offset}: ${problem.reason}; what is before it is shown\n`,
    );
  }
  const view = new View(capture, {
    language: languageOf(flags.lang),
    program: `tcplab ${VERSION}`,
    // Making a page is quick: its progress would only flicker.
    reading: { terminal, progress: new Progress({ ...terminal, showsProgress: false }, 1) },
  });
  await terminal.err(`${grouped(index.count)} packets, ${grouped(flows.length)} conversations; Ctrl-C ends\n`);
  await serveView(view, {
    port: flags.port,
    stays: flags.stay,
    interrupted: terminal.interrupted,
    ready: (address) => void announce(address, flags.open, terminal),
  }).catch((error) => {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new Failure(
      `Cannot listen on 127.0.0.1:${flags.port}: the port is in use; choose another with --port, or 0 for any`,
    );
  });
  return terminal.interrupted.aborted ? INTERRUPTED : 0;
}

function refuseWhatCannotBeShown({ name, index, problem }: IndexedCapture): void {
  if (index.count > 0) return;
  if (problem !== null) throw new Failure(`Cannot read ${quote(name)}: ${problem.reason}`);
  throw new Failure(`${quote(name)} holds no packets: there is nothing to look at`);
}

async function announce(address: string, opens: boolean, terminal: Terminal): Promise<void> {
  await terminal.out(`${address}\n`);
  if (!opens) return;
  const { openBrowser } = await import("../../line/open_browser.ts");
  if (!await openBrowser(address)) await terminal.err(`Cannot open a browser from here: open ${address} yourself\n`);
}
