/**
 * A user's own scenario, from a JSON file.
 */
import { Failure } from "../../base/failure.ts";
import { printable } from "../../base/printable.ts";
import { parsePattern } from "../../expectation/pattern.ts";
import { findMisplacedStep } from "./check_script.ts";
import type { Program, Step } from "../host/program.ts";
import { checkSchema } from "./schema_check.ts";
import { SCENARIO_SCHEMA } from "./scenario_schema.ts";
import type { Scenario, Suggestion } from "../scenarios/scenario.ts";
import { readWrittenLink, type WrittenLink } from "../link/written_link.ts";

/** A scenario as the file has it, after the schema has been checked. */
interface WrittenScenario {
  readonly name?: string;
  readonly title?: string;
  readonly teaches?: string;
  readonly server: WrittenProgram;
  readonly client: WrittenProgram;
  readonly link?: WrittenLink;
  readonly settings?: { readonly client?: Record<string, string>; readonly server?: Record<string, string> };
  readonly ipv6?: boolean;
  readonly steady?: boolean;
  readonly expect?: readonly (readonly string[])[];
  readonly next?: readonly Suggestion[];
}

/** A step as files have it: `receive-all` is `receive` to the end, in steps within others too. */
type WrittenStep =
  | Exclude<Step, { do: "repeat" | "together" }>
  | { readonly do: "receive-all"; readonly size?: number; readonly every?: number; readonly on?: string }
  | { readonly do: "repeat"; readonly times: number; readonly steps: readonly WrittenStep[] }
  | { readonly do: "together"; readonly parts: readonly (readonly WrittenStep[])[] };
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
  const { server, client, link = {}, settings = {}, expect, next = [], teaches = "", ipv6 = false, steady = false } =
    written;
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
    ...(ipv6 && { ipv6 }),
    ...(steady && { steady }),
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
  const steps = completeSteps(program.steps, `${place}, step `);
  const problem = findMisplacedStep(steps);
  if (problem !== null) throw new Failure(`The scenario ${place}, ${problem}`);
  return { program: "script", steps };
}

/** The steps as they are played; `place` is where they stand, without their numbers. */
function completeSteps(steps: readonly WrittenStep[], place: string): Step[] {
  return steps.map((step, index): Step => {
    const here = `${place}${index + 1}`;
    switch (step.do) {
      case "receive-all":
        return { ...step, do: "receive", bytes: "end" };
      case "repeat":
        return { ...step, steps: completeSteps(step.steps, `${here}.`) };
      case "together":
        return { ...step, parts: step.parts.map((part, at) => completeSteps(part, `${here}.${at + 1}.`)) };
      case "send":
        if ("text" in step === "bytes" in step) {
          throw new Failure(`The scenario ${here}: send takes either text or bytes`);
        }
        return step;
      default:
        return step;
    }
  });
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
