/**
 * What a series plays: every combination of the values that a sweep names, each so many times.
 */
import { Failure, UsageError } from "../../../../base/failure.ts";
import { sweepValues } from "../../../../lab/link/sweep.ts";
import type { LabFlags } from "../lab_flags.ts";
import { optionName } from "../../../line/flag.ts";

/** Options that may name several values. */
const SWEPT = ["delay", "jitter", "loss", "burstLoss", "reorder", "rate", "queue", "queueKind"] as const;
/** Of lists, the one whose values are plain words. */
const SWEPT_LIST = "congestion";
/** More runs than this are a slip of the pen. */
const MOST_RUNS = 10_000;

/** One combination. */
export interface SeriesPoint {
  /** The settings that differ in the series, by their options' names. */
  readonly settings: Readonly<Record<string, string>>;
  readonly flags: LabFlags;
}

export interface SeriesPlan {
  readonly points: readonly SeriesPoint[];
  /** How often each is played. */
  readonly repeat: number;
  /** The names of the settings that differ. */
  readonly swept: readonly string[];
}

/** The plan that the flags ask for; null where there is one run. Throws `UsageError`. */
export function planSeries(flags: LabFlags): SeriesPlan | null {
  const axes = [...SWEPT.map((key) => ({ key, values: valuesOf(key, flags[key]) })), congestionAxis(flags)]
    .filter(({ values }) => values.length > 1);
  const repeat = flags.repeat ?? 1;
  if (axes.length === 0 && flags.repeat === undefined) return null;
  let points: SeriesPoint[] = [{ settings: {}, flags }];
  for (const { key, values } of axes) {
    points = points.flatMap((point) => values.map((value) => withSetting(point, key, value)));
  }
  if (points.length * repeat > MOST_RUNS) {
    throw new UsageError(`A series of ${points.length * repeat} runs: at most ${MOST_RUNS} are played`);
  }
  return { points, repeat, swept: axes.map(({ key }) => optionName(key)) };
}

function congestionAxis(flags: LabFlags): { readonly key: string; readonly values: readonly string[] } {
  const [only, ...more] = flags[SWEPT_LIST];
  return { key: SWEPT_LIST, values: more.length > 0 ? [] : valuesOf(SWEPT_LIST, only) };
}

function withSetting({ settings, flags }: SeriesPoint, key: string, value: string): SeriesPoint {
  return {
    settings: { ...settings, [optionName(key)]: value },
    flags: { ...flags, [key]: key === SWEPT_LIST ? [value] : value },
  };
}

function valuesOf(key: string, text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  try {
    return sweepValues(text);
  } catch (error) {
    throw error instanceof Failure ? new UsageError(`Option --${optionName(key)}: ${error.message}`) : error;
  }
}
