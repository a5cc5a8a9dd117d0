/** What `tcplab why` does, from the flags' values to the exit code. */
import { DONE, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure } from "../../../base/failure.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { colourPalette, plainPalette } from "../../../output/palette.ts";
import { refuseSameFile } from "../../../output/distinct_files.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { damageOf } from "../../../reading/damage.ts";
import { diagnose } from "../../../reading/diagnose.ts";
import { openFeed } from "../../../reading/feeds/open_feed.ts";
import { Progress } from "../../../reading/progress.ts";
import type { Reading } from "../../../reading/read_packets.ts";
import { Shortlist } from "../../../reading/shortlist.ts";
import { WHY_FORMATS } from "../../../report/why/all_why_formats.ts";
import type { ShownDiagnosis } from "../../../report/why/why_report.ts";
import { refuseSeveralCaptures, refuseUnknownStream } from "../../line/one_capture.ts";
import { languageOf } from "../../line/reader_language.ts";
import { joinReports, reportBetween } from "./between.ts";
import type { WhyFlags } from "./why_flags.ts";

const SHOWN_IN_TEXT = 10;
const SHOWN = 1000;
/** Once for the diagnosis, twice for the page. */
const READINGS_OF_PAGE = 3;

/** Diagnoses the captures, with `--join` all of them as one; gives the exit code. */
export async function runWhy(files: readonly string[], flags: WhyFlags, terminal: Terminal): Promise<number> {
  const captures = flags.join ? [files] : files.map((file) => [file]);
  const { html, other } = flags;
  refuseSeveralCaptures({ html, other }, captures.length);
  for (const file of files) await refuseSameFile([{ option: "--html", path: html }], file);
  const top = flags.top ?? (flags.format === "text" ? SHOWN_IN_TEXT : SHOWN);
  const list = new Shortlist<ShownDiagnosis>(top, flags.sort);
  const told: Told[] = [];
  const progress = new Progress(terminal, html === undefined ? captures.length : READINGS_OF_PAGE);
  try {
    for (const capture of captures) {
      const one = await tell(capture, { flags, reading: { terminal, progress }, list, top });
      if (one === null) return INTERRUPTED;
      told.push(one);
    }
  } finally {
    await progress.end();
  }
  return await print(told, list.sorted(), { flags, terminal });
}

/** What is known of a capture beside its diagnoses. */
interface Told {
  readonly label: string;
  readonly outcome: Reading;
  readonly conversations: number;
  /** What a second capture tells, in the format asked for; empty for none. */
  readonly between: string;
}

/** Reads a capture, adds its diagnoses to `list`, and writes what was asked for beside; null after an interrupt. */
async function tell(
  paths: readonly string[],
  { flags, reading, list, top }: {
    readonly flags: WhyFlags;
    readonly reading: { readonly terminal: Terminal; readonly progress: Progress };
    readonly list: Shortlist<ShownDiagnosis>;
    readonly top: number;
  },
): Promise<Told | null> {
  const { html, other, stream = null, sort: ranking } = flags;
  const { terminal, progress } = reading;
  const { interrupted } = terminal;
  using opened = new DisposableStack();
  const feed = await openFeed(paths, { reread: html !== undefined || other !== undefined, interrupted }, opened);
  if (feed === null) return null;
  const { outcome, conversations, diagnoses } = await diagnose(feed, { stream, top, ranking }, reading);
  if (interrupted.aborted) return null;
  const { label, name } = feed;
  if (outcome.problem !== null && outcome.packets === 0) {
    throw new Failure(`Cannot read ${label}: ${outcome.problem.reason}`);
  }
  for (const diagnosis of diagnoses) list.add({ ...diagnosis, capture: name });
  await progress.end();
  const width = flags.width ?? terminal.columns;
  const between = other === undefined ? "" : await reportBetween(feed, other, { flags, reading, width });
  if (between === null) return null;
  if (html !== undefined) {
    const { writeWhyPage } = await import("./write_why_page.ts");
    if (!await writeWhyPage(feed, html, { flags, terminal, progress })) return null;
  }
  return { label, outcome, conversations, between };
}

async function print(
  told: readonly Told[],
  diagnoses: readonly ShownDiagnosis[],
  { flags, terminal }: { readonly flags: WhyFlags; readonly terminal: Terminal },
): Promise<number> {
  const counts = told.map(({ conversations }) => conversations);
  refuseUnknownStream(flags.stream, ...counts);
  const conversations = counts.reduce((sum, count) => sum + count, 0);
  const further = flags.stream === undefined ? conversations - diagnoses.length : 0;
  const why = WHY_FORMATS[flags.format]({ diagnoses, captures: told.length, further }, {
    words: tablesOf(languageOf(flags.lang)).why,
    palette: terminal.colour ? colourPalette : plainPalette,
    width: flags.width ?? terminal.columns,
  });
  const between = told.map((one) => one.between).join("");
  await terminal.out(between === "" ? why : joinReports(flags.format, why, between));
  const abandoned = told.reduce((sum, { outcome }) => sum + outcome.abandoned, 0);
  if (abandoned > 0) {
    await terminal.err(`tcplab: too many conversations at a time: ${abandoned} were let go while open\n`);
  }
  const damages = told.flatMap(({ label, outcome: { problem, compressed } }) =>
    problem === null ? [] : [`${damageOf(label, { problem, compressed })}; what is before it is told`]
  );
  for (const damage of damages.slice(0, -1)) await terminal.err(`tcplab: ${damage}\n`);
  if (damages.length > 0) throw new Failure(damages.at(-1)!);
  return DONE;
}
