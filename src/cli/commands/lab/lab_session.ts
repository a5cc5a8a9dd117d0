/**
 * One run of a scenario, and everything that is printed and written of it.
 */
import { HostsUnavailable } from "../../../lab/host/hosts_unavailable.ts";
import { DONE, FAILED, INTERRUPTED } from "../../../base/exit_code.ts";
import { monotonicNow } from "../../../linux/clock.ts";
import { Failure } from "../../../base/failure.ts";
import type { CaptureRecord } from "../../../capture-file/capture_record.ts";
import { compare, describeDifference, type Difference } from "../../../lab/expectation/compare.ts";
import { type HostWishes, type LabOptions, type LabOutcome, type ProgramEnding, runLab } from "../../../lab/lab.ts";
import { assertPlayable, playOnLoopback } from "../../../lab/loopback.ts";
import { Interrupted } from "../../../net/within.ts";
import { Recording } from "../../../lab/recording.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { inLanguage } from "../../../lab/scenario_words.ts";
import { signalName } from "../../../lab/own/describe_exit.ts";
import { explainTimeout } from "../../../lab/explain_timeout.ts";
import type { End } from "../../../lab/wire/end.ts";
import { describeCounts, describeLink } from "../../../lab/wire/describe_link.ts";
import { isFaulty } from "../../../lab/wire/link_options.ts";
import { FORMATS } from "../../../report/all_formats.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { wrap } from "../../../output/layout.ts";
import { colourPalette, type Palette, plainPalette } from "../../../output/palette.ts";
import { tellKernels } from "../../../lab/kernel/tell_kernels.ts";
import { writeKernelFile } from "./kernel_file.ts";
import { recordedHosts, refuseUnwritable, takesStandardOutput, writeCaptures } from "./lab_captures.ts";
import { labSurroundings, wireOf } from "./lab_page.ts";
import { LivePrinter } from "./live_printer.ts";
import type { ChosenLink } from "./choose_link.ts";
import { collectCodes } from "../../../reading/collect_codes.ts";
import { Progress } from "../../../reading/progress.ts";
import { RecordsFeed } from "../../../reading/records_feed.ts";
import { scan, type Scanned } from "../../../reading/scan.ts";
import { writePage } from "../../../reading/write_page.ts";
import { writeReport } from "../../../reading/write_report.ts";
import { EVERYTHING } from "../../../report/select/selection.ts";
import type { LabFlags } from "./lab_flags.ts";
import type { LabWords } from "../../../language/kinds/lab_words.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { quote } from "../../../base/quote.ts";

/** Prose is easier to follow when its lines are not much longer than this. */
const LONGEST_PROSE = 100;

export interface SessionOptions {
  readonly flags: LabFlags;
  readonly terminal: Terminal;
  /** The line that was typed. */
  readonly command: string;
}

export class LabSession {
  readonly #scenario: Scenario;
  readonly #words: LabWords;
  readonly #chosen: ChosenLink;
  readonly #hosts: Partial<HostWishes>;
  readonly #recording: Recording;
  /** Why no packets were seen; null where they were. */
  #unseen: string | null = null;
  /** Where each host's script is. */
  readonly #steps = new Map<End, string>();
  readonly #endings: ProgramEnding[] = [];
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
    { flags, terminal, command }: SessionOptions,
  ) {
    this.#hosts = hosts;
    this.#scenario = inLanguage(scenario, flags.lang);
    this.#words = tablesOf(flags.lang).lab;
    this.#chosen = chosen;
    this.#flags = flags;
    this.#command = command;
    this.#terminal = terminal;
    this.#reading = { terminal, progress: new Progress(terminal, 1) };
    this.#palette = terminal.colour ? colourPalette : plainPalette;
    this.#recording = new Recording({ hosts: recordedHosts(flags), checksums: flags.checksums });
    this.#silent = takesStandardOutput(flags);
    this.#live = flags.format === "text" && !flags.quiet && !this.#silent;
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
    const outcome = await this.#play();
    if (outcome === "interrupted") return INTERRUPTED;
    if (this.#unseen !== null) {
      throw new Failure(`The packets on loopback were not seen, so there is nothing to report: ${this.#unseen}`);
    }
    const records = this.#recording.records();
    const { offload } = this.#chosen.link;
    await writeCaptures(this.#recording, records, { flags: this.#flags, offload, terminal: this.#terminal });
    if (this.#terminal.interrupted.aborted) return INTERRUPTED;
    if (this.#flags.kernel !== undefined) await writeKernelFile(this.#flags.kernel, this.#recording, this.#terminal);
    const scanned = await this.#scan(records);
    await this.#writePage(scanned);
    await this.#report(scanned);
    await this.#tellCounts();
    if (this.#terminal.interrupted.aborted) return INTERRUPTED;
    if (this.#live) {
      await this.#tellKernels();
      await this.#suggest();
    }
    if (outcome === "timed-out") {
      const { scenario, steps, endings } = { scenario: this.#scenario, steps: this.#steps, endings: this.#endings };
      const silence = (monotonicNow() - (this.#recording.packets.at(-1)?.at ?? 0)) / 1e6;
      throw new Failure(explainTimeout({ scenario, steps, endings, silence, timeout: this.#flags.timeout }));
    }
    await this.#judge(scanned);
    return await this.#tellEndings();
  }

  /** Says how programs of the user's own ended; gives the exit code: 0 where the client's was. */
  async #tellEndings(): Promise<number> {
    for (const { end, exit, stopped } of this.#endings) {
      const how = { code: exit.code, signal: signalName(exit) };
      if (stopped) await this.#terminal.err(`${this.#words.serverStopped}\n`);
      else if (end === "client" || exit.code !== 0) await this.#terminal.err(`${this.#words.ended(end, how)}\n`);
    }
    const client = this.#endings.find(({ end }) => end === "client");
    return client === undefined || client.exit.code === 0 ? DONE : FAILED;
  }

  async #play(): Promise<LabOutcome> {
    const recording = this.#recording;
    let live: LivePrinter | null = null;
    const options: LabOptions = {
      scenario: this.#scenario,
      link: this.#chosen.link,
      signal: this.#terminal.interrupted,
      timeout: this.#flags.timeout * 1000,
      onReady: (addresses) => {
        live = this.#introduce(addresses);
      },
      onPacket: (packet) => {
        recording.addPacket(packet);
        live?.packet(packet);
      },
      onSeen: (host, packet) => recording.addSeen(host, packet),
      onLine: (line) => {
        recording.addLine(line);
        live?.line(line);
      },
      onSample: (sample) => recording.addSample(sample),
      onStep: (end, step) => void this.#steps.set(end, step),
      onExit: (ending) => void this.#endings.push(ending),
      hosts: this.#hosts,
    };
    const onUnseen = (reason: string) => void (this.#unseen = reason);
    try {
      if (this.#flags.loopback) return await playOnLoopback({ ...options, onUnseen });
      return await runLab(options);
    } catch (error) {
      throw this.#flags.loopback ? error : withOtherWays(error, this.#scenario);
    } finally {
      await (live as LivePrinter | null)?.end();
    }
  }

  /** Says what is about to be played; gives the printer of what happens, or null where nothing is shown. */
  #introduce(addresses: Parameters<LabOptions["onReady"]>[0]): LivePrinter | null {
    const { name, title, teaches } = this.#scenario;
    const { link } = this.#chosen;
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
    const prose = [...(lesson === "" ? [] : [...wrap(lesson, width), ""]), ...wrap(this.#words.link(road), width)]
      .join("\n");
    const live = new LivePrinter(this.#terminal, this.#palette, this.#flags.lang);
    live.begin(`${this.#palette("title", `${name}: ${title}`)}\n${prose}\n\n`, addresses);
    return live;
  }

  /** The records' first reading on the road that every capture takes. */
  async #scan(records: readonly CaptureRecord[]): Promise<Scanned> {
    const feed = new RecordsFeed(records, `lab ${this.#scenario.name}`);
    return (await scan(feed, this.#reading)).scanned;
  }

  async #writePage(scanned: Scanned): Promise<void> {
    const { html, lang: language } = this.#flags;
    if (html === undefined) return;
    const recording = this.#recording;
    const page = {
      scenario: this.#flags.loopback ? this.#asHappened() : this.#scenario,
      link: this.#flags.loopback ? null : this.#chosen.link,
      recording,
      command: this.#command,
      language,
    };
    const written = await writePage(scanned, html, {
      selection: EVERYTHING,
      language,
      surroundings: labSurroundings(page),
      wireOf: (number) => wireOf(recording, number),
      reading: this.#reading,
    });
    if (written !== null) await this.#terminal.err(`Wrote ${quote(html)}; open it in a browser\n`);
  }

  /** The scenario for a page of a run on loopback: its lesson is told where the packets show it. */
  #asHappened(): Scenario {
    const { expect } = this.#scenario;
    const difference = expect === null ? null : compare(this.#recording.packets, expect);
    if (difference === null) return this.#scenario;
    return { ...this.#scenario, teaches: this.#words.loopbackDiffers(describeDifference(difference)) };
  }

  async #report(scanned: Scanned): Promise<void> {
    if (this.#silent || (this.#live && scanned.overview.facts.packets === 0)) return;
    await writeReport(scanned, {
      format: FORMATS[this.#flags.format],
      options: {
        words: tablesOf(this.#flags.lang).report,
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
  async #tellCounts(): Promise<void> {
    const told = describeCounts(this.#recording.counts(), this.#flags.lang);
    if (this.#live && told !== "") await this.#terminal.out(`\n${told}\n`);
  }

  /** What the kernels held of the connections, where that explains something. */
  async #tellKernels(): Promise<void> {
    const { samples, packets } = this.#recording;
    const told = tellKernels(samples, packets, this.#flags.lang);
    if (told.length === 0) return;
    const width = Math.min(this.#terminal.columns, LONGEST_PROSE) - 2;
    const lines = told.map(({ text }) => wrap(text, width).map((line) => `  ${line}\n`).join("")).join("\n");
    const heading = this.#palette("heading", tablesOf(this.#flags.lang).kernel.heading);
    await this.#terminal.out(`\n${heading}\n\n${lines}`);
  }

  async #suggest(): Promise<void> {
    const { next } = this.#scenario;
    if (next.length === 0) return;
    const longest = Math.max(...next.map(({ line }) => line.length));
    const lines = next.map(({ line, why }) => `  ${line.padEnd(longest)}  ${why}\n`);
    await this.#terminal.out(`\n${this.#palette("heading", this.#words.next)}\n\n${lines.join("")}`);
  }

  /** Nobody promised anything for loopback: it is said which lesson it was, if any. */
  async #judgeLoopback(difference: Difference | null): Promise<void> {
    if (!this.#live) return;
    const text = difference === null
      ? this.#scenario.teaches
      : this.#words.loopbackDiffers(describeDifference(difference));
    const width = Math.min(this.#terminal.columns, LONGEST_PROSE);
    await this.#terminal.out(`\n${wrap(text, width).join("\n")}\n`);
  }

  /** Compares with what the scenario promises, where its link has not been changed. Throws `Failure` for a difference. */
  async #judge(scanned: Scanned): Promise<void> {
    const { expect, codes = [], verdicts = [] } = this.#scenario;
    if (this.#chosen.changed || expect === null) return;
    const difference = compare(this.#recording.packets, expect);
    if (this.#flags.loopback) return await this.#judgeLoopback(difference);
    if (difference !== null) {
      throw new Failure(
        `This run differs from the lesson, ${describeDifference(difference)}; ` +
          "on a busy machine the programs may be too slow: try again",
      );
    }
    const heard = await collectCodes(scanned, this.#reading);
    const missing = [
      ...codes.filter((code) => !heard.codes.has(code)),
      ...verdicts.filter((verdict) => !heard.verdicts.has(verdict)),
    ];
    if (missing.length > 0) {
      throw new Failure(`This run differs from the lesson: nothing was said of ${missing.join(", ")}; try again`);
    }
    if (this.#live) {
      await this.#terminal.out(`\n${this.#palette("good", this.#words.asPromised)}\n`);
    }
  }
}

/** Where this machine does not allow virtual hosts: what it allows, beside what would change that. */
function withOtherWays(error: unknown, scenario: Scenario): unknown {
  if (!(error instanceof HostsUnavailable)) return error;
  const ways = [
    ...(playsOnLoopback(scenario) && !error.message.includes("--loopback")
      ? [`tcplab lab ${quote(scenario.name)} --loopback plays without`]
      : []),
    ...(error.message.includes("--check") ? [] : ["tcplab lab --check tells what is missing"]),
  ];
  return ways.length === 0 ? error : new Failure(`${error.message} (${ways.join("; ")})`);
}

function playsOnLoopback(scenario: Scenario): boolean {
  try {
    assertPlayable(scenario);
    return true;
  } catch {
    return false;
  }
}
