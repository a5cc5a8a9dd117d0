/** The table of `tcplab lab --list`. */
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { wrap } from "../../../output/layout.ts";

/** Names on the left, what they show on the right. */
export function listScenarios(scenarios: readonly Scenario[], columns: number): string {
  const widest = Math.max(...scenarios.map(({ name }) => name.length));
  const room = Math.max(20, Math.min(columns, 110) - widest - 2);
  return scenarios.flatMap(({ name, title }) =>
    wrap(title, room).map((line, index) => `${(index === 0 ? name : "").padEnd(widest)}  ${line}\n`)
  ).join("");
}
