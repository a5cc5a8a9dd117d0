/**
 * A run as `tcplab lab --json` prints it, and as a row of a series: what was played, what came of it, and whether it was as
 * expected.
 */
import type { Evidence, Witness } from "../../../../expectation/evidence.ts";
import type { Expectation } from "../../../../expectation/statement.ts";
import type { WireEvent } from "../../../../expectation/wire_event.ts";
import { signalName } from "../../../../lab/own/describe_exit.ts";
import type { ReadingOptions } from "../../../../reading/read_packets.ts";
import { RecordsFeed } from "../../../../reading/feeds/records_feed.ts";
import { scan } from "../../../../reading/scan.ts";
import { expectationDifference, lessonDifference } from "./judge_run.ts";
import { clientSucceeded, explainUnfinished, type PlayedRun } from "./play_run.ts";

/** By what a run is judged: what its user expects; else what its scenario promises; else how its client, or it itself, ended. */
export type Judge = "expectation" | "lesson" | "client" | "end";

/** What a run came to. */
export interface RunResult {
  readonly run: PlayedRun;
  readonly evidence: Evidence;
  /** How often the wire did what. */
  readonly wire: Readonly<Partial<Record<WireEvent, number>>>;
  /** Why the run is not as it should be, in one line: unlike its lesson, unlike what is expected, not over in time. */
  readonly difference: string | null;
  readonly judge: Judge;
}

/** Looks at a run from all sides. */
export async function judgeRun(
  run: PlayedRun,
  { expectation, reading }: { readonly expectation: Expectation; readonly reading: ReadingOptions },
): Promise<RunResult> {
  const feed = new RecordsFeed(run.recording.records(), `lab ${run.plan.scenario.name}`);
  const { scanned } = await scan(feed, reading);
  const lesson = await lessonDifference(run, scanned, reading);
  const { evidence, difference } = await expectationDifference(run, scanned, {
    expectation,
    everything: true,
    reading,
  });
  const failed = expectation.length > 0 || clientSucceeded(run)
    ? null
    : "the client ended with an exit code that is not 0";
  return {
    run,
    evidence,
    wire: run.recording.counts(),
    difference: whyUnfinished(run) ?? difference ?? lesson ?? failed,
    judge: judgeOf(run, expectation),
  };
}

/** Why the run did not come to its end; null where it did. */
function whyUnfinished(run: PlayedRun): string | null {
  if (run.outcome === "interrupted") return "it was stopped before it was over";
  return run.outcome === "timed-out" ? explainUnfinished(run) : null;
}

function judgeOf({ plan: { scenario, chosen } }: PlayedRun, expectation: Expectation): Judge {
  if (expectation.length > 0) return "expectation";
  if (scenario.expect !== null && !chosen.changed) return "lesson";
  return scenario.client.program === "command" ? "client" : "end";
}

/** The result as JSON; `settings` are those that differ between the runs of a series. */
export function resultJson(result: RunResult, settings?: Readonly<Record<string, string>>): string {
  const { run, evidence, wire, difference } = result;
  const { scenario, chosen } = run.plan;
  return JSON.stringify({
    scenario: scenario.name,
    ...(settings === undefined ? {} : { settings }),
    seed: chosen.link.seed,
    outcome: run.outcome,
    asExpected: difference === null,
    difference,
    ...witnessValue(evidence.whole),
    conversations: evidence.conversations.map((conversation) => ({
      stream: conversation.index,
      ...witnessValue(conversation),
    })),
    wire,
    overrun: run.overrun,
    programs: Object.fromEntries(
      run.endings.map((ending) => [ending.end, {
        exitCode: ending.exit.code,
        signal: signalName(ending.exit),
        stopped: ending.stopped,
      }]),
    ),
  });
}

function witnessValue(witness: Witness): Record<string, unknown> {
  const { packets, bytes, retransmissions, duration, time } = witness;
  const total = time.budget.reduce((sum, { nanoseconds }) => sum + nanoseconds, 0);
  return {
    seconds: duration / 1e9,
    packets,
    bytes,
    retransmissions,
    verdict: time.verdict === null ? null : { cause: time.verdict.cause, end: time.verdict.end },
    budget: time.budget.map(({ cause, end, nanoseconds }) => ({
      cause,
      end,
      seconds: nanoseconds / 1e9,
      share: total === 0 ? 0 : nanoseconds / total,
    })),
    codes: countsOf(witness, "code"),
    analysis: countsOf(witness, "analysis"),
    findings: countsOf(witness, "finding"),
  };
}

function countsOf(witness: Witness, vocabulary: "code" | "analysis" | "finding"): Record<string, number> {
  return Object.fromEntries(
    witness.names(vocabulary).map((name) => [name, witness.count(vocabulary, name, "possible")]),
  );
}
