/**
 * The words of a filter expression. A word is as long as it can be: `tcp-syn` and `1000-2000` are one word each, so a minus
 * between names needs spaces around it.
 */
import { parseAddress } from "../../packet/parse_address.ts";
import { FilterSyntaxError } from "./filter_syntax_error.ts";

/** What a word may be: a name, a whole number, parts of an IPv4 address, an IPv6 or Ethernet address, a sign, the end. */
export type TokenKind = "name" | "number" | "ipv4" | "ipv6" | "ethernet" | "sign" | "end";

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it begins, from 1. */
  readonly column: number;
  /** Written with a backslash: a name that is no keyword here, as in `ip proto \tcp`. */
  readonly escaped: boolean;
}

const SPACE = /[ \t\r\n]+/y;
const SIGN = /&&|\|\||[<>=!]=|<<|>>|[-+*/%&|^<>=!()[\]:]/y;
const ESCAPED = /\\([^ !()\t\r\n]+)/y;
const NAME = /[A-Za-z0-9](?:[-_.A-Za-z0-9]*[.A-Za-z0-9])?/y;
/** Addresses with colons, tried before names, which have none. */
const COLONS = /[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*/y;
const NUMBER = /^(?:\d+|0[xX][0-9A-Fa-f]+)$/;
const IPV4 = /^\d+(?:\.\d+){1,3}$/;
const ETHERNET =
  /^[0-9A-Fa-f]{1,2}(?:([-:.])[0-9A-Fa-f]{1,2})(?:\1[0-9A-Fa-f]{1,2}){4}$|^[0-9A-Fa-f]{4}(?:\.[0-9A-Fa-f]{4}){2}$/;

/** The words in order, the end as the last one. Throws `FilterSyntaxError` at a character that begins none. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = matchAt(SPACE, text, 0).length;
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length + (token.escaped ? 1 : 0);
    at += matchAt(SPACE, text, at).length;
  }
  return [...tokens, { kind: "end", text: "", column: text.length + 1, escaped: false }];
}

function tokenAt(text: string, at: number): Token {
  const column = at + 1;
  const withColons = matchAt(COLONS, text, at);
  if (ETHERNET.test(withColons)) return { kind: "ethernet", text: withColons, column, escaped: false };
  if (withColons.includes("::") || withColons.split(":").length === 8) {
    if (parseAddress(withColons) !== null) return { kind: "ipv6", text: withColons, column, escaped: false };
    throw new FilterSyntaxError(column, `${withColons} is no IPv6 address`);
  }
  const sign = matchAt(SIGN, text, at);
  if (sign !== "") return { kind: "sign", text: sign, column, escaped: false };
  const name = matchAt(NAME, text, at);
  if (name !== "") return { kind: kindOf(name), text: name, column, escaped: false };
  const [escaped = "", word = ""] = escapedAt(text, at);
  if (escaped !== "") return { kind: "name", text: word, column, escaped: true };
  throw new FilterSyntaxError(column, `${JSON.stringify(String.fromCodePoint(text.codePointAt(at)!))} begins no word`);
}

function escapedAt(text: string, at: number): readonly string[] {
  ESCAPED.lastIndex = at;
  return ESCAPED.exec(text) ?? [];
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

function kindOf(word: string): TokenKind {
  if (NUMBER.test(word)) return "number";
  if (IPV4.test(word)) return "ipv4";
  return ETHERNET.test(word) ? "ethernet" : "name";
}
