/**
 * The words after a command's name, turned into the values the command receives. `@std/cli/parse-args` does the
 * splitting; what it is too lenient about (values that begin with a hyphen, `--switch=value`) is settled before it.
 */
import { parseArgs } from "@std/cli/parse-args";
import { UsageError } from "../../base/failure.ts";
import { didYouMean } from "../../base/nearest.ts";
import { type Command, type Invocation, invocationOf, type Positional } from "./command.ts";
import { type Flag, type Flags, optionName } from "./flag.ts";
import type { Variables } from "../../output/environment.ts";
import { alternatives, valueOf } from "./value.ts";
import { quote } from "../../base/quote.ts";

/** One command's flags by the words that may name them on the line. */
interface OptionTable {
  /** `--port`, `-p`, `--no-offload` ... to the flag's key. */
  readonly keys: ReadonlyMap<string, string>;
  readonly flags: Flags;
}

function optionTable(flags: Flags): OptionTable {
  const keys = new Map<string, string>();
  for (const [key, flag] of Object.entries(flags)) {
    keys.set(`--${optionName(key)}`, key);
    if (flag.short) keys.set(`-${flag.short}`, key);
    if (flag.negatable && !Object.hasOwn(flags, `no-${key}`)) keys.set(`--no-${optionName(key)}`, key);
  }
  return { keys, flags };
}

/** The words that help, completions and "did you mean" may show. */
function visibleOptions(flags: Flags): string[] {
  const visible = Object.entries(flags).filter(([, flag]) => !flag.hidden);
  return visible.flatMap(([key, flag]) => {
    const name = optionName(key);
    return flag.negatable ? [`--${name}`, `--no-${name}`] : [`--${name}`];
  });
}

/** The words of a line, with each option carrying its value, options first. */
interface Words {
  readonly options: string[];
  readonly positionals: string[];
}

/** Reads the value of `option` from the words that follow it. */
function takeValue(option: string, rest: string[], table: OptionTable): string {
  const next = rest[0];
  if (next === undefined || next === "--" || table.keys.has(next) || /^--[a-z]/.test(next)) {
    const hint = next === undefined
      ? "nothing follows it"
      : `found ${next} (write ${option}=${next} if it is the value)`;
    throw new UsageError(`Option ${option} needs a value: ${hint}`);
  }
  rest.shift();
  return next;
}

/**
 * Joins every option with its value (`--delay 5ms` becomes `--delay=5ms`) and moves the positionals behind the options:
 * parse-args would take `-` (standard input), `""` or `-5` for anything but a value, and `true` for one.
 */
function joinValues(args: readonly string[], table: OptionTable): Words {
  const words: Words = { options: [], positionals: [] };
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--") {
      words.positionals.push(...rest.splice(0));
    } else if (word === "-" || !word.startsWith("-")) {
      words.positionals.push(word);
    } else {
      words.options.push(...joinValue(word, rest, table));
    }
  }
  return words;
}

/** One word that begins with a hyphen, with its value: `--delay=5ms`, `-jp 80` as `-j` and `--port=80`. */
function joinValue(word: string, rest: string[], table: OptionTable): string[] {
  if (!word.startsWith("--")) return joinCluster(word, rest, table);
  const equals = word.indexOf("=");
  const name = equals < 0 ? word : word.slice(0, equals);
  const key = table.keys.get(name);
  if (key === undefined) return [word];
  if (table.flags[key]?.kind !== "switch") {
    return [`--${optionName(key)}=${equals < 0 ? takeValue(name, rest, table) : word.slice(equals + 1)}`];
  }
  if (equals < 0) return [word];
  throw new UsageError(`Option ${name} takes no value: found ${quote(word.slice(equals + 1))}`);
}

/** Letters behind one hyphen: switches, until one takes the rest of the word, or the next word, as its value. */
function joinCluster(word: string, rest: string[], table: OptionTable): string[] {
  const joined: string[] = [];
  for (let index = 1; index < word.length; index++) {
    const option = `-${word[index]}`;
    const key = table.keys.get(option);
    if (key === undefined) return [...joined, `-${word.slice(index)}`];
    if (table.flags[key]?.kind === "switch") {
      joined.push(option);
    } else {
      const attached = word.slice(index + 1).replace(/^=/, "");
      return [...joined, `--${optionName(key)}=${attached === "" ? takeValue(option, rest, table) : attached}`];
    }
  }
  return joined;
}

/** Throws for an option that the command does not have, naming the nearest one it has. */
function refuseUnknown(command: Command, word: string): never {
  const name = word.replace(/=.*$/s, "");
  const known = [...visibleOptions(command.flags), "--help"];
  throw new UsageError(
    `Unknown option of ${command.name}: ${quote(name)}${didYouMean(name, known)} (${
      invocationOf(command)
    } --help lists the options)`,
  );
}

/** Lets parse-args split the joined words; gives every option's texts, or booleans for switches, by key. */
function split(command: Command, options: readonly string[]): Map<string, unknown[]> {
  const entries = Object.entries(command.flags);
  const names = (test: (flag: Flag<unknown>) => boolean | undefined) =>
    entries.filter(([, flag]) => test(flag)).map(([key]) => optionName(key));
  const alias: Record<string, string> = {};
  for (const [key, flag] of entries) if (flag.short) alias[optionName(key)] = flag.short;
  const parsed = parseArgs(options, {
    alias,
    string: names((flag) => flag.kind !== "switch"),
    boolean: names((flag) => flag.kind === "switch"),
    negatable: names((flag) => flag.negatable),
    collect: entries.map(([key]) => optionName(key)),
    unknown: (word) => refuseUnknown(command, word),
  });
  const typed = new Map<string, unknown[]>();
  for (const [key] of entries) {
    const found = parsed[optionName(key)];
    const texts = Array.isArray(found) ? found : found === undefined ? [] : [found];
    if (texts.length > 0) typed.set(key, texts);
  }
  return typed;
}

/** `usage: tcplab explain FILE`'s second half. */
export function positionalUsage(positionals: readonly Positional[]): string {
  return positionals.map(({ name, required }) => required ? name : `[${name}]`).join(" ");
}

function checkPositionals(
  command: Command,
  found: readonly string[],
  flags: Readonly<Record<string, unknown>>,
): void {
  const usage = `${invocationOf(command)} ${positionalUsage(command.positionals)}`.trimEnd();
  command.positionals.forEach((positional, index) => {
    const value = found[index];
    if (value === undefined) {
      const needed = positional.required && (positional.unless === undefined || flags[positional.unless] !== true);
      if (needed) throw new UsageError(`Missing ${positional.name}: ${usage} (--help says more)`);
    } else if (positional.choices && !positional.choices.includes(value)) {
      const { name, choices } = positional;
      throw new UsageError(`${name} takes ${alternatives(choices)}: found ${quote(value)}`);
    }
  });
  const takesRest = command.positionals.at(-1)?.name.endsWith("...");
  const extra = found[command.positionals.length];
  if (extra === undefined || takesRest) return;
  // `tcplab echo v2` means `tcplab echo --variant v2`.
  const [key] = Object.entries(command.flags).find(([, flag]) => flag.choices?.includes(extra)) ?? [];
  const hint = key === undefined ? `usage: ${usage}` : `did you mean --${optionName(key)} ${extra}?`;
  throw new UsageError(`Unexpected argument: ${quote(extra)}; ${hint}`);
}

/** What a flag is where the line does not say it: what its variable says, or its default. Throws `UsageError`. */
function defaultOf(flag: Flag<unknown>, env: Variables): unknown {
  const said = flag.variable === undefined ? undefined : env(flag.variable);
  if (said === undefined || said === "") return flag.default;
  if (flag.kind === "switch") return said !== "0";
  try {
    return valueOf(flag.variable ?? "", said, flag);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.message.replace(/^Option/, "Variable"));
  }
}

/**
 * Reads the words after the command's name; `env` gives the variables that stand for options.
 *
 * Throws `UsageError` for an unknown option, a missing or surplus argument, a value of the wrong kind or out of range;
 * the message names the option, the value found, and the nearest right one.
 */
export function parseInvocation(
  command: Command,
  args: readonly string[],
  env: Variables = () => undefined,
): Invocation<Flags> {
  const words = joinValues(args, optionTable(command.flags));
  const typed = split(command, words.options);
  const flags: Record<string, unknown> = {};
  for (const [key, flag] of Object.entries(command.flags)) {
    const option = `--${optionName(key)}`;
    const values = (typed.get(key) ?? []).map((value) =>
      flag.kind === "switch" ? value : valueOf(option, String(value), flag)
    );
    flags[key] = values.length === 0 ? defaultOf(flag, env) : flag.kind === "list" ? values : values.at(-1);
  }
  checkPositionals(command, words.positionals, flags);
  return { flags, positionals: words.positionals, given: new Set(typed.keys()) };
}
