/**
 * The files that `tcplab explain` writes beside its report: loaded only where one is asked for, for the page is a third of the
 * program.
 */
import { quote } from "../../../base/quote.ts";
import { shellWord } from "../../../base/shell_word.ts";
import { isStandardOutput } from "../../../output/standard_output.ts";
import { writeCommented } from "../../../reading/write_comments.ts";
import { writePage } from "../../../reading/write_page.ts";
import { STDIN_NAME } from "../../../reading/feeds/capture_source.ts";
import type { Scanned } from "../../../reading/scan.ts";
import type { ReportOptions } from "../../../report/facts/output_format.ts";
import type { Surroundings } from "../../../report/html/facts/report_collector.ts";
import { describeCapture } from "../../../report/html/facts/describe_capture.ts";
import { grouped } from "../../../report/words/times.ts";
import { VERSION } from "../../line/version.ts";
import type { ExplainWishes, Job, Reader } from "./explain_job.ts";
import { packetCount } from "./packet_count.ts";

/** Writes the files asked for; gives the number of packets shown in them, null after an interrupt. */
export async function writeFiles(scanned: Scanned, job: Job, reading: Reader): Promise<number | null> {
  const { flags, selection, language, options } = job;
  const { terminal, progress } = reading;
  let shown = 0;
  if (flags.pcapng !== undefined) {
    const written = await writeCommented(scanned, flags.pcapng, { selection, language, words: options.words, reading });
    if (written === null) return null;
    shown = written.packets;
    await progress.end();
    const comments = written.comments === 1 ? "1 comment" : `${grouped(written.comments)} comments`;
    if (!isStandardOutput(flags.pcapng)) {
      await terminal.err(`Wrote ${quote(flags.pcapng)}: ${packetCount(shown)}, ${comments}\n`);
    }
  }
  if (flags.html !== undefined) {
    const surroundings = {
      ...describeCapture(scanned.overview.facts, language),
      command: commandLine(scanned, flags, options),
      ...readAgain(scanned, flags),
      program: `tcplab ${VERSION}`,
    };
    const written = await writePage(scanned, flags.html, {
      selection,
      language,
      surroundings,
      answers: flags.answers,
      reading,
    });
    if (written === null) return null;
    shown = written.shown;
    const { leftOut } = written;
    const first = leftOut === 0 ? "" : `the first ${grouped(shown - leftOut)} of `;
    await progress.end();
    const hint = flags.open ? "" : "; open it in a browser";
    if (!isStandardOutput(flags.html)) {
      await terminal.err(`Wrote ${quote(flags.html)}: ${first}${packetCount(shown)}${hint}\n`);
    }
  }
  return shown;
}

/** The line that makes the page again. */
function commandLine({ feed }: Scanned, flags: ExplainWishes, { selected = "" }: ReportOptions): string {
  const names = feed.names ?? [feed.name];
  const parts = [
    "tcplab explain",
    ...names.map(capturePath),
    flags.join ? "--join" : "",
    selected,
    flags.lang === undefined ? "" : `--lang ${flags.lang}`,
    flags.html === undefined ? "" : `--html ${shellWord(flags.html)}`,
    flags.answers ? "" : "--no-answers",
    names.includes(STDIN_NAME) ? "< CAPTURE" : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** A capture as the line names it. */
function capturePath(name: string): string {
  return name === STDIN_NAME ? "-" : shellWord(name);
}

/** What reads the capture again; nothing of what cannot be read again, and of captures that were joined. */
function readAgain(
  { feed }: Scanned,
  { join, lang }: ExplainWishes,
): Pick<Surroundings, "capture" | "showCommand"> {
  if (join || feed.name === STDIN_NAME) return {};
  const capture = shellWord(feed.name);
  const language = lang === undefined ? "" : ` --lang ${lang}`;
  return { capture, showCommand: `tcplab explain ${capture}${language} --packets {number}` };
}
