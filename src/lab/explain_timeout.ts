/**
 * What a run that was not over in its time was waiting for, in one line: longer time helps only where something still
 * happens.
 */
import { NO_STEP } from "./host/script.ts";
import type { ProgramEnding } from "./lab_options.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import type { End } from "./wire/end.ts";

export interface UnfinishedRun {
  readonly scenario: Pick<Scenario, End>;
  /** The latest step of each host that plays a script. */
  readonly steps: ReadonlyMap<End, string>;
  readonly endings: readonly ProgramEnding[];
  /** Time since the last packet, ms. */
  readonly silence: number;
  /** How long it was played, seconds. */
  readonly timeout: number;
}

/** With no packet for so long, whoever waits will wait for ever: longer than the kernels' timers between two tries. */
const STILL = 3000;

/** The line for the user. */
export function explainTimeout(run: UnfinishedRun): string {
  const { silence, timeout } = run;
  const where = `The scenario was not over after ${timeout} s: ${place("client", run)}; ${place("server", run)}`;
  if (silence < STILL) return `${where}; packets still came: give it longer with --timeout`;
  const since = Math.round(Math.min(silence / 1000, timeout));
  const why = gone(run) ? "what is waited for does not come" : "both may wait for each other";
  return `${where}; no packet came for the last ${since} s, so ${why}`;
}

/** One of the two is a command that has ended. */
function gone({ scenario, endings }: UnfinishedRun): boolean {
  return endings.some(({ end }) => scenario[end].program === "command");
}

function place(end: End, { scenario, steps, endings }: UnfinishedRun): string {
  const { program } = scenario[end];
  if (program === "command") {
    const ended = endings.some((ending) => ending.end === end);
    return ended ? `the ${end}'s command has ended` : `the ${end}'s command still runs`;
  }
  const step = steps.get(end);
  if (program !== "script") return `the ${end} plays ${program}`;
  if (step === NO_STEP) return `the ${end}'s script has ended`;
  return step === undefined ? `the ${end} has not begun` : `the ${end} is in ${step}`;
}
