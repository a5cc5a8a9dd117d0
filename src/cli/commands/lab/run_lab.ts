/**
 * What `tcplab lab` does, from the flags' values to the exit code.
 */
import { UsageError } from "../../../base/failure.ts";
import { didYouMean } from "../../../base/nearest.ts";
import { apparmorProfile } from "../../../lab/own/apparmor.ts";
import { assertPlayable } from "../../../lab/loopback.ts";
import { readScenarioFile } from "../../../lab/scenario-file/scenario_file.ts";
import { SCENARIO_SCHEMA } from "../../../lab/scenario-file/scenario_schema.ts";
import type { Scenario } from "../../../lab/scenarios/scenario.ts";
import { inLanguage } from "../../../lab/scenario_words.ts";
import { SCENARIOS } from "../../../lab/scenarios/registry.ts";
import { checkMachine } from "./check_machine.ts";
import { pageFile, showPage } from "../../line/shown_page.ts";
import { refuseSameFile } from "../../../output/distinct_files.ts";
import { namedOutputs, takerOfStandardOutput } from "./lab_captures.ts";
import { scenarioList } from "./list_scenarios.ts";
import type { LabFlags } from "./lab_flags.ts";
import { changesHosts, chooseHosts } from "./choose_hosts.ts";
import { chooseLink } from "./choose_link.ts";
import { ownScenario, withOwnPrograms } from "../../../lab/own_scenario.ts";
import { LabSeries, refuseOfOneRun } from "./series/lab_series.ts";
import { LabSession } from "./lab_session.ts";
import { planSeries } from "./series/series_plan.ts";
import { readExpectation } from "../../../reading/expectation_source.ts";
import { optionName } from "../../line/flag.ts";
import { cannotRead } from "../../../output/file_failure.ts";
import type { Terminal } from "../../../output/terminal.ts";
import { quote } from "../../../base/quote.ts";
import { shellWord } from "../../../base/shell_word.ts";

/** Runs the command; gives the exit code. */
export async function runLabCommand(
  name: string | undefined,
  flags: LabFlags,
  { given, terminal }: { readonly given: ReadonlySet<string>; readonly terminal: Terminal },
): Promise<number> {
  refuseTogether(name, flags);
  if (flags.list) {
    const scenarios = SCENARIOS.map((scenario) => inLanguage(scenario, flags.lang));
    await terminal.out(scenarioList(scenarios, given.has("format") ? flags.format : "text", terminal.columns));
    return 0;
  }
  if (flags.schema) {
    await terminal.out(JSON.stringify(SCENARIO_SCHEMA, null, 2) + "\n");
    return 0;
  }
  if (flags.apparmor) {
    await terminal.out(apparmorProfile(Deno.execPath()));
    return 0;
  }
  if (flags.check) return await checkMachine(terminal);
  const scenario = await chooseScenario(name, flags);
  const expectation = flags.expect.length === 0 ? null : await readExpectation(flags.expect);
  const series = planSeries(flags);
  if (series !== null) {
    refuseOfOneRun(flags, given);
    return await new LabSeries(scenario, series, { flags, terminal, expectation: expectation ?? [] }).run();
  }
  const link = chooseLink(scenario, flags);
  const chosen = { ...link, changed: link.changed || changesHosts(flags) };
  const hosts = chooseHosts(scenario, flags);
  if (flags.loopback) assertLoopback(scenario, flags, link.changed);
  const taker = takerOfStandardOutput(flags);
  if (taker !== null && given.has("format")) {
    throw new UsageError(`Options ${taker} and --format cannot both write to standard output`);
  }
  refuseWithJson(flags, given);
  await refuseSameFile(namedOutputs(flags), name !== undefined && isFileName(name) ? name : undefined);
  const command = ["tcplab lab", ...(name === undefined ? [] : [shellWord(name)]), ...writtenOptions(flags, given)]
    .join(
      " ",
    );
  const html = await pageFile(flags);
  const shown = { flags: { ...flags, html }, terminal, command, expectation };
  const code = await new LabSession(scenario, { chosen, hosts }, shown).run();
  if (flags.open && html !== undefined && code === 0) await showPage(html, terminal);
  return code;
}

/** The scenario of the name, with the user's own programs in it. */
async function chooseScenario(name: string | undefined, flags: LabFlags): Promise<Scenario> {
  const { server, client } = flags;
  const own = { server, client, ready: flags.ready === undefined ? undefined : flags.ready * 1000 };
  if (flags.ready !== undefined && server === undefined) {
    throw new UsageError("Option --ready goes with --server: it says when your own server may be asked");
  }
  if (name !== undefined) {
    const scenario = await findScenario(name);
    return server === undefined && client === undefined ? scenario : withOwnPrograms(scenario, own);
  }
  if (server !== undefined && client !== undefined) return ownScenario({ ...own, server, client });
  if (server !== undefined || client !== undefined) {
    const missing = server === undefined ? "--server" : "--client";
    throw new UsageError(`Option ${missing} COMMAND is missing: or name a scenario, one program of which is replaced`);
  }
  throw new UsageError("Name a scenario: tcplab lab v2, or tcplab lab --list to see them all");
}

function assertLoopback(scenario: Scenario, flags: LabFlags, changed: boolean): void {
  if (changed || flags.seed !== undefined) {
    throw new UsageError("With --loopback there is no wire of ours: the options of the link do not go with it");
  }
  const given = [
    ...(flags.set.length > 0 ? ["--set"] : []),
    ...(flags.congestion.length > 0 ? ["--congestion"] : []),
    ...(flags.mss.length > 0 ? ["--mss"] : []),
    ...(flags.window.length > 0 ? ["--window"] : []),
    ...(flags.interfaces === undefined ? [] : ["--interfaces"]),
    ...(flags.kernel === undefined ? [] : ["--kernel"]),
  ];
  if (given[0] !== undefined) {
    throw new UsageError(`With --loopback there are no hosts of ours: ${given[0]} does not go with it`);
  }
  assertPlayable(scenario);
}

/** The result of a run takes the place of its report. */
function refuseWithJson(flags: LabFlags, given: ReadonlySet<string>): void {
  if (!flags.json) return;
  if (given.has("format")) throw new UsageError("Option --json prints the result, --format the packets: choose one");
  if (takerOfStandardOutput(flags) !== null) {
    throw new UsageError("Option --json and a file of the run cannot both write to standard output");
  }
}

/** What only asks is asked alone. */
function refuseTogether(name: string | undefined, flags: LabFlags): void {
  const asked = (["list", "check", "schema", "apparmor"] as const).filter((question) => flags[question]).map((word) =>
    `--${word}`
  );
  const [first, second] = [...asked, ...(name === undefined ? [] : [`the scenario ${quote(name)}`])];
  if (first === undefined || second === undefined || asked.length === 0) return;
  throw new UsageError(`Option ${first} does not go with ${second}: ask for one at a time`);
}

/** Names of scenarios are words; a file's has an extension or a folder. */
function isFileName(name: string): boolean {
  return /\.json$/i.test(name) || name.includes("/");
}

/** Refuses what cannot be read before it is parsed. Throws `Failure`. */
async function assertReadable(path: string): Promise<void> {
  try {
    if ((await Deno.stat(path)).isFile) (await Deno.open(path)).close();
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** The scenario of a name, or of a file. */
async function findScenario(name: string): Promise<Scenario> {
  const known = SCENARIOS.find((scenario) => scenario.name === name);
  if (known !== undefined) return known;
  if (/\.(pcap|pcapng|cap)(\.gz)?$/i.test(name)) {
    throw new UsageError(`Not a scenario: ${quote(name)}; to read a capture: tcplab explain ${quote(name)}`);
  }
  if (isFileName(name)) {
    await assertReadable(name);
    return await readScenarioFile(name);
  }
  const names = SCENARIOS.map((scenario) => scenario.name);
  throw new UsageError(
    `Unknown scenario: ${quote(name)}${
      didYouMean(name, names)
    } (tcplab lab --list tells them all; programs of your own ` +
      "are played with --server CMD --client CMD)",
  );
}

/** The options as the user wrote them. */
function writtenOptions(flags: LabFlags, given: ReadonlySet<string>): string[] {
  return Object.entries(flags).filter(([name]) => given.has(name)).flatMap(([name, value]) => {
    if (typeof value === "boolean") return [`--${value ? "" : "no-"}${optionName(name)}`];
    return [value].flat().map((one) => `--${optionName(name)} ${shellWord(String(one))}`);
  });
}
