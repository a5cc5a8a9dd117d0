/** What `tcplab why` does, from the flags' values to the exit code. */
import { DONE, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure } from "../../../base/failure.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import { refuseSameFile } from "../../../output/distinct_files.ts";
import type { Terminal } from "../../../output/terminal.ts";
import type { CaptureFeed } from "../../../reading/feeds/capture_feed.ts";
import { damageOf } from "../../../reading/damage.ts";
import { diagnose, type Diagnosed } from "../../../reading/diagnose.ts";
import { FileFeed } from "../../../reading/feeds/file_feed.ts";
import { Progress } from "../../../reading/progress.ts";
import { WHY_FORMATS } from "../../../report/why/all_why_formats.ts";
import { languageOf } from "../../line/reader_language.ts";
import { joinReports, reportBetween } from "./between.ts";
import type { WhyFlags } from "./why_flags.ts";

const SHOWN_IN_TEXT = 10;
const SHOWN = 1000;
/** Once for the diagnosis, twice for the page. */
const READINGS_OF_PAGE = 3;

/** Diagnoses the capture at `path`; gives the exit code. */
export async function runWhy(path: string, flags: WhyFlags, terminal: Terminal): Promise<number> {
  const { html, other } = flags;
  await refuseSameFile([{ option: "--html", path: html }], path);
  using feed = await FileFeed.open(path, {
    reread: html !== undefined || other !== undefined,
    interrupted: terminal.interrupted,
  });
  if (feed === null) return INTERRUPTED;
  const progress = new Progress(terminal, html === undefined ? 1 : READINGS_OF_PAGE);
  try {
    const { stream = null, sort: ranking } = flags;
    const top = flags.top ?? (flags.format === "text" ? SHOWN_IN_TEXT : SHOWN);
    const diagnosed = await diagnose(feed, { stream, top, ranking }, { terminal, progress });
    await progress.end();
    const width = flags.width ?? terminal.columns;
    const between = other === undefined
      ? ""
      : await reportBetween(feed, other, { flags, reading: { terminal, progress }, width });
    if (between === null) return INTERRUPTED;
    await progress.end();
    const code = await print(feed, diagnosed, { flags, terminal, between });
    if (code !== DONE || html === undefined) return code;
    const { writeWhyPage } = await import("./write_why_page.ts");
    return await writeWhyPage(feed, html, { flags, terminal, progress }) ? DONE : INTERRUPTED;
  } finally {
    await progress.end();
  }
}

async function print(
  feed: CaptureFeed,
  diagnosed: Diagnosed,
  { flags, terminal, between }: { flags: WhyFlags; terminal: Terminal; between: string },
): Promise<number> {
  const { outcome, conversations, diagnoses } = diagnosed;
  const { problem, packets, abandoned, compressed } = outcome;
  if (terminal.interrupted.aborted) return INTERRUPTED;
  if (problem !== null && packets === 0) throw new Failure(`Cannot read ${feed.label}: ${problem.reason}`);
  if (flags.stream !== undefined && flags.stream >= conversations) {
    const known = conversations === 0 ? "it holds no TCP" : `its conversations are 0 to ${conversations - 1}`;
    throw new Failure(`There is no conversation ${flags.stream} in the capture: ${known}`);
  }
  const further = flags.stream === undefined ? conversations - diagnoses.length : 0;
  const why = WHY_FORMATS[flags.format]({ name: feed.name, diagnoses, further }, {
    words: tablesOf(languageOf(flags.lang)).why,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: flags.width ?? terminal.columns,
  });
  await terminal.out(between === "" ? why : joinReports(flags.format, why, between));
  if (abandoned > 0) {
    await terminal.err(`tcplab: too many conversations at a time: ${abandoned} were let go while open\n`);
  }
  if (problem !== null) {
    throw new Failure(`${damageOf(feed.label, { problem, compressed })}; what is before it is told`);
  }
  return DONE;
}
