/**
 * What a command is. Each command is one file of `commands/`: its flags, its help, and a `run` that turns the values
 * into calls on the rooms below. Heavy rooms are imported inside `run`, so that `tcplab --help` loads none of them.
 */
import type { Flags, ValuesOf } from "./flag.ts";
import type { Terminal } from "../../output/terminal.ts";

/** An argument without a name, in its place on the line. */
export interface Positional {
  /** As help shows it, in capitals: `FILE`. The last one may end in `...`: it takes all that follow. */
  readonly name: string;
  readonly help: string;
  readonly required: boolean;
  /** The only words allowed here; the parser refuses others and the shells complete these. */
  readonly choices?: readonly string[];
  /** Words that the shells offer here beside files; others are allowed. */
  readonly suggestions?: readonly string[];
}

/** One example of `--help`; the README and the tests run them too. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

/** What `run` receives: the flags' values by name, and the arguments without a name in their order. */
export interface Invocation<F extends Flags> {
  readonly flags: ValuesOf<F>;
  readonly positionals: readonly string[];
  /** Names of the flags the user wrote, so that a preset yields only to what was asked for. */
  readonly given: ReadonlySet<string>;
}

export interface Command<F extends Flags = Flags> {
  readonly name: string;
  /** One line for the list of commands, sentence case, no final period. */
  readonly summary: string;
  /** A paragraph or two for `tcplab NAME --help`. */
  readonly description: string;
  readonly positionals: readonly Positional[];
  readonly flags: F;
  readonly examples: readonly Example[];
  /** How the user starts it, where that is not `tcplab NAME`: the tasks of deno.json. */
  readonly invokedAs?: string;
  /** Not listed: processes that tcplab starts itself. */
  readonly hidden?: boolean;
  /** Does the work; gives the exit code. Throws `Failure` or `UsageError` with the line for the user. */
  run(invocation: Invocation<F>, terminal: Terminal): Promise<number>;
}

/** What the user writes to start the command, without options. */
export function invocationOf(command: Command): string {
  return command.invokedAs ?? `tcplab ${command.name}`;
}

/** Gives the command back, with the type of its flags kept for `run`. */
export function defineCommand<const F extends Flags>(command: Command<F>): Command {
  return command as unknown as Command;
}
