/**
 * What `tcplab lab` does, from the flags' values to the exit code.
 */
import { UsageError } from "../base/failure.ts";
import { didYouMean } from "../base/nearest.ts";
import { assertPlayable } from "../lab/loopback.ts";
import { readScenarioFile } from "../lab/scenario_file.ts";
import { SCENARIO_SCHEMA } from "../lab/scenario_schema.ts";
import type { Scenario } from "../lab/scenario.ts";
import { inLanguage } from "../lab/scenario_words.ts";
import { SCENARIOS } from "../lab/scenarios/registry.ts";
import { checkMachine } from "./lab_check.ts";
import { listScenarios } from "./lab_list.ts";
import type { LabFlags } from "./lab_flags.ts";
import { chooseLink } from "./lab_options.ts";
import { LabSession } from "./lab_session.ts";
import { optionName } from "./flag.ts";
import type { Terminal } from "./terminal.ts";
import { quote } from "./value.ts";

/** Runs the command; gives the exit code. */
export async function runLabCommand(
  name: string | undefined,
  flags: LabFlags,
  { given, terminal }: { readonly given: ReadonlySet<string>; readonly terminal: Terminal },
): Promise<number> {
  if (flags.list) {
    await terminal.out(listScenarios(SCENARIOS.map((scenario) => inLanguage(scenario, flags.lang)), terminal.columns));
    return 0;
  }
  if (flags.schema) {
    await terminal.out(JSON.stringify(SCENARIO_SCHEMA, null, 2) + "\n");
    return 0;
  }
  if (flags.check) return await checkMachine(terminal);
  if (name === undefined) throw new UsageError("Name a scenario: tcplab lab v2, or tcplab lab --list to see them all");
  const scenario = await findScenario(name);
  const chosen = chooseLink(scenario, flags);
  if (flags.loopback && (chosen.changed || flags.seed !== undefined)) {
    throw new UsageError("With --loopback there is no wire of ours: the options of the link do not go with it");
  }
  if (flags.loopback) assertPlayable(scenario);
  const command = ["tcplab lab", quote(name), ...writtenOptions(flags, given)].join(" ");
  return await new LabSession(scenario, chosen, { flags, terminal, command }).run();
}

/** The scenario of a name, or of a file. */
async function findScenario(name: string): Promise<Scenario> {
  const known = SCENARIOS.find((scenario) => scenario.name === name);
  if (known !== undefined) return known;
  if (/\.json$/i.test(name) || name.includes("/")) return await readScenarioFile(name);
  const names = SCENARIOS.map((scenario) => scenario.name);
  throw new UsageError(`Unknown scenario: ${quote(name)}${didYouMean(name, names)} (tcplab lab --list tells them all)`);
}

/** The options as the user wrote them. */
function writtenOptions(flags: LabFlags, given: ReadonlySet<string>): string[] {
  return Object.entries(flags).filter(([name]) => given.has(name)).flatMap(([name, value]) => {
    if (typeof value === "boolean") return [`--${value ? "" : "no-"}${optionName(name)}`];
    return [value].flat().map((one) => `--${optionName(name)} ${quote(String(one))}`);
  });
}
