/**
 * The rows of a series, as a table that grows while it is played: columns are as wide as what can come.
 */
import type { LabWords } from "../../../../language/kinds/lab_words.ts";
import type { WhyWords } from "../../../../language/kinds/why_words.ts";
import { padLeft, padRight, textWidth } from "../../../../output/layout.ts";
import { neverArrived } from "../../../../lab/wire/passage.ts";
import { WIRE_EVENTS } from "../../../../expectation/wire_event.ts";
import { duration } from "../../../../report/words/times.ts";
import type { RunResult } from "../run/run_result.ts";
import type { SeriesPlan } from "./series_plan.ts";

const GAP = "  ";
const TIME_WIDTH = 9;
const COUNT_WIDTH = 7;
const CAUSE_WIDTH = 28;

export interface SeriesWords {
  readonly lab: LabWords;
  readonly why: WhyWords;
}

export class SeriesTable {
  readonly #plan: SeriesPlan;
  readonly #words: SeriesWords;
  readonly #settingWidths: readonly number[];

  constructor(plan: SeriesPlan, words: SeriesWords) {
    this.#plan = plan;
    this.#words = words;
    this.#settingWidths = plan.swept.map((name) =>
      Math.max(textWidth(name), ...plan.points.map(({ settings }) => textWidth(settings[name] ?? "")))
    );
  }

  /** Runs of one point stand each in a row of its own, where there are no others. */
  get rowForEachRun(): boolean {
    return this.#plan.swept.length === 0;
  }

  head(): string {
    const { series } = this.#words.lab;
    const first = this.rowForEachRun ? [padLeft(series.run, COUNT_WIDTH)] : this.#settings(this.#plan.swept);
    return this.#row(first, {
      time: series.time,
      packets: series.packets,
      again: series.sentAgain,
      lost: series.lost,
      cause: series.waitedFor,
      result: series.result,
    });
  }

  /** The row of one run, or of all runs of a point: times and counts are medians then. */
  row(number: number, settings: Readonly<Record<string, string>>, results: readonly RunResult[]): string {
    const first = this.rowForEachRun
      ? [padLeft(String(number), COUNT_WIDTH)]
      : this.#settings(this.#plan.swept.map((name) => settings[name] ?? ""));
    const middle = (of: (result: RunResult) => number) => median(results.map(of));
    const cell = (value: number) => String(Math.round(value));
    return this.#row(first, {
      time: duration(middle(({ evidence }) => evidence.whole.duration)),
      packets: cell(middle(({ evidence }) => evidence.whole.packets)),
      again: cell(middle(({ evidence }) => evidence.whole.retransmissions)),
      lost: cell(middle(lostOf)),
      cause: this.#cause(results),
      result: this.#result(results),
    });
  }

  #settings(texts: readonly string[]): string[] {
    return texts.map((text, index) => padLeft(text, this.#settingWidths[index] ?? 0));
  }

  #row(
    first: readonly string[],
    { time, packets, again, lost, cause, result }: Readonly<
      Record<"time" | "packets" | "again" | "lost" | "cause" | "result", string>
    >,
  ): string {
    const cells = [
      ...first,
      padLeft(time, TIME_WIDTH),
      ...[packets, again, lost].map((text) => padLeft(text, COUNT_WIDTH)),
      padRight(cause, CAUSE_WIDTH),
      result,
    ];
    return `${cells.join(GAP).trimEnd()}\n`;
  }

  /** The cause that took most of the time, with its share, in the run whose time is the median. */
  #cause(results: readonly RunResult[]): string {
    const sorted = results.toSorted((a, b) => a.evidence.whole.duration - b.evidence.whole.duration);
    const { budget } = sorted[Math.floor(sorted.length / 2)]!.evidence.whole.time;
    const total = budget.reduce((sum, { nanoseconds }) => sum + nanoseconds, 0);
    const [largest] = budget.toSorted((a, b) => b.nanoseconds - a.nanoseconds);
    if (largest === undefined || total === 0) return "";
    const { causes, part } = this.#words.why;
    return part(causes[largest.cause]!, `${Math.round((100 * largest.nanoseconds) / total)}%`);
  }

  #result(results: readonly RunResult[]): string {
    const { series } = this.#words.lab;
    const good = results.filter(({ difference }) => difference === null).length;
    const difference = results.find((result) => result.difference !== null)?.difference ?? null;
    if (results.length === 1) return difference ?? series.fine[results[0]!.judge];
    return difference === null ? series.of(good, results.length) : `${series.of(good, results.length)}: ${difference}`;
  }
}

/** Packets that never arrived. */
function lostOf({ wire }: RunResult): number {
  return WIRE_EVENTS.reduce((sum, event) => sum + (neverArrived(event) ? wire[event] ?? 0 : 0), 0);
}

/** The middle one of the values, the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
