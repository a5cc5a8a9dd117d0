/**
 * `tcplab lab --repeat N`, and a sweep over settings of the link: run after run, a table of what came of them.
 */
import { DONE, FAILED, INTERRUPTED } from "../../../../base/exit_code.ts";
import { UsageError } from "../../../../base/failure.ts";
import type { Expectation } from "../../../../expectation/statement.ts";
import type { HostWishes } from "../../../../lab/lab_options.ts";
import { inLanguage } from "../../../../lab/scenario_words.ts";
import type { Scenario } from "../../../../lab/scenarios/scenario.ts";
import { tablesOf } from "../../../../language/all_tables.ts";
import type { Terminal } from "../../../../output/terminal.ts";
import { Progress } from "../../../../reading/progress.ts";
import { changesHosts, chooseHosts } from "../choose_hosts.ts";
import { chooseLink } from "../choose_link.ts";
import { optionName } from "../../../line/flag.ts";
import type { LabFlags } from "../lab_flags.ts";
import { playRun } from "../run/play_run.ts";
import { type Judge, judgeRun, resultJson, type RunResult } from "../run/run_result.ts";
import type { SeriesPlan, SeriesPoint } from "./series_plan.ts";
import { SeriesTable } from "./series_table.ts";

/** What goes with one run only. */
const OF_ONE_RUN = ["html", "pcap", "pcapClient", "pcapServer", "kernel", "stdin"] as const;

export interface SeriesOptions {
  readonly flags: LabFlags;
  readonly terminal: Terminal;
  readonly expectation: Expectation;
}

/** Throws `UsageError` for what goes with one run only. */
export function refuseOfOneRun(flags: LabFlags, given: ReadonlySet<string>): void {
  const option = OF_ONE_RUN.find((name) => flags[name] !== undefined);
  if (option !== undefined || !flags.answers) {
    const name = option === undefined ? "no-answers" : optionName(option);
    throw new UsageError(`Option --${name} goes with one run: leave out --repeat, and name one value of each setting`);
  }
  if (given.has("format")) {
    throw new UsageError("A series is a table, or with --json one object a run: leave out --format");
  }
  if (flags.loopback) throw new UsageError("A series needs a wire of its own: leave out --loopback");
}

export class LabSeries {
  readonly #scenario: Scenario;
  readonly #plan: SeriesPlan;
  readonly #options: SeriesOptions;
  readonly #table: SeriesTable;
  #runs = 0;
  #good = 0;
  #judge: Judge = "end";

  constructor(scenario: Scenario, plan: SeriesPlan, options: SeriesOptions) {
    this.#scenario = inLanguage(scenario, options.flags.lang);
    this.#plan = plan;
    this.#options = options;
    const { lab, why } = tablesOf(options.flags.lang);
    this.#table = new SeriesTable(plan, { lab, why });
  }

  /** Plays all of it, or until the user has had enough; gives the exit code: 0 where every run was as it should be. */
  async run(): Promise<number> {
    const { terminal, flags } = this.#options;
    // A setting that cannot be is told before the first run, not after the tenth.
    for (const point of this.#plan.points) this.#prepare(point);
    if (!flags.json) await terminal.out(this.#table.head());
    for (const point of this.#plan.points) {
      if (!terminal.interrupted.aborted) await this.#playPoint(point);
    }
    const { series } = tablesOf(flags.lang).lab;
    if (!flags.json && this.#runs > 1) {
      await terminal.out(`\n${series.together(this.#good, this.#runs)[this.#judge]}\n`);
    }
    if (terminal.interrupted.aborted) return INTERRUPTED;
    return this.#good === this.#runs ? DONE : FAILED;
  }

  async #playPoint(point: SeriesPoint): Promise<void> {
    const { json } = this.#options.flags;
    const results: RunResult[] = [];
    for (let time = 0; time < this.#plan.repeat; time++) {
      const result = await this.#play(point, time);
      if (result === null) break;
      results.push(result);
      await this.#tell(point, [result], json || this.#table.rowForEachRun);
    }
    await this.#tell(point, results, !json && !this.#table.rowForEachRun && results.length > 0);
  }

  async #tell({ settings }: SeriesPoint, results: readonly RunResult[], wanted: boolean): Promise<void> {
    if (!wanted) return;
    const { terminal, flags } = this.#options;
    const [first] = results;
    if (flags.json && first !== undefined) await terminal.out(`${resultJson(first, settings)}\n`);
    else await terminal.out(this.#table.row(this.#runs, settings, results));
  }

  #prepare({ flags }: SeriesPoint): { chosen: ReturnType<typeof chooseLink>; hosts: Partial<HostWishes> } {
    const { link, changed } = chooseLink(this.#scenario, flags);
    return { chosen: { link, changed: changed || changesHosts(flags) }, hosts: chooseHosts(this.#scenario, flags) };
  }

  /** Plays one run; null where the user has had enough. Chance begins elsewhere each time, and repeatably. */
  async #play(point: SeriesPoint, time: number): Promise<RunResult | null> {
    const { terminal, flags, expectation } = this.#options;
    const { chosen: { link, changed }, hosts } = this.#prepare(point);
    const plan = {
      scenario: this.#scenario,
      chosen: { link: { ...link, seed: link.seed + time }, changed },
      hosts,
      loopback: false,
      timeout: flags.timeout,
      keeps: {},
    };
    const run = await playRun(plan, { signal: terminal.interrupted, introduce: () => null });
    if (run.outcome === "interrupted") return null;
    const result = await judgeRun(run, { expectation, reading: { terminal, progress: new Progress(terminal, 1) } });
    this.#runs++;
    this.#judge = result.judge;
    if (result.difference === null) this.#good++;
    return result;
  }
}
