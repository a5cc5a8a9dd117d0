/** The text of a filter cut into words and signs, and a reader that goes along them. */

/** A filter that cannot be read: where, from column 1, and why. */
export class FilterError extends Error {
  override name = "FilterError";
  constructor(readonly column: number, readonly reason: string) {
    super(`column ${column}: ${reason}`);
  }
}

/** A word or a sign, and the column where it begins. */
export interface Token {
  readonly text: string;
  readonly column: number;
}

const TOKEN = /[(){},]|&&|\|\||[=!<>]=|[<>=!]|[^\s(){},&|!<>=]+|[&|]/g;

/** Signs of operators, and the words that mean the same. */
const ALIASES: Readonly<Record<string, string>> = {
  "&&": "and",
  "||": "or",
  "!": "not",
  "=": "==",
  eq: "==",
  ne: "!=",
  gt: ">",
  lt: "<",
  ge: ">=",
  le: "<=",
};

/** Goes along the tokens of a filter. */
export class TokenReader {
  #position = 0;
  readonly #tokens: readonly Token[];
  readonly #endColumn: number;

  constructor(text: string) {
    this.#tokens = [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], column: match.index + 1 }));
    this.#endColumn = text.length + 1;
  }

  /** The token at hand, undefined after the last. */
  peek(): Token | undefined {
    return this.#tokens[this.#position];
  }

  /** Takes the token at hand. Throws `FilterError` at the end; `expected` says what should stand there. */
  next(expected: string): Token {
    const token = this.peek();
    if (token === undefined) throw new FilterError(this.#endColumn, `expected ${expected}, found the end`);
    this.#position++;
    return token;
  }

  /** Takes the token if it is this operator, written as a word or a sign. */
  accept(operator: string): boolean {
    if (this.operator() !== operator) return false;
    this.#position++;
    return true;
  }

  /** The token at hand as an operator: signs and words that mean the same are one. */
  operator(): string | undefined {
    const word = this.peek()?.text.toLowerCase();
    return word === undefined ? undefined : ALIASES[word] ?? word;
  }
}
