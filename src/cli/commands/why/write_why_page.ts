/** `tcplab why --html FILE`: the page of the capture, with the band of the time in it. */
import { quote } from "../../../base/quote.ts";
import { shellWord } from "../../../base/shell_word.ts";
import type { Terminal } from "../../../output/terminal.ts";
import type { CaptureFeed } from "../../../reading/feeds/capture_feed.ts";
import { STDIN_NAME } from "../../../reading/feeds/capture_source.ts";
import type { Progress } from "../../../reading/progress.ts";
import { scan } from "../../../reading/scan.ts";
import { writePage } from "../../../reading/write_page.ts";
import { describeCapture } from "../../../report/html/facts/describe_capture.ts";
import { EVERYTHING } from "../../../report/select/selection.ts";
import { languageOf } from "../../line/reader_language.ts";
import { VERSION } from "../../line/version.ts";
import type { WhyFlags } from "./why_flags.ts";

/** Writes the page to `path`; false after an interrupt. Throws `Failure`. */
export async function writeWhyPage(
  feed: CaptureFeed,
  path: string,
  { flags, terminal, progress }: { flags: WhyFlags; terminal: Terminal; progress: Progress },
): Promise<boolean> {
  const reading = { terminal, progress };
  const language = languageOf(flags.lang);
  const { scanned } = await scan(feed, reading, { diagnoses: true });
  const stream = flags.stream === undefined ? "" : ` --stream ${flags.stream}`;
  const [file, source] = feed.name === STDIN_NAME ? ["-", " < CAPTURE"] : [shellWord(feed.name), ""];
  const written = await writePage(scanned, path, {
    selection: { ...EVERYTHING, stream: flags.stream ?? null },
    language,
    surroundings: {
      ...describeCapture(scanned.overview.facts, language),
      ...source === "" ? { capture: file } : {},
      command: `tcplab why ${file}${stream} --html ${shellWord(path)}${source}`,
      program: `tcplab ${VERSION}`,
    },
    reading,
  });
  await progress.end();
  if (written === null) return false;
  await terminal.err(`Wrote ${quote(path)}; open it in a browser\n`);
  return true;
}
