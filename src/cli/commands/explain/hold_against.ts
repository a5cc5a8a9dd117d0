/** `tcplab explain --expect`: the capture held against what the user expects of it. */
import { DONE, INTERRUPTED } from "../../../base/exit_code.ts";
import { Failure, UsageError } from "../../../base/failure.ts";
import { quote } from "../../../base/quote.ts";
import { aboutPrograms, countStatements, judge } from "../../../expectation/judge.ts";
import type { Expectation } from "../../../expectation/statement.ts";
import { tablesOf } from "../../../language/all_tables.ts";
import { readExpectation } from "../../../reading/expectation_source.ts";
import { evidenceReadings, gatherEvidence } from "../../../reading/gather_evidence.ts";
import type { Scanned } from "../../../reading/scan.ts";
import type { Job, Reader } from "./explain_job.ts";

/** Reads what `--expect` was given. Throws `UsageError` for what a capture cannot tell. */
export async function expectationOf(given: readonly string[]): Promise<NonNullable<Job["expectation"]>> {
  const expectation = await readExpectation(given);
  const statement = aboutPrograms(expectation);
  if (statement !== null) {
    throw new UsageError(
      `Cannot expect of a capture: ${quote(statement.text)}; programs are seen in runs (tcplab lab --expect)`,
    );
  }
  return {
    readings: evidenceReadings(expectation),
    judge: (scanned, job, reading) => judgeCapture(expectation, scanned, { job, reading }),
  };
}

async function judgeCapture(
  expectation: Expectation,
  scanned: Scanned,
  { job, reading }: { readonly job: Job; readonly reading: Reader },
): Promise<number> {
  const { terminal, progress } = reading;
  const difference = judge(expectation, await gatherEvidence(scanned, { expectation, reading }));
  if (terminal.interrupted.aborted) return INTERRUPTED;
  await progress.end();
  if (difference !== null) throw new Failure(`Not as expected: ${difference}`);
  await terminal.err(`${tablesOf(job.language).lab.asExpected(countStatements(expectation))}\n`);
  return DONE;
}
