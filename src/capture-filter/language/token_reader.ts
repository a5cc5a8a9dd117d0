/** The words of an expression, taken one after the other. */
import { FilterSyntaxError } from "./filter_syntax_error.ts";
import { type Token, tokenize } from "./tokenize.ts";

export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  /** The next word, or one further ahead; the end goes on for ever. */
  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.peek();
    if (this.#at < this.#tokens.length - 1) this.#at++;
    return token;
  }

  /** Whether the next word is one of these keywords or signs. */
  sees(...words: readonly string[]): boolean {
    return isOneOf(this.peek(), words);
  }

  /** Takes the next word where it is one of these keywords or signs; null where it is another. */
  take(...words: readonly string[]): Token | null {
    return this.sees(...words) ? this.next() : null;
  }

  /** Takes the word that must come. Throws `FilterSyntaxError`. */
  expect(word: string): Token {
    return this.take(word) ?? this.fail(`expected "${word}"`);
  }

  /** The word behind the bracket that closes the one at hand. */
  behindBracket(): Token {
    let depth = 0;
    for (let ahead = 0;; ahead++) {
      const token = this.peek(ahead);
      if (isOneOf(token, ["("])) depth++;
      if (isOneOf(token, [")"])) depth--;
      if (depth === 0 || token.kind === "end") return this.peek(ahead + 1);
    }
  }

  /** Throws for the word at hand: `expected "and", found "on"`. */
  fail(expected: string, { text, kind, column }: Token = this.peek()): never {
    throw new FilterSyntaxError(column, `${expected}, found ${kind === "end" ? "the end" : `"${text}"`}`);
  }
}

/** Whether a word is one of these keywords or signs: a name with a backslash is neither. */
export function isOneOf({ kind, text, escaped }: Token, words: readonly string[]): boolean {
  return (kind === "name" || kind === "sign") && !escaped && words.includes(text);
}
