/** The sums in an expression: `tcp[tcpflags] & (tcp-syn|tcp-fin)`, `ip[2:2] - ((ip[0] & 0xf) << 2)`. */
import type { Arithmetic, ArithmeticOperator } from "./syntax_tree.ts";
import { FilterSyntaxError } from "./filter_syntax_error.ts";
import { isOneOf, type TokenReader } from "./token_reader.ts";
import type { Token } from "./tokenize.ts";
import { ETHER_TYPES, IP_PROTOCOLS, LINK_WORDS, NAMED_NUMBERS } from "./words.ts";

/** Operators from those that bind least. */
const LEVELS: readonly (readonly ArithmeticOperator[])[] = [["|"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/"]];
/** These have no level in the language: they take all that follows as their right side, and the nearest value as their left. */
const GREEDY: readonly ArithmeticOperator[] = ["%", "^"];
const OPERATORS: readonly string[] = [...LEVELS.flat(), ...GREEDY];
const RELATIONS: readonly string[] = ["=", "==", "!=", "<", "<=", ">", ">="];
const LARGEST = 0xffff_ffff;

/** Whether a sum goes on with this word, or is compared by it. */
function continuesSum(token: Token): boolean {
  return isOneOf(token, OPERATORS) || isOneOf(token, RELATIONS);
}

/** Whether the words at hand begin a sum, and not a test of another kind. */
export function beginsArithmetic(tokens: TokenReader): boolean {
  const [first, second] = [tokens.peek(), tokens.peek(1)];
  if (isOneOf(first, ["-", "len", "length"])) return true;
  if (isOneOf(first, ["("])) return continuesSum(tokens.behindBracket());
  if (first.kind === "number" || NAMED_NUMBERS.has(first.text)) return continuesSum(second);
  return first.kind === "name" && isOneOf(second, ["["]);
}

/** Reads a sum. Throws `FilterSyntaxError`. */
export function parseArithmetic(tokens: TokenReader, level = 0): Arithmetic {
  const operators = LEVELS[level];
  if (operators === undefined) return parseGreedy(tokens);
  let left = parseArithmetic(tokens, level + 1);
  for (let operator = tokens.take(...operators); operator !== null; operator = tokens.take(...operators)) {
    left = join(operator, left, parseArithmetic(tokens, level + 1));
  }
  return left;
}

function parseGreedy(tokens: TokenReader): Arithmetic {
  const left = parseValue(tokens);
  const operator = tokens.take(...GREEDY);
  return operator === null ? left : join(operator, left, parseArithmetic(tokens));
}

function join(operator: Token, left: Arithmetic, right: Arithmetic): Arithmetic {
  const divides = operator.text === "/" || operator.text === "%";
  if (divides && right.kind === "constant" && right.value === 0) {
    throw new FilterSyntaxError(operator.column, "division by zero");
  }
  return { kind: "binary", operator: operator.text as ArithmeticOperator, left, right, column: operator.column };
}

function parseValue(tokens: TokenReader): Arithmetic {
  if (tokens.take("-")) return { kind: "negative", operand: parseValue(tokens) };
  if (tokens.take("len", "length")) return { kind: "length" };
  if (tokens.take("(")) {
    const inside = parseArithmetic(tokens);
    tokens.expect(")");
    return inside;
  }
  const token = tokens.peek();
  const number = token.kind === "name" && !token.escaped ? NAMED_NUMBERS.get(token.text) : undefined;
  if (number !== undefined) {
    tokens.next();
    return { kind: "constant", value: number };
  }
  if (token.kind === "number") return { kind: "constant", value: numberOf(tokens.next()) };
  if (isOneOf(tokens.peek(1), ["["])) return parseLoad(tokens);
  return tokens.fail("expected a number or bytes such as tcp[13]");
}

/** `tcp[12:2]`: bytes of a header. */
function parseLoad(tokens: TokenReader): Arithmetic {
  const { text: protocol, column } = tokens.next();
  if (![...LINK_WORDS, ...ETHER_TYPES.keys(), ...IP_PROTOCOLS.keys()].includes(protocol)) {
    throw new FilterSyntaxError(column, `"${protocol}" is no protocol whose bytes can be asked for`);
  }
  tokens.expect("[");
  const offset = parseArithmetic(tokens);
  let size = 1;
  if (tokens.take(":")) {
    const token = tokens.next();
    size = token.kind === "number" ? numberOf(token) : 0;
    if (size !== 1 && size !== 2 && size !== 4) tokens.fail("expected 1, 2 or 4 bytes", token);
  }
  tokens.expect("]");
  return { kind: "load", protocol, offset, size: size as 1 | 2 | 4, column };
}

/** The value of a number in decimal, or with 0 or 0x in front in octal or hexadecimal. */
export function numberOf({ text, column }: Token): number {
  const octal = /^0[0-7]+$/.test(text);
  if (/^0\d+$/.test(text) && !octal) throw new FilterSyntaxError(column, `"${text}" begins with 0 and is not octal`);
  const value = octal ? parseInt(text, 8) : Number(text);
  if (value > LARGEST) throw new FilterSyntaxError(column, `${text} has more than 32 bits`);
  return value;
}
