/**
 * Every small mistake that could be made in a source, one at a time: an operator or a constant changed, a truth turned round, a
 * statement forgotten. What no mistake of these goes unnoticed in is tested.
 */
import { isCode, type Token, tokenize } from "./tokenize.ts";

/** A mistake: `text` stands from `start` to `end` of the source instead of what is there. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What is written instead of an operator between two operands. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "&&": ["||"],
  "||": ["&&"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "&": ["|"],
  "|": ["&"],
  "^": ["&"],
  "<<": [">>>"],
  ">>": ["<<"],
  ">>>": ["<<"],
  "+=": ["-="],
  "-=": ["+="],
  "*=": ["/="],
  "|=": ["&="],
  "&=": ["|="],
  "++": ["--"],
  "--": ["++"],
};

/** Statements that begin with one of these say what there is, or cannot be left out. */
const NOT_REMOVED = new Set(
  "const let var function class import export if else for while do switch case default try catch finally return async"
    .split(" "),
);

/** All mutations of a source from which types were taken (`withoutTypes`), in the order of their places. */
export function listMutations(code: string): Mutation[] {
  const tokens = tokenize(code).filter(isCode);
  const found: Mutation[] = [];
  const noStatements = placesWithoutStatements(tokens);
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.text === "import" || isReExport(tokens, at)) {
      at = endOfStatement(tokens, at) ?? at;
      continue;
    }
    for (const text of replacements(tokens, at)) found.push({ start: token.start, end: token.end, text });
    const end = startsStatement(tokens, at) && !noStatements.has(at) ? endOfStatement(tokens, at) : null;
    if (end !== null) found.push({ start: token.start, end: tokens[end]!.end, text: ";" });
  }
  return found;
}

function replacements(tokens: readonly Token[], at: number): readonly string[] {
  const { kind, text } = tokens[at]!;
  if (kind === "number") return changedNumbers(text);
  if (kind === "word" && (text === "true" || text === "false") && isValue(tokens, at)) {
    return [text === "true" ? "false" : "true"];
  }
  if (kind !== "mark") return [];
  if (text === "!") return [""];
  const others = OPERATORS[text];
  if (others === undefined) return [];
  const step = text === "++" || text === "--";
  if (!step && !endsOperand(tokens[at - 1])) return [];
  const number = tokens[at + 1]?.kind === "number" ? tokens[at + 1]!.text : null;
  if (text !== "===" || number === null) return others;
  // Most numbers are no less than 0.
  return number === "0" ? [...others, ">="] : [...others, "<=", ">="];
}

/** A property may be called true. */
function isValue(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.text !== "." && tokens[at + 1]?.text !== ":";
}

/** One more, and 0: the mistakes of a constant. */
function changedNumbers(text: string): string[] {
  const digits = text.replaceAll("_", "");
  if (digits.endsWith("n")) {
    const value = BigInt(digits.slice(0, -1));
    return [...new Set([`${value + 1n}n`, "0n"])].filter((changed) => BigInt(changed.slice(0, -1)) !== value);
  }
  const value = Number(digits);
  return [...new Set([`${value + 1}`, "0"])].filter((changed) => Number(changed) !== value);
}

function endsOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === "mark") return /^(\)|\]|\}|\+\+|--)$/.test(token.text);
  return token.kind !== "word" || !/^(return|case|typeof|in|of|yield|await|throw)$/.test(token.text);
}

/** `export { a } from "b"` and its like. */
function isReExport(tokens: readonly Token[], at: number): boolean {
  return tokens[at]!.text === "export" && ["{", "*"].includes(tokens[at + 1]?.text ?? "");
}

/** Whether a statement that can be left out begins here. */
function startsStatement(tokens: readonly Token[], at: number): boolean {
  const { kind, text } = tokens[at]!;
  if (NOT_REMOVED.has(text) && !isBareReturn(tokens, at)) return false;
  if (kind !== "word" && text !== "++" && text !== "--" && text !== "[" && text !== "(") return false;
  const before = tokens[at - 1];
  if (before === undefined || /^(;|\{|\}|else|do)$/.test(before.text)) return true;
  return before.text === ")" && isCondition(tokens, at - 1);
}

function isBareReturn(tokens: readonly Token[], at: number): boolean {
  return tokens[at]!.text === "return" && tokens[at + 1]?.text === ";";
}

/** Whether the parenthesis that closes here opened after `if`, `while` or `for`. */
function isCondition(tokens: readonly Token[], close: number): boolean {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (tokens[at]!.text === ")") depth++;
    else if (tokens[at]!.text === "(" && --depth === 0) return /^(if|while|for)$/.test(tokens[at - 1]?.text ?? "");
  }
  return false;
}

/** The semicolon that ends the statement, or null where what begins here is none. */
function endOfStatement(tokens: readonly Token[], start: number): number | null {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const { kind, text } = tokens[at]!;
    if (kind === "text") depth += Number(text.endsWith("${")) - Number(text.startsWith("}"));
    if (kind !== "mark") continue;
    // A block at this level: a method, or the braces of a label.
    if (text === "{" && depth === 0 && tokens[at - 1]?.text === ")") return null;
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text) && --depth < 0) return null;
    else if (text === ";" && depth === 0) return at;
  }
  return null;
}

/** The members of classes, and what stands in parentheses: parts of both look like statements and are none. */
function placesWithoutStatements(tokens: readonly Token[]): Set<number> {
  const places = new Set<number>();
  const open: ("class" | "block" | "(")[] = [];
  let classComes = false;
  tokens.forEach(({ kind, text }, at) => {
    if (open.at(-1) === "class" || open.at(-1) === "(") places.add(at);
    if (kind === "word" && text === "class") classComes = true;
    if (kind === "text" && text.startsWith("}")) open.pop();
    if (kind === "text" ? text.endsWith("${") : text === "(" || text === "[") open.push("(");
    else if (text === "{") {
      open.push(classComes ? "class" : "block");
      classComes = false;
    } else if (kind === "mark" && /^[)\]}]$/.test(text)) open.pop();
  });
  return places;
}
