/**
 * Reads the language of `filter.ts`: words to a tree, by recursive descent, one function a level of binding. What is
 * wrong is said with the column where it stands, counted from 1.
 */
import { didYouMean } from "../../base/nearest.ts";
import { VERDICT_BIT, VERDICTS } from "../../analysis/analysed_packet.ts";
import type { Verdict } from "../../analysis/analysed_packet.ts";
import type { Filter, Side } from "./filter.ts";
import { FLAG_NAMES, flagBit } from "../../packet/flags.ts";
import { canonicalAddress } from "./canonical_address.ts";

/** A filter that cannot be read: where, from column 1, and why. */
export class FilterError extends Error {
  override name = "FilterError";
  constructor(readonly column: number, readonly reason: string) {
    super(`column ${column}: ${reason}`);
  }
}

interface Token {
  readonly text: string;
  readonly column: number;
}

/** Deepest nesting read: no filter a person writes comes near, and the parser's own stack stays safe. */
const MAX_DEPTH = 200;
/** Most tests read: each test of a chain is called from within the one before, which takes stack too. */
const MAX_TESTS = 1000;

const ALIASES: Readonly<Record<string, string>> = { "&&": "and", "||": "or", "!": "not" };
const KEYWORDS = ["host", "port", "src", "dst", "stream", "flag", "analysis", "code", "not"];

/**
 * Reads a filter. `codes` are the explanation codes that exist.
 * @throws {FilterError} with the column and what was expected there.
 */
export function parseFilter(text: string, codes: readonly string[]): Filter {
  const parser = new FilterParser(tokens(text), text.length + 1, codes);
  return parser.whole();
}

/** Splits into words, parentheses and the operators' signs. */
function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(/\(|\)|&&|\|\||!|[^\s()&|!]+|[&|]/g)) {
    found.push({ text: match[0], column: match.index + 1 });
  }
  return found;
}

class FilterParser {
  #position = 0;
  #depth = 0;
  #tests = 0;

  readonly #tokens: readonly Token[];
  readonly #endColumn: number;
  readonly #codes: readonly string[];

  constructor(
    tokens: readonly Token[],
    endColumn: number,
    codes: readonly string[],
  ) {
    this.#tokens = tokens;
    this.#endColumn = endColumn;
    this.#codes = codes;
  }

  whole(): Filter {
    if (this.#tokens.length === 0) throw new FilterError(1, "nothing to filter by: write a test, as in port 80");
    const filter = this.#either();
    const rest = this.#peek();
    if (rest?.text === ")") throw new FilterError(rest.column, 'this ")" closes nothing');
    if (rest) throw new FilterError(rest.column, `expected "and", "or" or the end, found "${rest.text}"`);
    return filter;
  }

  #either(): Filter {
    let left = this.#both();
    while (this.#accept("or")) left = { kind: "or", left, right: this.#both() };
    return left;
  }

  #both(): Filter {
    let left = this.#negation();
    while (this.#accept("and")) left = { kind: "and", left, right: this.#negation() };
    return left;
  }

  #negation(): Filter {
    let negated = false;
    while (this.#accept("not")) negated = !negated;
    const operand = this.#primary();
    return negated ? { kind: "not", operand } : operand;
  }

  #primary(): Filter {
    const token = this.#next("a test, as in port 80");
    const word = token.text.toLowerCase();
    if (word === "(") return this.#group(token);
    if (++this.#tests > MAX_TESTS) {
      throw new FilterError(token.column, `more than ${MAX_TESTS} tests; ask for fewer at a time`);
    }
    switch (word) {
      case "src":
      case "dst":
        return this.#sided(word);
      case "host":
        return this.#host("either");
      case "port":
        return this.#port("either");
      case "stream":
        return { kind: "stream", stream: this.#number("a stream number", 0xffff_ffff) };
      case "flag":
        return this.#flag(this.#next(`a flag (${FLAG_NAMES.join(" ")})`));
      case "analysis":
        return this.#analysis(this.#next("an analysis name, or any"));
      case "code":
        return this.#code(this.#next("an explanation code"));
      default:
        return this.#bareName(token);
    }
  }

  #group(open: Token): Filter {
    if (++this.#depth > MAX_DEPTH) {
      throw new FilterError(open.column, `more than ${MAX_DEPTH} parentheses inside each other`);
    }
    const inner = this.#either();
    const close = this.#peek();
    if (!close) throw new FilterError(open.column, 'this "(" is never closed');
    if (close.text !== ")") throw new FilterError(close.column, `expected "and", "or" or ")", found "${close.text}"`);
    this.#position++;
    this.#depth--;
    return inner;
  }

  #sided(side: Side): Filter {
    const token = this.#next(`"host" or "port" after "${side}"`);
    if (token.text === "host") return this.#host(side);
    if (token.text === "port") return this.#port(side);
    throw new FilterError(token.column, `expected "host" or "port" after "${side}", found "${token.text}"`);
  }

  #host(side: Side): Filter {
    const token = this.#next("an address after host");
    const address = canonicalAddress(token.text);
    if (address === null) throw new FilterError(token.column, `not an IPv4 or IPv6 address: "${token.text}"`);
    return { kind: "host", side, address };
  }

  #port(side: Side): Filter {
    return { kind: "port", side, port: this.#number("a port from 0 to 65535", 65535) };
  }

  #number(what: string, maximum: number): number {
    const token = this.#next(what);
    const value = /^\d{1,10}$/.test(token.text) ? Number(token.text) : NaN;
    if (!(value <= maximum)) throw new FilterError(token.column, `expected ${what}, found "${token.text}"`);
    return value;
  }

  #flag(token: Token): Filter {
    const bit = flagBit(token.text);
    if (bit === 0) throw new FilterError(token.column, unknown("flag", token.text, FLAG_NAMES));
    return { kind: "flag", bit };
  }

  #analysis(token: Token): Filter {
    const bits = verdictBits(token.text);
    if (bits === undefined) throw new FilterError(token.column, unknown("analysis name", token.text, VERDICTS));
    return { kind: "analysis", bits };
  }

  #code(token: Token): Filter {
    const code = token.text.toLowerCase();
    if (!this.#codes.includes(code)) throw new FilterError(token.column, unknown("code", token.text, this.#codes));
    return { kind: "code", code };
  }

  #bareName(token: Token): Filter {
    if (/^(and|or|\)|&&?|\|\|?)$/i.test(token.text)) {
      throw new FilterError(token.column, `expected a test, found "${token.text}"`);
    }
    const bit = flagBit(token.text);
    if (bit !== 0) return { kind: "flag", bit };
    const bits = verdictBits(token.text);
    if (bits !== undefined && token.text !== "any") return { kind: "analysis", bits };
    if (this.#codes.includes(token.text.toLowerCase())) return { kind: "code", code: token.text.toLowerCase() };
    throw new FilterError(
      token.column,
      unknown("test", token.text, [...KEYWORDS, ...FLAG_NAMES, ...VERDICTS, ...this.#codes]),
    );
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#position];
  }

  #next(expected: string): Token {
    const token = this.#tokens[this.#position];
    if (!token) throw new FilterError(this.#endColumn, `expected ${expected}, found the end`);
    this.#position++;
    return token;
  }

  #accept(operator: string): boolean {
    const token = this.#peek();
    if (!token || (ALIASES[token.text] ?? token.text.toLowerCase()) !== operator) return false;
    this.#position++;
    return true;
  }
}

/** The bits of a verdict's name; `any` is all of them. */
function verdictBits(name: string): number | undefined {
  const wanted = name.toLowerCase();
  if (wanted === "any") return (1 << VERDICTS.length) - 1;
  return (VERDICTS as readonly string[]).includes(wanted) ? VERDICT_BIT[wanted as Verdict] : undefined;
}

function unknown(what: string, found: string, known: readonly string[]): string {
  // A hyphen where an underscore belongs, or the other way round, is the mistake made most.
  const twin = known.find((name) => plain(name) === plain(found));
  return `unknown ${what} "${found}"${twin === undefined ? didYouMean(found, known) : `; did you mean ${twin}?`}`;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}
