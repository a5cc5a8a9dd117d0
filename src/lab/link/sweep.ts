/**
 * Values of a setting to be tried one after the other: `0,1,2`, or a range, which doubles (`10..200`) or goes in steps
 * (`10..200+50`). Each value is written as one value of the setting would be.
 */
import { Failure } from "../../base/failure.ts";
import { quote } from "../../base/quote.ts";

/** More values than this of one setting are a slip of the pen. */
const MOST_VALUES = 100;

const RANGE = /^(\d+(?:\.\d+)?)([a-z%]*)\.\.(\d+(?:\.\d+)?)([a-z%]*)(?:\+(\d+(?:\.\d+)?)([a-z%]*))?$/i;

/** The values that a text names, in order; one for a text that is a value itself. Throws `Failure`. */
export function sweepValues(text: string): string[] {
  // The numbers of Gilbert and Elliott have commas of their own.
  if (text.includes("=")) return [text];
  return text.split(",").map((part) => part.trim()).flatMap((part) => part.includes("..") ? rangeOf(part) : [part]);
}

function rangeOf(text: string): string[] {
  const [, first = "", firstUnit = "", last = "", unit = "", step, stepUnit = ""] = RANGE.exec(text) ?? [];
  if (first === "") throw new Failure(`Not a range: ${quote(text)}; write 10..200, which doubles, or 10..200+50`);
  if ([firstUnit, stepUnit].some((one) => one !== "" && one !== unit)) {
    throw new Failure(`A range has one unit: found ${quote(text)}; write 10..200${unit}`);
  }
  const [from, to, by] = [Number(first), Number(last), step === undefined ? null : Number(step)];
  if (from >= to) throw new Failure(`A range goes up: found ${quote(text)}`);
  if (by === 0 || (by === null && from === 0)) {
    throw new Failure(
      `A range that ${by === 0 ? "has steps of" : "begins at"} 0 has no end: found ${quote(text)}; ` +
        `write ${first}..${last}${unit}+STEP`,
    );
  }
  const values: number[] = [];
  for (let value = from; value < to && values.length <= MOST_VALUES;) {
    values.push(value);
    value = by === null ? value * 2 : from + by * values.length;
  }
  values.push(to);
  if (values.length > MOST_VALUES) throw new Failure(`A range of more than ${MOST_VALUES} values: ${quote(text)}`);
  return values.map((value) => `${Number(value.toPrecision(12))}${unit}`);
}
