/** `tcplab lab --check`: what this machine can do, one line each, and how to allow what it cannot. */
import { DONE, FAILED } from "../../../base/exit_code.ts";
import { inspectMachine, wayWithoutHosts } from "../../../lab/requirements.ts";
import type { Terminal } from "../../../output/terminal.ts";

/** Prints the findings; the exit code is 0 where scenarios can be played. */
export async function checkMachine(terminal: Terminal): Promise<number> {
  const findings = await inspectMachine();
  for (const { what, problem } of findings) {
    await terminal.out(`${problem === null ? "yes" : "no "}  ${what}${problem === null ? "" : `: ${problem}`}\n`);
  }
  if (Deno.build.os !== "linux") await terminal.err(`Instead: ${wayWithoutHosts(Deno.build.os)}\n`);
  return findings.some(({ problem, needed }) => needed && problem !== null) ? FAILED : DONE;
}
