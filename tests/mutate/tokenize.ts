/**
 * TypeScript's text cut into tokens, as far as a tool needs that must not mistake a string, a template's text, a regular
 * expression or a comment for code. Every character is in exactly one token.
 */

/** `text` is the fixed part of a template, with the quote or brace at either end of it. */
export type TokenKind = "space" | "comment" | "string" | "text" | "regex" | "number" | "word" | "mark";

/** A token: its first character, and the one after its last. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const SPACE = /\s+/y;
const COMMENT = /\/\/[^\n]*|\/\*[^]*?\*\//y;
const STRING = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y;
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)/y;
const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
const NUMBER = /0[xob][\da-f_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?n?/iy;
const WORD = /[#@\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy;
const MARK =
  />>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|<<|>>|\*\*|[^]/y;

/** After these words an operand comes, so a slash begins a regular expression. */
const BEFORE_OPERAND = new Set(
  "return typeof case in of delete void throw new else do instanceof yield await".split(" "),
);

/** The tokens of a source text. Throws `SyntaxError` where a template does not end. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  /** For each open brace, whether it opened a place in a template. */
  const braces: boolean[] = [];
  let at = 0;
  const take = (kind: TokenKind, pattern: RegExp, from = at): boolean => {
    pattern.lastIndex = from;
    const found = pattern.exec(source);
    if (found === null) return false;
    tokens.push({ kind, text: source.slice(at, pattern.lastIndex), start: at, end: pattern.lastIndex });
    at = pattern.lastIndex;
    return true;
  };
  const takeTemplate = (): void => {
    if (!take("text", TEMPLATE, at + 1)) throw new SyntaxError(`A template at character ${at} does not end`);
    if (tokens.at(-1)!.text.endsWith("${")) braces.push(true);
  };
  while (at < source.length) {
    if (take("space", SPACE) || take("comment", COMMENT) || take("string", STRING)) continue;
    const next = source[at];
    if (next === "`") takeTemplate();
    else if (next === "}" && braces.pop()) takeTemplate();
    else if (next === "/" && operandComes(tokens) && take("regex", REGEX)) continue;
    else if (!take("number", NUMBER) && !take("word", WORD)) {
      take("mark", MARK);
      if (next === "{") braces.push(false);
    }
  }
  return tokens;
}

/** Whether an operand comes after these tokens, rather than an operator. */
function operandComes(tokens: readonly Token[]): boolean {
  const last = tokens.findLast(({ kind }) => kind !== "space" && kind !== "comment");
  if (last === undefined) return true;
  if (last.kind === "word") return BEFORE_OPERAND.has(last.text);
  if (last.kind === "text") return last.text.endsWith("${");
  return last.kind === "mark" && !/^(\)|\]|\}|\+\+|--)$/.test(last.text);
}

/** Whether a token means something: neither space nor comment. */
export function isCode({ kind }: Token): boolean {
  return kind !== "space" && kind !== "comment";
}
