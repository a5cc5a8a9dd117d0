/** The program: finds the command, runs it, and turns whatever happens into an exit code and at most one line. */
import { DONE, FAILED, INTERRUPTED, WRONG_USAGE } from "../../base/exit_code.ts";
import { Failure, UsageError } from "../../base/failure.ts";
import { didYouMean } from "../../base/nearest.ts";
import { printable } from "../../base/printable.ts";
import type { Command, Invocation, ListedCommand } from "./command.ts";
import type { Flags } from "./flag.ts";
import { outputChoices } from "./general_flags.ts";
import type { HelpLength } from "./help.ts";
import { parseInvocation } from "./parse.ts";
import { isStandardOutput } from "../../output/standard_output.ts";
import { readVariable } from "../../output/environment.ts";
import type { Terminal } from "../../output/terminal.ts";
import { quote } from "../../base/quote.ts";
import { BUGS, versionText } from "./version.ts";

/** Characters of an error line: what was typed or read may be of any length. */
const LONGEST_ERROR = 1000;

/** A terminal that knows whether the user asked the program to end. */
export type RunTerminal = Terminal & { readonly wasInterrupted?: boolean; readonly interruptedCode?: number };

/**
 * Runs one command line.
 *
 * @param args The words after the program's name.
 * @returns The exit code: done, failed, wrong usage, or that of the signal that ended it. Never throws.
 */
export async function run(
  args: readonly string[],
  commands: Commands,
  terminal: RunTerminal,
): Promise<number> {
  try {
    return await dispatch(args, commands, terminal);
  } catch (error) {
    const code = await report(error, terminal);
    return terminal.wasInterrupted && code === FAILED ? terminal.interruptedCode ?? INTERRUPTED : code;
  }
}

/** Commands in a list, or at hand. */
type Commands = readonly (Command | ListedCommand)[];

async function dispatch(args: readonly string[], commands: Commands, terminal: RunTerminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) {
    await terminal.err(await overview(commands, terminal));
    return WRONG_USAGE;
  }
  if (first === "--help" || first === "-h" || (first === "help" && rest.length === 0)) {
    await terminal.out(await overview(commands, terminal));
    return DONE;
  }
  if (first === "--version" || first === "-V") {
    await terminal.out(versionText(Deno.version));
    return DONE;
  }
  if (first === "help") return await showHelp(await findCommand(rest[0] ?? "", commands), "long", terminal);
  const command = await findCommand(first, commands);
  const question = questionIn(command, rest);
  if (question === "version") {
    await terminal.out(versionText(Deno.version));
    return DONE;
  }
  if (question !== null) return await showHelp(command, question, terminal);
  const code = await runCommand(command, parseInvocation(command, rest, readVariable), terminal);
  return terminal.wasInterrupted && !command.endedByUser ? terminal.interruptedCode ?? INTERRUPTED : code;
}

/** Runs the command with its output where the user wants it. */
async function runCommand(command: Command, invocation: Invocation<Flags>, terminal: Terminal): Promise<number> {
  const choices = outputChoices(invocation.flags, command);
  if (choices.output !== undefined && !isStandardOutput(choices.output)) {
    const { refuseOwnFiles } = await import("./own_files.ts");
    await refuseOwnFiles(choices.output, command, invocation);
  }
  await terminal.choose?.(choices);
  let code = FAILED;
  try {
    code = await command.run(invocation, terminal);
    return code;
  } finally {
    await terminal.finish?.(code === DONE);
  }
}

function styleOf(terminal: Terminal): { columns: number; colour: boolean } {
  return { columns: terminal.columns, colour: terminal.colour };
}

async function overview(commands: Commands, terminal: Terminal): Promise<string> {
  const { programHelp } = await import("./help.ts");
  return programHelp(commands, styleOf(terminal));
}

async function showHelp(command: Command, length: HelpLength, terminal: Terminal): Promise<number> {
  const { commandHelp } = await import("./help.ts");
  await terminal.out(commandHelp(command, styleOf(terminal), length));
  return DONE;
}

/**
 * `--help` anywhere before `--` wins over whatever else is wrong with the line; `-h` and `--version` too, unless the command uses
 * them.
 */
function questionIn(command: Command, args: readonly string[]): HelpLength | "version" | null {
  const end = args.indexOf("--");
  const words = end < 0 ? args : args.slice(0, end);
  const ownsShort = Object.values(command.flags).some(({ short }) => short === "h");
  if (words.includes("--help")) return "long";
  if (!ownsShort && words.includes("-h")) return "short";
  return !Object.hasOwn(command.flags, "version") && words.includes("--version") ? "version" : null;
}

/** The command of this name, loaded. */
async function findCommand(name: string, commands: Commands): Promise<Command> {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return "load" in command ? await command.load() : command;
  if (name.startsWith("-")) {
    throw new UsageError(
      `Unknown option: ${quote(name)}; a command comes first (tcplab --help lists the commands)`,
    );
  }
  if (/\.(pcap|pcapng|cap)(\.gz)?$/i.test(name)) {
    throw new UsageError(`Unknown command: ${quote(name)}; to read a capture: tcplab explain ${quote(name)}`);
  }
  const visible = commands.filter(({ hidden }) => !hidden).map((candidate) => candidate.name);
  throw new UsageError(
    `Unknown command: ${quote(name)}${didYouMean(name, visible)} (tcplab --help lists the commands)`,
  );
}

/** One line for the user. What is neither a `Failure` nor a `UsageError` is a bug of ours, and says so. */
export async function report(error: unknown, terminal: Terminal): Promise<number> {
  const fail = (text: string) => terminal.fail === undefined ? terminal.err(text) : terminal.fail(text);
  if (error instanceof UsageError) {
    await fail(`tcplab: ${oneLine(error.message)}\n`);
    return WRONG_USAGE;
  }
  if (error instanceof Failure) {
    await fail(`tcplab: ${oneLine(error.message)}\n`);
    return FAILED;
  }
  if (error instanceof Deno.errors.NotCapable) {
    await fail(`tcplab: ${notPermitted(error.message)}\n`);
    return FAILED;
  }
  if (isOutOfFiles(error)) {
    await fail("tcplab: Too many open files: raise the limit with ulimit -n\n");
    return FAILED;
  }
  const debug = debugging();
  const advice = debug ? "" : `; please report it at ${BUGS}, with what TCPLAB_DEBUG=1 shows`;
  await fail(`tcplab: Unexpected error, a bug in tcplab: ${describe(error)}${advice}\n`);
  if (debug && error instanceof Error && error.stack) {
    await fail(`${error.stack.split("\n").map(printable).join("\n")}\n`);
  }
  return FAILED;
}

/** The executable carries few rights: what it lacks, in words for those who did not build it. */
function notPermitted(message: string): string {
  const what = /access to "([^"]+)"/.exec(message)?.[1];
  if (what === undefined) return `Not permitted in this build: ${oneLine(message)}`;
  const hint = /^\/dev\/(std|fd)/.test(what) ? "; write - for standard input" : "";
  return `Not permitted: this build of tcplab may not use ${oneLine(what)}${hint}`;
}

/** The process (EMFILE) or the system (ENFILE) has no descriptor left; spawning and our own calls tell it in words only. */
function isOutOfFiles(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return code === "EMFILE" || code === "ENFILE" || /\((os error|errno) 2[34]\)/.test(error.message);
}

/** The message in one line that does not steer the terminal, cut where it is too long. */
function oneLine(message: string): string {
  const line = printable(message.replace(/\s*\n\s*/g, " "));
  if (line.length <= LONGEST_ERROR) return line;
  return `${line.slice(0, LONGEST_ERROR - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function describe(error: unknown): string {
  return oneLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

function debugging(): boolean {
  return (readVariable("TCPLAB_DEBUG") ?? "") !== "";
}
