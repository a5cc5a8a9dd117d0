/**
 * Flags as values. One definition feeds the parser, `--help`, the shell completions and the README's tables, and its
 * type decides the type of what a command receives: a flag without a default may be `undefined`, one with it never is.
 */

/** What every kind of flag says about itself. */
export interface FlagCommon {
  /** One line for `--help`, sentence case, no final period. */
  readonly help: string;
  /** One-letter form, without the hyphen. */
  readonly short?: string;
  /** Heading under which `--help` groups the flag. */
  readonly group?: string;
  /** Variable of the environment that gives the value where the line does not. */
  readonly variable?: string;
  /** Words that the shells offer for the value; others are allowed. */
  readonly suggestions?: readonly string[];
  /** The value is a capture that is read: the shells offer such files first. */
  readonly captures?: boolean;
  /** Left out of help and completions (for processes that tcplab starts itself). */
  readonly hidden?: boolean;
}

/** A flag's definition; `Value` is what the command receives for it. */
export interface Flag<Value> extends FlagCommon {
  readonly kind: "switch" | "integer" | "number" | "text" | "choice" | "list";
  /** Word that stands for the value in help: `--port PORT`. Empty for a switch. */
  readonly placeholder: string;
  readonly default: Value;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Unit shown in help and accepted as a suffix by the parser. */
  readonly unit?: "ms" | "s" | "bytes" | "bit/s" | "%";
  readonly choices?: readonly string[];
  /** Other words for choices, which no help lists. */
  readonly alike?: Readonly<Record<string, string>>;
  /** A switch that may be written `--no-NAME` as well. */
  readonly negatable?: boolean;
}

export type Flags = Readonly<Record<string, Flag<unknown>>>;

/** The values a command receives for its flags, by the names they are defined under. */
export type ValuesOf<F extends Flags> = { readonly [K in keyof F]: F[K] extends Flag<infer V> ? V : never };

type NumberSpec = FlagCommon & {
  readonly placeholder?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly unit?: "ms" | "s" | "bytes" | "bit/s" | "%";
};

/** Word for a number of each unit: a bare number is taken in the flag's own unit, so help names it. */
const UNIT_PLACEHOLDERS: Readonly<Record<NonNullable<NumberSpec["unit"]>, string>> = {
  "ms": "MS",
  "s": "SECONDS",
  "bytes": "BYTES",
  "bit/s": "BITS/S",
  "%": "PERCENT",
};

/** The option's name on the line, without hyphens: `readSize` and `read-size` are both `--read-size`. */
export function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}

/** `--name`: off unless given. */
export function toggle(spec: FlagCommon): Flag<boolean> {
  return { ...spec, kind: "switch", placeholder: "", default: false };
}

/** `--name` / `--no-name`: `undefined` or the default unless one of the two is given. */
export function onOff(spec: FlagCommon & { readonly default: boolean }): Flag<boolean>;
export function onOff(spec: FlagCommon): Flag<boolean | undefined>;
export function onOff(spec: FlagCommon & { readonly default?: boolean }): Flag<boolean | undefined> {
  return { ...spec, kind: "switch", placeholder: "", default: spec.default, negatable: true };
}

/** A whole number within a range. */
export function integer(spec: NumberSpec & { readonly default: number }): Flag<number>;
export function integer(spec: NumberSpec): Flag<number | undefined>;
export function integer(spec: NumberSpec & { readonly default?: number }): Flag<number | undefined> {
  return {
    placeholder: spec.unit ? UNIT_PLACEHOLDERS[spec.unit] : "N",
    ...spec,
    kind: "integer",
    default: spec.default,
  };
}

/** A number with decimals within a range. */
export function decimal(spec: NumberSpec & { readonly default: number }): Flag<number>;
export function decimal(spec: NumberSpec): Flag<number | undefined>;
export function decimal(spec: NumberSpec & { readonly default?: number }): Flag<number | undefined> {
  return {
    placeholder: spec.unit ? UNIT_PLACEHOLDERS[spec.unit] : "X",
    ...spec,
    kind: "number",
    default: spec.default,
  };
}

/** Any text. */
export function text(spec: FlagCommon & { readonly placeholder: string; readonly default: string }): Flag<string>;
export function text(spec: FlagCommon & { readonly placeholder: string }): Flag<string | undefined>;
export function text(
  spec: FlagCommon & { readonly placeholder: string; readonly default?: string },
): Flag<string | undefined> {
  return { ...spec, kind: "text", default: spec.default };
}

/** Any text, the flag may be repeated. */
export function list(spec: FlagCommon & { readonly placeholder: string }): Flag<readonly string[]> {
  return { ...spec, kind: "list", default: [] };
}

type ChoiceSpec<W extends string> = FlagCommon & {
  readonly placeholder?: string;
  readonly alike?: Readonly<Record<string, NoInfer<W>>>;
};

/** One of some words. */
export function choice<const W extends string>(
  choices: readonly W[],
  spec: ChoiceSpec<W> & { readonly default: NoInfer<W> },
): Flag<W>;
export function choice<const W extends string>(choices: readonly W[], spec: ChoiceSpec<W>): Flag<W | undefined>;
export function choice<const W extends string>(
  choices: readonly W[],
  spec: ChoiceSpec<W> & { readonly default?: W },
): Flag<W | undefined> {
  return { placeholder: choices.join("|"), ...spec, kind: "choice", choices, default: spec.default };
}
