/** A page that is written to be looked at: where it goes, and the browser that shows it. */
import { UsageError } from "../../base/failure.ts";
import { quote } from "../../base/quote.ts";
import { openBrowser } from "./open_browser.ts";
import { resolve, toFileUrl } from "@std/path";
import { isStandardOutput } from "../../output/standard_output.ts";
import type { Terminal } from "../../output/terminal.ts";

/** The file of the page: the one that was named, or for `--open` alone a temporary one. Throws `UsageError`. */
export async function pageFile(
  { html, open, answers = true }: {
    readonly html: string | undefined;
    readonly open: boolean;
    readonly answers?: boolean;
  },
): Promise<string | undefined> {
  if (!answers && !open && html === undefined) {
    throw new UsageError("Option --no-answers goes with --html: it is the page that is handed out");
  }
  if (!open) return html;
  if (html !== undefined && isStandardOutput(html)) {
    throw new UsageError("Option --open needs a file: it cannot open standard output");
  }
  return html ?? await Deno.makeTempFile({ prefix: "tcplab-", suffix: ".html" });
}

/** Opens the page in the browser, or says that it could not be. */
export async function showPage(path: string, terminal: Terminal): Promise<void> {
  if (!await openBrowser(toFileUrl(resolve(path)).href)) {
    await terminal.err(`No browser can be started from here; open ${quote(path)} in one\n`);
  }
}
