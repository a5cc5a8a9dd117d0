/** The table of `tcplab lab --list`. */
import { UsageError } from "../../../base/failure.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { wrap } from "../../../output/layout.ts";

/** The list as a table, or for programs as JSON. Throws `UsageError` for a format that says nothing of scenarios. */
export function scenarioList(scenarios: readonly Scenario[], format: string, columns: number): string {
  if (format === "text") return listScenarios(scenarios, columns);
  const listed = scenarios.map(({ name, title, teaches }) => ({ name, title, teaches }));
  if (format === "json") return JSON.stringify(listed, null, 2) + "\n";
  if (format === "ndjson") return listed.map((scenario) => JSON.stringify(scenario) + "\n").join("");
  throw new UsageError(`Option --list prints text, json or ndjson: found --format ${format}`);
}

/** Names on the left, what they show on the right. */
function listScenarios(scenarios: readonly Scenario[], columns: number): string {
  const widest = Math.max(...scenarios.map(({ name }) => name.length));
  const room = Math.max(20, Math.min(columns, 110) - widest - 2);
  return scenarios.flatMap(({ name, title }) =>
    wrap(title, room).map((line, index) => `${(index === 0 ? name : "").padEnd(widest)}  ${line}\n`)
  ).join("");
}
