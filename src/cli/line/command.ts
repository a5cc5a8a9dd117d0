/**
 * What a command is. Each command is one file of `commands/`: its flags, its help, and a `run` that turns the values
 * into calls on the rooms below. The list of commands has the name and the summary of each, and loads its file when it is
 * asked for; heavy rooms are imported inside `run`: so `tcplab --help` loads none of them.
 */
import type { Flags, ValuesOf } from "./flag.ts";
import { withGeneralFlags } from "./general_flags.ts";
import type { Terminal } from "../../output/terminal.ts";

/** An argument without a name, in its place on the line. */
export interface Positional {
  /** As help shows it, in capitals: `FILE`. The last one may end in `...`: it takes all that follow. */
  readonly name: string;
  readonly help: string;
  readonly required: boolean;
  /** The flag that asks for what needs none of it. */
  readonly unless?: string;
  /** The only words allowed here; the parser refuses others and the shells complete these. */
  readonly choices?: readonly string[];
  /** Words that the shells offer here beside files; others are allowed. */
  readonly suggestions?: readonly string[];
  /** A capture that is read: the shells offer such files first. */
  readonly captures?: boolean;
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

/** What the list of commands says of one. */
export interface Listing {
  readonly name: string;
  /** One line, sentence case, no final period. */
  readonly summary: string;
  /** Not listed: processes that tcplab starts itself. */
  readonly hidden?: boolean;
}

/** What a command's own file says of it. */
export interface Definition<F extends Flags = Flags> {
  /** A paragraph or two for `tcplab NAME --help`. */
  readonly description: string;
  readonly positionals: readonly Positional[];
  readonly flags: F;
  readonly examples: readonly Example[];
  /** Its results may be longer than a screen, and are complete when it ends: a pager can show them. */
  readonly pages?: boolean;
  /** A stop by the user is how it ends: exit code 0. */
  readonly endedByUser?: boolean;
  /** How the user starts it, where that is not `tcplab NAME`: the tasks of deno.json. */
  readonly invokedAs?: string;
  /** Does the work; gives the exit code. Throws `Failure` or `UsageError` with the line for the user. */
  run(invocation: Invocation<F>, terminal: Terminal): Promise<number>;
}

export interface Command<F extends Flags = Flags> extends Listing, Definition<F> {}

/** A command in the list, whose definition is loaded when it is asked for. */
export interface ListedCommand extends Listing {
  load(): Promise<Command>;
}

/** What the user writes to start the command, without options. */
export function invocationOf(command: Command): string {
  return command.invokedAs ?? `tcplab ${command.name}`;
}

/** Gives the definition back, with the type of its flags kept for `run`. */
export function defineCommand<const F extends Flags>(definition: Definition<F>): Definition {
  return definition as unknown as Definition;
}

/** A command in the list, defined by what `load` gives. */
export function listed(listing: Listing, load: () => Promise<Definition>): ListedCommand {
  const whole = async () => {
    const definition = await load();
    const flags = listing.hidden ? definition.flags : withGeneralFlags(definition.flags);
    return { ...listing, ...definition, flags };
  };
  return { ...listing, load: whole };
}

/** The commands of a list with their definitions, for help, completions and documents. */
export function loadAll(commands: readonly ListedCommand[]): Promise<Command[]> {
  return Promise.all(commands.map((command) => command.load()));
}
