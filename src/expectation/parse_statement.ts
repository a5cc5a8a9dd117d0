/**
 * One statement of an expectation, from its text:
 *
 *     finding loss likely                 at least once, and at least so sure
 *     no code rst-unread-data             not once
 *     analysis retransmission = 2         so often
 *     event dropped > 0                   what the lab's wire did
 *     packets < 40, duration < 1.5s       figures: packets, bytes, retransmissions, duration, conversations
 *     server-application > 80%            a part of the time, as tcplab why has it
 *     receive-window of client > 200ms
 *     verdict bandwidth
 *     client exit 0
 *     client says received data: b'WORLD'
 */
import { VERDICTS } from "../analysis/analysed_packet.ts";
import { Failure } from "../base/failure.ts";
import { didYouMean } from "../base/nearest.ts";
import { quote } from "../base/quote.ts";
import { type Cause, CAUSES, type Certainty } from "../diagnosis/terms/cause.ts";
import { CODES } from "../explain/words/codes.ts";
import { FINDING_TITLES } from "../language/en/explanations/finding_titles.ts";
import {
  type Claim,
  type Comparison,
  type Figure,
  FIGURES,
  OPERATORS,
  type ProgramEnd,
  VOCABULARIES,
  type Vocabulary,
} from "./statement.ts";
import { WIRE_EVENTS } from "./wire_event.ts";

/** The names that may be said; findings and codes of packets are one family. */
const NAMES: Readonly<Record<Vocabulary, readonly string[]>> = {
  code: CODES,
  analysis: VERDICTS,
  finding: [...Object.keys(FINDING_TITLES), ...CODES],
  event: WIRE_EVENTS,
};
const CERTAINTIES: readonly Certainty[] = ["certain", "likely", "possible"];
const AT_ALL: Comparison = { operator: ">=", value: 1 };
const NEVER: Comparison = { operator: "=", value: 0 };

const NANOSECONDS: Readonly<Record<string, number>> = { us: 1e3, ms: 1e6, s: 1e9 };
const OF_TIME = "a share such as 80% or a time such as 200ms";
const COUNT = "a whole number";

/** Reads what a statement claims; packets are read elsewhere. Throws `Failure` that says what is wrong with it. */
export function parseClaim(text: string): Claim {
  const program = /^(client|server)\s+(.*)$/.exec(text);
  if (program !== null) return parseProgram(program[1] as ProgramEnd, program[2] ?? "");
  const [first = "", ...rest] = text.split(/\s+/);
  if (first === "exit") return parseProgram("client", text);
  if (first === "verdict") return { kind: "verdict", ...parseCause(rest) };
  const not = first === "no";
  const [subject = "", ...words] = not ? rest : [first, ...rest];
  if (isOneOf(VOCABULARIES, subject)) return parseSaid(subject, words, not);
  if (not) throw new Failure(`no is followed by ${VOCABULARIES.join(", ")}: found ${quote(subject)}`);
  const at = text.search(/[<>=]/);
  if (at < 0) throw new Failure(`not a statement: ${quote(text)}${didYouMean(first, STARTS)}`);
  return parseMeasure(text.slice(0, at).trim().split(/\s+/), text.slice(at).trim());
}

const STARTS = [...VOCABULARIES, ...FIGURES, ...CAUSES, "verdict", "exit", "client", "server", "stream"];

function isOneOf<W extends string>(words: readonly W[], word: string): word is W {
  return (words as readonly string[]).includes(word);
}

function parseProgram(end: ProgramEnd, text: string): Claim {
  const exit = /^exit(?:\s+code)?\s+(.+)$/.exec(text);
  if (exit !== null) return { kind: "exit", end, holds: parseComparison(exit[1] ?? "", COUNT, wholeNumber) };
  const says = /^(says|does not say)\s+(.+)$/.exec(text);
  if (says !== null) return { kind: "says", end, text: unquoted(says[2] ?? ""), not: says[1] !== "says" };
  throw new Failure(`after ${end} comes exit CODE, says TEXT or does not say TEXT: found ${quote(text)}`);
}

function unquoted(text: string): string {
  return /^"(.*)"$/.exec(text)?.[1] ?? text;
}

function parseSaid(vocabulary: Vocabulary, [name = "", ...words]: readonly string[], not: boolean): Claim {
  if (!NAMES[vocabulary].includes(name)) {
    throw new Failure(`not ${ARTICLES[vocabulary]}: ${quote(name)}${didYouMean(name, NAMES[vocabulary])}`);
  }
  const sure = isOneOf(CERTAINTIES, words[0] ?? "") && vocabulary !== "analysis" && vocabulary !== "event";
  const certainty = sure ? words[0] as Certainty : "possible";
  const comparison = (sure ? words.slice(1) : words).join(" ");
  if (not && comparison !== "") {
    throw new Failure(`no ${vocabulary} ${name} needs nothing after it: found ${comparison}`);
  }
  const holds = not ? NEVER : comparison === "" ? AT_ALL : parseComparison(comparison, COUNT, wholeNumber);
  return { kind: "said", vocabulary, name, certainty, holds };
}

const ARTICLES: Readonly<Record<Vocabulary, string>> = {
  code: "an explanation's code",
  analysis: "an analysis name",
  finding: "a finding",
  event: "what the wire does to a packet",
};

/** A cause of `tcplab why`, perhaps with the end that is responsible. */
function parseCause(words: readonly string[]): { readonly cause: Cause; readonly end: ProgramEnd | null } {
  const [cause = "", of, end] = words;
  if (!isOneOf(CAUSES, cause)) throw new Failure(`not a cause of waiting: ${quote(cause)}${didYouMean(cause, CAUSES)}`);
  if (words.length === 1) return { cause, end: null };
  if (of === "of" && (end === "client" || end === "server") && words.length === 3) return { cause, end };
  throw new Failure(`after ${cause} comes nothing, of client, or of server: found ${quote(words.slice(1).join(" "))}`);
}

function parseMeasure(subject: readonly string[], comparison: string): Claim {
  const [name = ""] = subject;
  if (subject.length === 1 && isOneOf(FIGURES, name)) return parseFigure(name, comparison);
  if (!isOneOf(CAUSES, name)) {
    throw new Failure(`nothing to compare: ${quote(subject.join(" "))}${didYouMean(name, [...FIGURES, ...CAUSES])}`);
  }
  const unit = comparison.endsWith("%") ? "share" : "nanoseconds";
  const holds = parseComparison(comparison, OF_TIME, unit === "share" ? share : nanoseconds);
  return { kind: "time", ...parseCause(subject), unit, holds };
}

function parseFigure(figure: Figure, comparison: string): Claim {
  const holds = figure === "duration"
    ? parseComparison(comparison, "a time such as 200ms or 1.5s", nanoseconds)
    : parseComparison(comparison, COUNT, wholeNumber);
  return { kind: "figure", figure, holds };
}

/** `> 80%`, `= 2`, `2`: an operator, which may be left out for `=`, and what `read` makes of the rest. */
function parseComparison(text: string, expected: string, read: (text: string) => number | null): Comparison {
  const operator = OPERATORS.find((one) => text.startsWith(one));
  const rest = text.slice(operator?.length ?? 0).trim();
  const value = read(rest);
  if (value === null) throw new Failure(`expected ${expected}: found ${quote(rest)}`);
  return { operator: operator ?? "=", value };
}

function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function share(text: string): number | null {
  const [, digits] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  return digits === undefined ? null : Number(digits) / 100;
}

function nanoseconds(text: string): number | null {
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)\s*(us|ms|s)$/.exec(text) ?? [];
  return digits === undefined ? null : Math.round(Number(digits) * (NANOSECONDS[unit] ?? NaN));
}
