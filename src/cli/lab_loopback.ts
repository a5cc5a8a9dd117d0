/** placeholder */
import { Failure } from "../base/failure.ts";
import type { Scenario } from "../lab/scenario.ts";
import type { Terminal } from "./terminal.ts";
import type { LabFlags } from "./lab_run.ts";
export function playOnLoopback(_scenario: Scenario, _flags: LabFlags, _terminal: Terminal): Promise<number> {
  return Promise.reject(new Failure("not yet"));
}
