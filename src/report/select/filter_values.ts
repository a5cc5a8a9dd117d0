/** What a test is compared with: numbers with their units, ranges, lists, addresses and networks. */
import { readQuantity } from "../../base/quantity.ts";
import { parseAddress } from "../../packet/parse_address.ts";
import type { Network, NumberTest, Range } from "./filter.ts";
import { FilterError, type Token, type TokenReader } from "./filter_tokens.ts";
import type { FigureUnit } from "./packet_figures.ts";

/** Numbers as one kind of test has them. */
export interface NumberKind {
  /** What is expected where one should stand. */
  readonly what: string;
  readonly maximum: number;
  readonly unit: FigureUnit;
}

export const PORTS: NumberKind = { what: "a port from 0 to 65535", maximum: 65535, unit: "count" };
export const STREAMS: NumberKind = { what: "a stream number", maximum: 0xffff_ffff, unit: "count" };

const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="] as const;
type Comparison = (typeof COMPARISONS)[number];

const EXAMPLES: Readonly<Record<FigureUnit, string>> = {
  count: "a whole number, as in 3",
  bytes: "a number of bytes, as in 1000 or 64k",
  time: "a time, as in 0.2, 200ms or 3s",
};

/** The numbers of a unit. */
export function numbersOf(unit: FigureUnit): NumberKind {
  return { what: EXAMPLES[unit], maximum: Number.MAX_SAFE_INTEGER, unit };
}

/** Reads what a number is compared with: an operator and a value, `in {...}`, `A..B`, or a value that it must be. */
export function readNumberTest(reader: TokenReader, kind: NumberKind): NumberTest {
  const operator = reader.operator();
  if (COMPARISONS.includes(operator as Comparison)) {
    reader.next("");
    return { operator: operator as Comparison, value: readNumber(reader.next(kind.what), kind) };
  }
  const ranges = readRanges(reader, kind);
  const only = ranges.length === 1 ? ranges[0]! : null;
  if (only !== null && only.from === only.to) return { operator: "==", value: only.from };
  return { operator: "in", ranges };
}

/** Reads `A`, `A-B`, `A..B`, or several of these as `{A B-C}`; `in`, `==` may stand before them. */
export function readRanges(reader: TokenReader, kind: NumberKind): readonly Range[] {
  const list = reader.accept("in");
  if (!list) reader.accept("==");
  const open = reader.peek();
  if (open?.text !== "{") {
    if (list) throw new FilterError(reader.next('"{"').column, `expected "{" after "in", found "${open!.text}"`);
    return [readRange(reader.next(kind.what), kind)];
  }
  reader.next("");
  const ranges: Range[] = [];
  for (;;) {
    const token = reader.next(`${kind.what}, or "}"`);
    if (token.text === "}" && ranges.length > 0) return ranges;
    if (token.text !== ",") ranges.push(readRange(token, kind));
  }
}

/** `A-B` is a range of whole numbers only: a time may have a sign and an exponent. */
function readRange(token: Token, kind: NumberKind): Range {
  const [first = "", second, ...more] = token.text.split(kind.unit === "count" ? /\.\.|-/ : "..");
  const from = readNumber({ text: first, column: token.column }, kind, token.text);
  if (second === undefined) return { from, to: from };
  if (more.length > 0) throw wrong(token, kind);
  const to = readNumber({ text: second, column: token.column }, kind, token.text);
  if (to < from) throw new FilterError(token.column, `the range "${token.text}" ends before it begins`);
  return { from, to };
}

function readNumber(token: Token, kind: NumberKind, whole = token.text): number {
  const { text, column } = token;
  const value = kind.unit === "count" ? wholeNumber(text) : quantity(text, kind.unit);
  if (!(value >= 0 && value <= kind.maximum)) throw wrong({ text: whole, column }, kind);
  return value;
}

function wrong({ text, column }: Token, { what }: NumberKind): FilterError {
  return new FilterError(column, `expected ${what}, found "${text}"`);
}

/** Decimal or hexadecimal; `NaN` for anything else. */
function wholeNumber(text: string): number {
  return /^(\d{1,15}|0x[\da-f]{1,12})$/i.test(text) ? Number(text) : NaN;
}

/** Bytes, or nanoseconds; `NaN` for what is neither. */
function quantity(text: string, unit: "bytes" | "time"): number {
  const value = readQuantity(text, unit === "time" ? "s" : "bytes");
  if (value === undefined) return NaN;
  return unit === "time" ? Math.round(value * 1e9) : value;
}

/** An address, with or without the length of a prefix. Throws `FilterError`. */
export function readNetwork({ text, column }: Token): Network {
  const [first = "", length, ...more] = text.split("/");
  const bytes = parseAddress(first.replace(/^\[(.*:.*)\]$/, "$1"));
  if (bytes === null) throw new FilterError(column, `not an IPv4 or IPv6 address: "${text}"`);
  const most = 8 * bytes.length;
  const bits = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  if (!(bits <= most) || more.length > 0) {
    throw new FilterError(column, `expected a network as 10.0.0.0/8, its prefix at most ${most} bits, found "${text}"`);
  }
  return { address: [...bytes], bits };
}
