/**
 * What `tcplab lab` does, from the flags' values to the exit code.
 */
import { Failure, UsageError } from "../base/failure.ts";
import { didYouMean } from "../base/nearest.ts";
import { captureFile, writeWhole } from "../lab/capture_file.ts";
import { playOnLoopback } from "../lab/loopback.ts";
import { compare, describeDifference } from "../lab/expectation/compare.ts";
import { type LabOutcome, runLab } from "../lab/lab.ts";
import { Recording } from "../lab/recording.ts";
import { readScenarioFile } from "../lab/scenario_file.ts";
import { SCENARIO_SCHEMA } from "../lab/scenario_schema.ts";
import type { Scenario } from "../lab/scenario.ts";
import { SCENARIOS } from "../lab/scenarios/registry.ts";
import { isFaulty, type LinkOptions } from "../lab/wire/link_options.ts";
import { type FormatName, FORMATS } from "../report/formats.ts";
import { wrap } from "../report/layout.ts";
import { colourPalette, type Palette, plainPalette } from "../report/palette.ts";
import { ENGLISH_WORDS } from "../report/words.ts";
import { listScenarios } from "./lab_list.ts";
import { LivePrinter } from "./lab_live.ts";
import { chooseLink, type ChosenLink, type LinkFlags } from "./lab_options.ts";
import { printRecords, said } from "./lab_report.ts";
import type { Terminal } from "./terminal.ts";
import { quote } from "./value.ts";

export interface LabFlags extends LinkFlags {
  readonly list: boolean;
  readonly check: boolean;
  readonly schema: boolean;
  readonly loopback: boolean;
  readonly pcap: string | undefined;
  readonly format: FormatName;
  readonly quiet: boolean;
  readonly timeout: number;
}

const INTERRUPTED = 130;

/** Runs the command; gives the exit code. */
export async function runLabCommand(name: string | undefined, flags: LabFlags, terminal: Terminal): Promise<number> {
  if (flags.list) {
    await terminal.out(listScenarios(SCENARIOS, terminal.columns));
    return 0;
  }
  if (flags.schema) {
    await terminal.out(JSON.stringify(SCENARIO_SCHEMA, null, 2) + "\n");
    return 0;
  }
  if (flags.check) {
    const { checkMachine } = await import("./lab_check.ts");
    return await checkMachine(terminal);
  }
  if (name === undefined) throw new UsageError("Name a scenario: tcplab lab v2, or tcplab lab --list to see them all");
  const scenario = await findScenario(name);
  const chosen = chooseLink(scenario, flags);
  if (flags.loopback && (chosen.changed || flags.seed !== undefined)) {
    throw new UsageError("With --loopback there is no wire of ours: the options of the link do not go with it");
  }
  return await new LabSession(scenario, chosen, { flags, terminal }).run();
}

/** The scenario of a name, or of a file. */
async function findScenario(name: string): Promise<Scenario> {
  const known = SCENARIOS.find((scenario) => scenario.name === name);
  if (known !== undefined) return known;
  if (/\.json$/i.test(name) || name.includes("/")) return await readScenarioFile(name);
  const names = SCENARIOS.map((scenario) => scenario.name);
  throw new UsageError(`Unknown scenario: ${quote(name)}${didYouMean(name, names)} (tcplab lab --list tells them all)`);
}

/** One run of a scenario and what is printed of it. */
class LabSession {
  readonly #recording = new Recording();
  readonly #palette: Palette;
  readonly #terminal: Terminal;
  readonly #flags: LabFlags;
  readonly #live: boolean;

  constructor(
    readonly scenario: Scenario,
    readonly chosen: ChosenLink,
    { flags, terminal }: { flags: LabFlags; terminal: Terminal },
  ) {
    this.#flags = flags;
    this.#terminal = terminal;
    this.#palette = terminal.colour ? colourPalette : plainPalette;
    this.#live = flags.format === "text" && !flags.quiet;
  }

  async run(): Promise<number> {
    await this.#introduce();
    const outcome = await this.#play();
    if (outcome === "interrupted") return INTERRUPTED;
    const records = this.#recording.records();
    const { pcap } = this.#flags;
    if (pcap !== undefined) await writeWhole(pcap, captureFile(records, /\.pcap$/i.test(pcap)));
    await this.#report(records);
    if (this.#live) await this.#suggest();
    return await this.#judge(outcome);
  }

  async #introduce(): Promise<void> {
    const { name, title, teaches } = this.scenario;
    const { link } = this.chosen;
    if (link.offload && isFaulty(link)) {
      await this.#terminal.err(
        "tcplab: with segmentation offload the wire's faults act on whole captured segments, not on the packets a " +
          "card would make of them (--no-offload for those)\n",
      );
    }
    if (!this.#live) return;
    const width = Math.min(this.#terminal.columns, 100);
    const road = this.#flags.loopback
      ? "this machine's loopback interface, with nothing in between"
      : describeLink(link);
    const paragraphs = [...wrap(teaches, width), "", ...wrap(`The link: ${road}.`, width)];
    await this.#terminal.out(`${this.#palette("title", `${name}: ${title}`)}\n${paragraphs.join("\n")}\n\n`);
  }

  async #play(): Promise<LabOutcome> {
    const recording = this.#recording;
    const live = this.#live ? new LivePrinter(this.#terminal, this.#palette) : null;
    const play = this.#flags.loopback ? playOnLoopback : runLab;
    try {
      return await play({
        scenario: this.scenario,
        link: this.chosen.link,
        onUnseen: (reason) => void this.#terminal.err(`tcplab: the packets are not seen: ${reason}\n`),
        signal: this.#terminal.interrupted,
        timeout: this.#flags.timeout * 1000,
        onPacket: (packet) => {
          recording.addPacket(packet);
          live?.packet(packet);
        },
        onLine: (line) => {
          recording.addLine(line);
          live?.line(line);
        },
      });
    } finally {
      await live?.end();
    }
  }

  async #report(records: ReturnType<Recording["records"]>): Promise<void> {
    if (this.#live && records.length === 0) return;
    const { format } = this.#flags;
    await printRecords(records, {
      name: `lab ${this.scenario.name}`,
      format: FORMATS[format],
      options: {
        words: ENGLISH_WORDS,
        palette: this.#palette,
        width: this.#terminal.columns,
        raw: false,
        utc: false,
      },
      language: "en",
      onlyExplanations: this.#live,
    }, this.#terminal);
  }

  async #suggest(): Promise<void> {
    const { next } = this.scenario;
    if (next.length === 0) return;
    const longest = Math.max(...next.map(({ line }) => line.length));
    const lines = next.map(({ line, why }) => `  ${line.padEnd(longest)}  ${why}\n`);
    await this.#terminal.out(`\n${this.#palette("heading", "What to try next")}\n\n${lines.join("")}`);
  }

  /** Compares with what the scenario promises, where the user has not changed its link. */
  async #judge(outcome: LabOutcome): Promise<number> {
    if (outcome === "timed-out") {
      throw new Failure(`The scenario was not over after ${this.#flags.timeout} s; give it longer with --timeout`);
    }
    const { expect, codes = [], verdicts = [] } = this.scenario;
    if (this.chosen.changed || this.#flags.loopback) return 0;
    const difference = expect === null ? null : compare(this.#recording.packets, expect);
    if (difference !== null) {
      throw new Failure(
        `This run differs from the lesson, ${describeDifference(difference)}; ` +
          "on a busy machine the programs may be too slow: try again",
      );
    }
    const heard = said(this.#recording.records());
    const missing = [
      ...codes.filter((code) => !heard.codes.has(code)),
      ...verdicts.filter((v) => !heard.verdicts.has(v)),
    ];
    if (missing.length > 0) {
      throw new Failure(`This run differs from the lesson: nothing was said of ${missing.join(", ")}`);
    }
    if (this.#live && expect !== null) {
      await this.#terminal.out(`\n${this.#palette("good", "Every packet came as the scenario says.")}\n`);
    }
    return 0;
  }
}

/** A link in words. */
export function describeLink(link: LinkOptions): string {
  const percent = (share: number) => `${Number((share * 100).toPrecision(6))} %`;
  const parts = [`${link.delay} ms one way`];
  if (link.jitter > 0) parts.push(`up to ${link.jitter} ms more by chance`);
  if (link.rate !== null) parts.push(`${link.rate.toLocaleString("en-US")} bit/s`);
  parts.push(`MTU ${link.mtu}`, link.offload ? "segmentation offload" : "no offload");
  if (link.loss > 0) parts.push(`${percent(link.loss)} lost`);
  if (link.reorder > 0) parts.push(`${percent(link.reorder)} overtaken`);
  if (link.duplicate > 0) parts.push(`${percent(link.duplicate)} doubled`);
  if (link.corrupt > 0) parts.push(`${percent(link.corrupt)} damaged`);
  for (const { action, from, kind, nth, count } of link.faults) {
    const which = count > 1 ? `packets ${nth} to ${nth + count - 1}` : `packet ${nth}`;
    const what = kind === "any"
      ? which
      : which.replace("packet", `${kind === "data" ? "data" : kind.toUpperCase()} packet`);
    parts.push(`the ${from}'s ${what} ${WHAT_HAPPENS[action]}`);
  }
  if (isFaulty(link)) parts.push(`seed ${link.seed}`);
  return parts.join(", ");
}

const WHAT_HAPPENS = { drop: "lost", hold: "overtaken", duplicate: "doubled", corrupt: "damaged" } as const;
