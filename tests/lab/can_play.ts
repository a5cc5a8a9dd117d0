/** Whether scenarios can be played on this machine; where not, the tests that play say so in their names and are left out. */
import { inspectMachine } from "../../src/lab/requirements.ts";

const missing = (await inspectMachine()).find(({ needed, problem }) => needed && problem !== null);

export const CANNOT_PLAY = missing !== undefined;

/** The test's name, with what is missing. */
export function playing(name: string): string {
  return missing === undefined ? name : `${name} (skipped: ${missing.problem})`;
}
