/** What was typed for a flag, turned into what it means: numbers with their units and ranges, choices, texts. */
import { UsageError } from "../../base/failure.ts";
import { readQuantity, SUFFIX_HINT } from "../../base/quantity.ts";
import { quote } from "../../base/quote.ts";
import type { Flag } from "./flag.ts";

/**
 * A number of the flag's unit as help and messages show it: `250 ms`, `16KiB` (the parser takes both, without the
 * space). Plain leaves the unit to a second number that follows.
 */
export function showNumber(value: number, { unit }: Flag<unknown>, form: "plain" | "unit" = "unit"): string {
  if (unit === undefined) return String(value);
  if (unit === "bytes" && value > 0 && value % 1024 === 0) {
    const power = [4, 3, 2, 1].find((exponent) => value % 1024 ** exponent === 0) ?? 1;
    return `${value / 1024 ** power}${["", "KiB", "MiB", "GiB", "TiB"][power]}`;
  }
  return form === "plain" ? String(value) : `${value} ${unit}`;
}

/** `"from 0 to 65535 ms"`, `"of at least 1"`, or nothing: the range of a number, for messages. */
function rangeOf(flag: Flag<unknown>, maximum = flag.maximum): string {
  const { minimum } = flag;
  if (minimum !== undefined && maximum !== undefined) {
    return `from ${showNumber(minimum, flag, "plain")} to ${showNumber(maximum, flag)}`;
  }
  if (minimum !== undefined) return `of at least ${showNumber(minimum, flag)}`;
  if (maximum !== undefined) return `of at most ${showNumber(maximum, flag)}`;
  return flag.unit === undefined ? "" : `in ${flag.unit}`;
}

/** The value of a flag of kind `integer` or `number`. Throws `UsageError` naming the option, the range and what was found. */
function numberValue(option: string, typed: string, flag: Flag<unknown>): number {
  const value = readQuantity(typed, flag.unit);
  const whole = flag.kind === "integer";
  const tooLow = value !== undefined && flag.minimum !== undefined && value < flag.minimum;
  const tooHigh = value !== undefined && flag.maximum !== undefined && value > flag.maximum;
  if (value === undefined || tooLow || tooHigh || (whole && !Number.isSafeInteger(value))) {
    const kind = whole ? "a whole number" : "a number";
    // Above it numbers are no longer told apart: the bound is named to those who get there.
    const exceeds = whole && value !== undefined && value > Number.MAX_SAFE_INTEGER;
    const range = rangeOf(flag, flag.maximum ?? (exceeds ? Number.MAX_SAFE_INTEGER : undefined));
    const suffixes = value === undefined && flag.unit ? ` (suffixes: ${SUFFIX_HINT[flag.unit]})` : "";
    throw new UsageError(`Option ${option} takes ${kind}${range && ` ${range}`}${suffixes}: found ${quote(typed)}`);
  }
  return value;
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The value of a flag for one text typed after it (a switch has none and is not read here). */
export function valueOf(option: string, typed: string, flag: Flag<unknown>): unknown {
  switch (flag.kind) {
    case "integer":
    case "number":
      return numberValue(option, typed, flag);
    case "choice": {
      const choices = flag.choices ?? [];
      const { alike = {} } = flag;
      const word = Object.hasOwn(alike, typed) ? alike[typed]! : typed;
      if (choices.includes(word)) return word;
      throw new UsageError(`Option ${option} takes ${alternatives(choices)}: found ${quote(typed)}`);
    }
    case "text":
      if (typed === "") throw new UsageError(`Option ${option} needs a value: found ""`);
      return typed;
    default:
      return typed;
  }
}
