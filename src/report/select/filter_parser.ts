/**
 * Reads a filter: words to a tree, by recursive descent, one function a level of binding. What is wrong is said with the
 * column where it stands, counted from 1.
 */
import type { Filter } from "./filter.ts";
import { ALL_NAMES, type FilterNames } from "./filter_names.ts";
import { FilterError, TokenReader } from "./filter_tokens.ts";
import { readTest } from "./read_test.ts";

/** Deepest nesting read: no filter a person writes comes near, and the parser's own stack stays safe. */
const MAX_DEPTH = 200;
/** Most tests read: each test of a chain is called from within the one before, which takes stack too. */
const MAX_TESTS = 1000;

/**
 * Reads a filter.
 * @throws {FilterError} with the column and what was expected there.
 */
export function parseFilter(text: string, names: FilterNames = ALL_NAMES): Filter {
  return new FilterParser(new TokenReader(text), names).whole();
}

class FilterParser {
  #depth = 0;
  #tests = 0;
  #insideConversation = false;

  readonly #reader: TokenReader;
  readonly #names: FilterNames;

  constructor(reader: TokenReader, names: FilterNames) {
    this.#reader = reader;
    this.#names = names;
  }

  whole(): Filter {
    if (this.#reader.peek() === undefined) {
      throw new FilterError(1, "nothing to filter by: write a test, as in port 80");
    }
    const filter = this.#either();
    const rest = this.#reader.peek();
    if (rest?.text === ")") throw new FilterError(rest.column, 'this ")" closes nothing');
    if (rest) throw new FilterError(rest.column, `expected "and", "or" or the end, found "${rest.text}"`);
    return filter;
  }

  #either(): Filter {
    let left = this.#both();
    while (this.#reader.accept("or")) left = { kind: "or", left, right: this.#both() };
    return left;
  }

  #both(): Filter {
    let left = this.#negation();
    while (this.#reader.accept("and")) left = { kind: "and", left, right: this.#negation() };
    return left;
  }

  #negation(): Filter {
    let negated = false;
    while (this.#reader.accept("not")) negated = !negated;
    const operand = this.#primary();
    return negated ? { kind: "not", operand } : operand;
  }

  #primary(): Filter {
    const reader = this.#reader;
    const token = reader.next("a test, as in port 80");
    if (token.text === "(") return this.#group(token.column);
    if (++this.#tests > MAX_TESTS) {
      throw new FilterError(token.column, `more than ${MAX_TESTS} tests; ask for fewer at a time`);
    }
    if (token.text.toLowerCase() === "conversation") return this.#conversation(token.column);
    return readTest(token, reader, this.#names);
  }

  /** `conversation where TEST`: what binds closest, so that more than one test stands in parentheses. */
  #conversation(column: number): Filter {
    const reader = this.#reader;
    const where = reader.next('"where" after "conversation"');
    if (where.text.toLowerCase() !== "where") {
      throw new FilterError(where.column, `expected "where" after "conversation", found "${where.text}"`);
    }
    if (this.#insideConversation) throw new FilterError(column, '"conversation where" stands inside another one');
    this.#insideConversation = true;
    const some = this.#negation();
    this.#insideConversation = false;
    return { kind: "conversation", some };
  }

  #group(column: number): Filter {
    if (++this.#depth > MAX_DEPTH) {
      throw new FilterError(column, `more than ${MAX_DEPTH} parentheses inside each other`);
    }
    const inner = this.#either();
    const close = this.#reader.peek();
    if (!close) throw new FilterError(column, 'this "(" is never closed');
    if (close.text !== ")") throw new FilterError(close.column, `expected "and", "or" or ")", found "${close.text}"`);
    this.#reader.next("");
    this.#depth--;
    return inner;
  }
}
