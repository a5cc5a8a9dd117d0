/** Rounds of a repetition in a script. */
import type { Step } from "./program.ts";

/** The step in a round of its repetition: `{n}` in its names and texts is the round. A repetition within has its own. */
export function inRound(step: Step, round: number): Step {
  const replaced = (value: unknown): unknown => {
    if (typeof value === "string") return value.replaceAll("{n}", String(round));
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== "object" || value === null || ("do" in value && value.do === "repeat")) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part)]));
  };
  return replaced(step) as Step;
}
