/**
 * One run of a scenario, and everything that is printed and written of it.
 */
import { DONE, FAILED, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure } from "../../../base/failure.ts";
import type { CaptureRecord } from "../../../capture-file/capture_record.ts";
import { countStatements } from "../../../expectation/judge.ts";
import type { Expectation } from "../../../expectation/statement.ts";
import { compare, describeDifference } from "../../../lab/expectation/compare.ts";
import { ADDRESSES } from "../../../lab/addresses.ts";
import type { HostWishes, LabOptions } from "../../../lab/lab_options.ts";
import { Interrupted } from "../../../net/within.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { inLanguage } from "../../../lab/scenario_words.ts";
import { signalName } from "../../../lab/own/describe_exit.ts";
import { describeCounts, describeLink } from "../../../lab/wire/describe_link.ts";
import { type End, ENDS } from "../../../lab/wire/end.ts";
import { isFaulty, leavesToChance } from "../../../lab/wire/link_options.ts";
import { FORMATS } from "../../../report/all_formats.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { wrap } from "../../../output/layout.ts";
import { colourPalette, type Palette, plainPalette } from "../../../output/palette.ts";
import { besideKernels } from "./beside_kernels.ts";
import { tellKernels } from "../../../lab/kernel/tell_kernels.ts";
import { writeKernelFile } from "./kernel_file.ts";
import { recordedHosts, refuseUnwritable, takerOfStandardOutput, writeCaptures } from "./lab_captures.ts";
import { labSurroundings, wireOf, withPlainTitle } from "./lab_page.ts";
import { LivePrinter } from "./live_printer.ts";
import type { ChosenLink } from "./choose_link.ts";
import { expectationDifference, lessonDifference } from "./run/judge_run.ts";
import { clientSucceeded, explainUnfinished, type PlayedRun, playRun, type RunPlan } from "./run/play_run.ts";
import { judgeRun, resultJson } from "./run/run_result.ts";
import { Progress } from "../../../reading/progress.ts";
import { RecordsFeed } from "../../../reading/feeds/records_feed.ts";
import { scan, type Scanned } from "../../../reading/scan.ts";
import { writePage } from "../../../reading/write_page.ts";
import { writeReport } from "../../../reading/write_report.ts";
import { EVERYTHING } from "../../../report/select/selection.ts";
import type { LabFlags } from "./lab_flags.ts";
import type { LabWords } from "../../../language/kinds/lab_words.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { quote } from "../../../base/quote.ts";
import { isStandardOutput } from "../../../output/standard_output.ts";

/** Prose is easier to follow when its lines are not much longer than this. */
const LONGEST_PROSE = 100;
/** Lines of a program that failed. */
const LAST_WORDS = 3;

export interface SessionOptions {
  readonly flags: LabFlags;
  readonly terminal: Terminal;
  /** The line that was typed. */
  readonly command: string;
  /** What the user expects; null for nothing. */
  readonly expectation: Expectation | null;
}

export class LabSession {
  readonly #scenario: Scenario;
  readonly #words: LabWords;
  readonly #plan: RunPlan;
  readonly #expectation: Expectation | null;
  readonly #palette: Palette;
  readonly #terminal: Terminal;
  readonly #flags: LabFlags;
  /** Who waits for what is read of the recording. */
  readonly #reading: { readonly terminal: Terminal; readonly progress: Progress };
  readonly #command: string;
  /** Whether what happens is shown while it happens. */
  readonly #live: boolean;
  /** Standard output is a capture: nothing else is printed there. */
  readonly #silent: boolean;

  constructor(
    scenario: Scenario,
    { chosen, hosts }: { readonly chosen: ChosenLink; readonly hosts: Partial<HostWishes> },
    { flags, terminal, command, expectation }: SessionOptions,
  ) {
    this.#scenario = inLanguage(scenario, flags.lang);
    this.#plan = {
      scenario: this.#scenario,
      chosen,
      hosts,
      loopback: flags.loopback,
      timeout: flags.timeout,
      keeps: { hosts: recordedHosts(flags), checksums: flags.checksums },
    };
    this.#expectation = expectation;
    this.#words = tablesOf(flags.lang).lab;
    this.#flags = flags;
    this.#command = command;
    this.#terminal = terminal;
    this.#reading = { terminal, progress: new Progress(terminal, 1) };
    this.#palette = terminal.colour ? colourPalette : plainPalette;
    this.#silent = takerOfStandardOutput(flags) !== null;
    this.#live = flags.format === "text" && !flags.quiet && !flags.json && !this.#silent;
  }

  /** Plays the scenario and reports; gives the exit code. Throws `Failure`. */
  async run(): Promise<number> {
    try {
      return await this.#run();
    } catch (error) {
      if (error instanceof Interrupted) return INTERRUPTED;
      throw error;
    }
  }

  async #run(): Promise<number> {
    await refuseUnwritable(this.#flags);
    const run = await playRun(this.#plan, {
      signal: this.#terminal.firstStop?.() ?? this.#terminal.interrupted,
      introduce: (addresses) => this.#introduce(addresses),
    });
    const { recording } = run;
    const stopped = run.outcome === "interrupted";
    if (stopped && recording.packets.length === 0) return INTERRUPTED;
    if (stopped) await this.#terminal.err(`${this.#words.stopped}\n`);
    const waiting = { terminal: this.#terminal, stopped };
    const records = recording.records();
    const { offload } = this.#plan.chosen.link;
    await writeCaptures(recording, records, { flags: this.#flags, offload, ...waiting });
    if (this.#terminal.interrupted.aborted) return INTERRUPTED;
    if (this.#flags.kernel !== undefined) await writeKernelFile(this.#flags.kernel, recording, waiting);
    const scanned = await this.#scan(records);
    await this.#writePage(run, scanned);
    if (this.#flags.json) return await this.#tellResult(run);
    await this.#report(scanned);
    await this.#tellCounts(run);
    if (this.#terminal.interrupted.aborted) return INTERRUPTED;
    if (this.#live) await this.#tellKernels(run, scanned);
    if (this.#live && !stopped) await this.#suggest();
    if (stopped) {
      await this.#tellEndings(run);
      return INTERRUPTED;
    }
    if (run.outcome === "timed-out") {
      await this.#tellEndings(run);
      throw new Failure(explainUnfinished(run));
    }
    await this.#judge(run, scanned);
    await this.#tellEndings(run);
    if (this.#expectation !== null) return await this.#holdAgainst(this.#expectation, run, scanned);
    return clientSucceeded(run) ? DONE : FAILED;
  }

  /** The run in one JSON object. */
  async #tellResult(run: PlayedRun): Promise<number> {
    const result = await judgeRun(run, { expectation: this.#expectation ?? [], reading: this.#reading });
    await this.#terminal.out(`${resultJson(result)}\n`);
    return result.difference === null ? DONE : FAILED;
  }

  /** Holds the run against what the user expects; gives the exit code. Throws `Failure` for the first difference. */
  async #holdAgainst(expectation: Expectation, run: PlayedRun, scanned: Scanned): Promise<number> {
    const options = { expectation, everything: false, reading: this.#reading };
    const { difference } = await expectationDifference(run, scanned, options);
    if (difference !== null) throw new Failure(`Not as expected: ${difference}`);
    await this.#terminal.err(`${this.#words.asExpected(countStatements(expectation))}\n`);
    return DONE;
  }

  /** Says how programs of the user's own ended, and of packets that the wire has not seen. */
  async #tellEndings({ endings, overrun, recording }: PlayedRun): Promise<void> {
    for (const end of ENDS) {
      if (overrun[end] > 0) await this.#terminal.err(`${this.#words.overrun(end, overrun[end])}\n`);
    }
    for (const { end, exit, stopped, failedOpenings } of endings) {
      const how = { code: exit.code, signal: signalName(exit) };
      if (stopped) await this.#terminal.err(`${this.#words.serverStopped}\n`);
      else if (exit.code !== 0) await this.#tellFailure(this.#words.ended(end, how), end, recording);
      else if (end === "client") await this.#terminal.err(`${this.#words.ended(end, how)}\n`);
      const silent = recording.packets.every(({ from }) => from !== end);
      if (end === "client" && failedOpenings > 0 && silent) await this.#fail(this.#words.stayedHome(ADDRESSES.server));
    }
  }

  /** A program that failed is told of in any case, and its last words where they have not been shown. */
  async #tellFailure(text: string, end: End, { lines }: PlayedRun["recording"]): Promise<void> {
    const last = this.#live ? [] : lines.filter((line) => line.end === end).slice(-LAST_WORDS);
    await this.#fail([text, ...last.map((line) => `  ${line.text}`)].join("\n"));
  }

  async #fail(text: string): Promise<void> {
    await (this.#terminal.fail?.(`${text}\n`) ?? this.#terminal.err(`${text}\n`));
  }

  /** Says what is about to be played; gives the printer of what happens, or null where nothing is shown. */
  #introduce(addresses: Parameters<LabOptions["onReady"]>[0]): LivePrinter | null {
    const { name, title, teaches } = this.#scenario;
    const { link } = this.#plan.chosen;
    if (link.offload && isFaulty(link)) {
      void this.#terminal.err(
        "tcplab: with segmentation offload the wire's faults act on whole captured segments, not on the packets a " +
          "card would make of them (--no-offload for those)\n",
      );
    }
    if (!this.#live) return null;
    const width = Math.min(this.#terminal.columns, LONGEST_PROSE);
    const road = this.#flags.loopback ? this.#words.loopback : describeLink(link, this.#flags.lang);
    // On loopback the lesson is told only if it happened.
    const lesson = this.#flags.loopback ? this.#words.loopbackWarning : teaches;
    const about = this.#flags.loopback ? this.#words.link(road) : `${this.#words.link(road)} ${this.#words.linkTimes}`;
    const prose = [...(lesson === "" ? [] : [...wrap(lesson, width), ""]), ...wrap(about, width)].join("\n");
    const live = new LivePrinter(this.#terminal, this.#palette, this.#flags.lang);
    live.begin(`${this.#palette("title", `${name}: ${title}`)}\n${prose}\n\n`, addresses);
    return live;
  }

  /** The records' first reading on the road that every capture takes. */
  async #scan(records: readonly CaptureRecord[]): Promise<Scanned> {
    const feed = new RecordsFeed(records, `lab ${this.#scenario.name}`);
    return (await scan(feed, this.#reading, { diagnoses: true })).scanned;
  }

  async #writePage(run: PlayedRun, scanned: Scanned): Promise<void> {
    const { html, pcap, lang: language, loopback, answers } = this.#flags;
    if (html === undefined) return;
    const { recording } = run;
    const page = {
      scenario: loopback ? this.#asHappened(run) : this.#scenario,
      link: loopback ? null : this.#plan.chosen.link,
      recording,
      command: this.#command,
      capture: pcap === undefined || isStandardOutput(pcap) ? null : pcap,
      language,
    };
    const written = await writePage(scanned, html, {
      selection: EVERYTHING,
      language,
      surroundings: answers ? labSurroundings(page) : withPlainTitle(labSurroundings(page), this.#scenario),
      answers,
      wireOf: (number) => wireOf(recording, number),
      reading: this.#reading,
    });
    if (written === null || isStandardOutput(html)) return;
    const hint = this.#flags.open ? "" : "; open it in a browser";
    await this.#terminal.err(`Wrote ${quote(html)}${hint}\n`);
  }

  /** The scenario for a page of a run on loopback: its lesson is told where the packets show it. */
  #asHappened({ recording }: PlayedRun): Scenario {
    const { expect } = this.#scenario;
    const difference = expect === null ? null : compare(recording.packets, expect);
    if (difference === null) return this.#scenario;
    return { ...this.#scenario, teaches: this.#words.loopbackDiffers(describeDifference(difference)) };
  }

  async #report(scanned: Scanned): Promise<void> {
    if (this.#silent || (this.#live && scanned.overview.facts.packets === 0)) return;
    await writeReport(scanned, {
      format: FORMATS[this.#flags.format],
      options: {
        words: tablesOf(this.#flags.lang).report,
        why: tablesOf(this.#flags.lang).why,
        palette: this.#palette,
        width: this.#terminal.columns,
        raw: false,
        utc: false,
      },
      selection: EVERYTHING,
      language: this.#flags.lang,
      onlyExplanations: this.#live,
      reading: this.#reading,
    });
  }

  /** What the queue and the boxes did, where they did anything. */
  async #tellCounts({ recording }: PlayedRun): Promise<void> {
    const told = describeCounts(recording.counts(), this.#flags.lang);
    if (this.#live && told !== "") await this.#terminal.out(`\n${told}\n`);
  }

  /** What the kernels held of the connections, where that explains something. */
  async #tellKernels({ recording: { samples, packets } }: PlayedRun, { overview }: Scanned): Promise<void> {
    const told = tellKernels(samples, packets, this.#flags.lang);
    if (told.length === 0) return;
    const width = Math.min(this.#terminal.columns, LONGEST_PROSE) - 2;
    const texts = [...told.map(({ text }) => text), ...besideKernels(overview, tablesOf(this.#flags.lang).why)];
    const lines = texts.map((text) => wrap(text, width).map((line) => `  ${line}\n`).join("")).join("\n");
    const heading = this.#palette("heading", tablesOf(this.#flags.lang).kernel.heading);
    await this.#terminal.out(`\n${heading}\n\n${lines}`);
  }

  async #suggest(): Promise<void> {
    const { link } = this.#plan.chosen;
    const chancy = !this.#flags.loopback && this.#flags.seed === undefined && leavesToChance(link);
    const other = { line: `--seed ${link.seed + 1}`, why: this.#words.otherSeed };
    const next = [...this.#scenario.next, ...(chancy ? [other] : [])];
    if (next.length === 0) return;
    const longest = Math.max(...next.map(({ line }) => line.length));
    const lines = next.map(({ line, why }) => `  ${line.padEnd(longest)}  ${why}\n`);
    await this.#terminal.out(`\n${this.#palette("heading", this.#words.next)}\n\n${lines.join("")}`);
  }

  /** Nobody promised anything for loopback: it is said which lesson it was, if any. */
  async #judgeLoopback(run: PlayedRun): Promise<void> {
    if (!this.#live || this.#scenario.expect === null) return;
    const width = Math.min(this.#terminal.columns, LONGEST_PROSE);
    await this.#terminal.out(`\n${wrap(this.#asHappened(run).teaches, width).join("\n")}\n`);
  }

  /** Compares with what the scenario promises, where its link has not been changed. Throws `Failure` for a difference. */
  async #judge(run: PlayedRun, scanned: Scanned): Promise<void> {
    if (this.#flags.loopback) return await this.#judgeLoopback(run);
    const difference = await lessonDifference(run, scanned, this.#reading);
    if (difference !== null) throw new Failure(`This run differs from the lesson, ${difference}`);
    if (this.#live && !this.#plan.chosen.changed && this.#scenario.expect !== null) {
      await this.#terminal.out(`\n${this.#palette("good", this.#words.asPromised)}\n`);
    }
  }
}
