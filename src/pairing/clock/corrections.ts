/** What the steps of the clocks have to be taken out of the times of a file with. */
import type { Correction } from "../survey/file_facts.ts";
import type { ClockStep } from "../terms/pairing.ts";
import type { Side } from "../terms/side.ts";

/** Of the file whose clock is known to have been set, else of B. */
export function correctionsOf(steps: readonly ClockStep[], side: Side): Correction[] {
  return steps.filter(({ known }) => (known ?? "b") === side)
    .map(({ by, behind, from }) => ({ behind: behind[side], from: from[side], by: side === "a" ? by : -by }));
}
