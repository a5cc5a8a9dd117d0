/**
 * A user's own scenario, from a JSON file.
 */
import { Failure } from "../base/failure.ts";
import { printable } from "../base/printable.ts";
import { parsePattern } from "../expectation/pattern.ts";
import type { Program, Step } from "./host/program.ts";
import { checkSchema } from "./schema_check.ts";
import { SCENARIO_SCHEMA } from "./scenario_schema.ts";
import type { Scenario, Suggestion } from "./scenarios/scenario.ts";
import { readWrittenLink, type WrittenLink } from "./link/written_link.ts";

/** A scenario as the file has it, after the schema has been checked. */
interface WrittenScenario {
  readonly name?: string;
  readonly title?: string;
  readonly teaches?: string;
  readonly server: WrittenProgram;
  readonly client: WrittenProgram;
  readonly link?: WrittenLink;
  readonly settings?: { readonly client?: Record<string, string>; readonly server?: Record<string, string> };
  readonly expect?: readonly (readonly string[])[];
  readonly next?: readonly Suggestion[];
}

type WrittenStep = Step | { readonly do: "receive-all"; readonly size?: number; readonly every?: number };
type WrittenProgram = Exclude<Program, { program: "script" }> | {
  readonly program: "script";
  readonly steps: readonly WrittenStep[];
};

/** Reads a scenario from a file. Throws `Failure` that says what is wrong and where. */
export async function readScenarioFile(path: string): Promise<Scenario> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    const reason = error instanceof Deno.errors.NotFound ? "there is no such file" : firstLine(error);
    throw new Failure(`Cannot read the scenario ${path}: ${reason}`);
  }
  return parseScenario(text, path);
}

/** The scenario that a file's text describes; `path` is for messages and gives the name where the file does not. */
export function parseScenario(text: string, path: string): Scenario {
  let value: unknown;
  try {
    // Editors of Windows put a byte order mark first; JSON has none (RFC 8259 8.1 lets a reader ignore it).
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    throw new Failure(`The scenario ${path} is not JSON: ${firstLine(error)}`);
  }
  const problem = checkSchema(value, SCENARIO_SCHEMA);
  if (problem !== null) throw new Failure(`The scenario ${path} is not valid, ${problem} (see tcplab lab --schema)`);
  return complete(value as WrittenScenario, path);
}

function complete(written: WrittenScenario, path: string): Scenario {
  const { server, client, link = {}, settings = {}, expect, next = [], teaches = "" } = written;
  const name = written.name ?? path.replace(/^.*[/\\]/, "").replace(/\.json$/i, "");
  const patterns = expect?.map((lines) => lines.join("\n")) ?? null;
  for (const pattern of patterns ?? []) parsePattern(pattern);
  return {
    name: printable(name),
    title: printable(written.title ?? "a scenario of one's own"),
    teaches: teaches.split(/\r?\n/).map(printable).join("\n"),
    server: completeProgram(server, `${path}, server`),
    client: completeProgram(client, `${path}, client`),
    link: linkOf(link, path),
    settings: { client: settingsOf(settings.client, path), server: settingsOf(settings.server, path) },
    expect: patterns,
    next: next.map(({ line, why }) => ({ line: printable(line), why: printable(why) })),
  };
}

/** The link as a run takes it. Throws `Failure` that names the setting. */
function linkOf(link: WrittenLink, path: string): Scenario["link"] {
  try {
    return readWrittenLink(link);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`The scenario ${path} is not valid, ${error.message} (see tcplab lab --schema)`);
  }
}

function completeProgram(program: WrittenProgram, place: string): Program {
  if (program.program !== "script") return program;
  const steps = program.steps.map((step, index) => completeStep(step, `${place}, step ${index + 1}`));
  checkOrder(steps, place);
  return { program: "script", steps };
}

function completeStep(step: WrittenStep, place: string): Step {
  if (step.do === "receive-all") return { ...step, do: "receive", bytes: "end" };
  if (step.do !== "send") return step;
  if ("text" in step === "bytes" in step) throw new Failure(`The scenario ${place}: send takes either text or bytes`);
  return step;
}

/** Steps that cannot work where they stand would fail in the middle of a run: they are refused before it. */
function checkOrder(steps: readonly Step[], place: string): void {
  const [STAND_ALONE, OPENS] = [["listen", "accept", "connect", "wait", "await-packet", "tell", "await"], [
    "accept",
    "connect",
  ]];
  let [listening, open, fixedPort] = [false, false, false];
  for (const [index, step] of steps.entries()) {
    const fail = (why: string) => new Failure(`The scenario ${place}, step ${index + 1}: ${step.do} ${why}`);
    if (step.do === "accept" && !listening) throw fail("comes before listen");
    if (OPENS.includes(step.do) && open) throw fail("while a connection is open: close it first");
    if (!STAND_ALONE.includes(step.do) && !open) throw fail("needs a connection: connect or accept first");
    if (fixedPort && (step.do === "keep-alive" || step.do === "no-delay")) {
      throw fail("is not possible with a fixed port");
    }
    if (step.do === "listen") listening = true;
    if (step.do === "connect") fixedPort = step.from !== undefined;
    if (OPENS.includes(step.do)) open = true;
    if (step.do === "close") open = false;
  }
}

/** Names of settings as they stand under /proc/sys/net. */
function settingsOf(given: Readonly<Record<string, string>> | undefined, path: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given ?? {}).map(([name, value]) => {
      if (/^tcp_[a-z0-9_]+$/.test(name)) return [`ipv4/${name}`, value];
      throw new Failure(`The scenario ${path}: the setting ${name} is not one of TCP's (tcp_...)`);
    }),
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
