/**
 * Holds a run against what its scenario promises, and against what the user expects of it.
 */
import type { Evidence } from "../../../../expectation/evidence.ts";
import { judge } from "../../../../expectation/judge.ts";
import type { Expectation } from "../../../../expectation/statement.ts";
import { compare, describeDifference } from "../../../../lab/expectation/compare.ts";
import { collectCodes } from "../../../../reading/collect_codes.ts";
import { gatherEvidence } from "../../../../reading/gather_evidence.ts";
import type { ReadingOptions } from "../../../../reading/read_packets.ts";
import type { Scanned } from "../../../../reading/scan.ts";
import { type PlayedRun, programsOf } from "./play_run.ts";

/** Where a run and its scenario's promise part; null where nowhere, or where nothing is promised of this run. */
export async function lessonDifference(
  { plan, recording }: PlayedRun,
  scanned: Scanned,
  reading: ReadingOptions,
): Promise<string | null> {
  const { expect, codes = [], verdicts = [] } = plan.scenario;
  if (plan.chosen.changed || expect === null) return null;
  const difference = compare(recording.packets, expect);
  if (difference !== null) {
    return `${describeDifference(difference)}; on a busy machine the programs may be too slow: try again`;
  }
  if (codes.length + verdicts.length === 0) return null;
  const heard = await collectCodes(scanned, reading);
  const missing = [
    ...codes.filter((code) => !heard.codes.has(code)),
    ...verdicts.filter((verdict) => !heard.verdicts.has(verdict)),
  ];
  return missing.length === 0 ? null : `nothing was said of ${missing.join(", ")}; try again`;
}

/** What a run shows, and where it is not as expected; null where everything is. */
export async function expectationDifference(
  run: PlayedRun,
  scanned: Scanned,
  { expectation, everything, reading }: {
    readonly expectation: Expectation;
    /** Time and findings are wanted, whether anything is expected of them or not. */
    readonly everything: boolean;
    readonly reading: ReadingOptions;
  },
): Promise<{ readonly evidence: Evidence; readonly difference: string | null }> {
  const evidence = await gatherEvidence(scanned, { expectation, programs: programsOf(run), everything, reading });
  return { evidence, difference: judge(expectation, evidence) };
}
