/**
 * Holds an expectation against the evidence: the first statement that does not hold, in one line.
 */
import type { Certainty } from "../diagnosis/terms/cause.ts";
import { type ConversationWitness, type Evidence, Witness } from "./evidence.ts";
import { describeParting } from "./pattern_walk.ts";
import {
  type Claim,
  compareNumber,
  type Expectation,
  type ProgramEnd,
  type Section,
  type Statement,
} from "./statement.ts";

/** Names told of what was found in the place of what was expected. */
const NAMES_TOLD = 4;
/** Characters told of a line that a program printed. */
const LINE_TOLD = 60;

/** The first difference in one line; null where everything is as expected. */
export function judge(expectation: Expectation, evidence: Evidence): string | null {
  for (const section of expectation) {
    const difference = judgeSection(section, evidence);
    if (difference !== null) return difference;
  }
  return null;
}

/** How many statements there are. */
export function countStatements(expectation: Expectation): number {
  return expectation.reduce((sum, { statements }) => sum + statements.length, 0);
}

/** The first statement about a program, which only a run can answer; null where there is none. */
export function aboutPrograms(expectation: Expectation): Statement | null {
  const statements = expectation.flatMap(({ statements }) => statements);
  return statements.find(({ claim }) => claim.kind === "exit" || claim.kind === "says") ?? null;
}

function judgeSection({ scope, statements }: Section, evidence: Evidence): string | null {
  const { conversations, whole } = evidence;
  if (scope === "capture") return firstOf(statements, whole, evidence);
  if (scope === "each") {
    for (const conversation of conversations) {
      const difference = firstOf(statements, conversation, evidence);
      if (difference !== null) return difference;
    }
    return null;
  }
  if (scope === "some") return judgeSome(statements, evidence);
  const conversation = conversations[scope.stream];
  if (conversation !== undefined) return firstOf(statements, conversation, evidence);
  const { place, text } = statements[0]!;
  return said(
    place,
    `${text}: there is no conversation ${scope.stream}: the capture has ${countOf(conversations.length)}`,
  );
}

/** All statements must hold of the same conversation. */
function judgeSome(statements: readonly Statement[], evidence: Evidence): string | null {
  let nearest: { readonly held: number; readonly difference: string } | null = null;
  for (const conversation of evidence.conversations) {
    const held = statements.findIndex((statement) => differenceOf(statement, conversation, evidence) !== null);
    if (held < 0) return null;
    if (nearest !== null && nearest.held >= held) continue;
    nearest = { held, difference: firstOf(statements, conversation, evidence) ?? "" };
  }
  const { place, text } = statements[0]!;
  if (nearest === null) return said(place, `${text}: the capture has no conversation`);
  return `no conversation is as expected; nearest: ${nearest.difference}`;
}

function firstOf(statements: readonly Statement[], witness: Witness, evidence: Evidence): string | null {
  for (const statement of statements) {
    const difference = differenceOf(statement, witness, evidence);
    if (difference !== null) return said(statement.place, difference);
  }
  return null;
}

function said(place: string, text: string): string {
  return place === "" ? text : `${place}: ${text}`;
}

/** Why a statement does not hold; null where it does. */
function differenceOf({ text, claim }: Statement, witness: Witness, evidence: Evidence): string | null {
  const where = "index" in witness ? `conversation ${(witness as ConversationWitness).index}: ` : "";
  if (claim.kind === "packets") {
    const difference = packetsDifference(claim, witness as ConversationWitness);
    return difference === null ? null : `${where}${difference}`;
  }
  const found = claim.kind === "exit" || claim.kind === "says"
    ? foundOfProgram(claim, evidence)
    : foundOf(claim, witness, evidence);
  return found === null ? null : `${where}${text}: ${found}`;
}

function packetsDifference(claim: Claim, witness: ConversationWitness): string | null {
  const parting = witness.parting(claim);
  if (parting === null) return null;
  const where = parting.number === null ? `after its ${packetsOf(witness.packets)}` : `packet ${parting.number}`;
  // Who writes only the packets that matter learns what the others are written as.
  const hint = parting.number === 1 ? " (packets are told from the first one on; ... stands for any)" : "";
  return `${where}: ${describeParting(parting)}${hint}`;
}

/** What was found in the place of what is claimed; null where it is as claimed. */
function foundOf(
  claim: Exclude<Claim, { kind: "packets" | "exit" | "says" }>,
  witness: Witness,
  evidence: Evidence,
): string | null {
  switch (claim.kind) {
    case "said": {
      const { vocabulary, certainty, holds } = claim;
      const found = countSaid(claim, witness, certainty);
      if (compareNumber(holds, found)) return null;
      if (found === 0 && countSaid(claim, witness, "possible") > 0) return `found, but not as ${certainty}`;
      return found === 0
        ? `not found${others(vocabulary, witness)}`
        : `found ${found === 1 ? "once" : `${found} times`}`;
    }
    case "figure": {
      const found = claim.figure === "conversations" ? evidence.conversations.length : witness[claim.figure];
      if (compareNumber(claim.holds, found)) return null;
      return claim.figure === "duration" ? `it is ${milliseconds(found)}` : `there are ${found}`;
    }
    case "time":
      return foundOfTime(claim, witness);
    case "verdict": {
      const { verdict } = witness.time;
      const same = verdict?.cause === claim.cause && (claim.end === null || verdict.end === claim.end);
      return same ? null : `it is ${verdict === null ? "not known" : withEnd(verdict)}`;
    }
  }
}

/** What is said of a packet is a finding as well. */
function countSaid(
  { vocabulary, name }: Extract<Claim, { kind: "said" }>,
  witness: Witness,
  certainty: Certainty,
): number {
  const own = witness.count(vocabulary, name, certainty);
  return vocabulary === "finding" ? own + witness.count("code", name, certainty) : own;
}

function foundOfTime({ cause, end, unit, holds }: Extract<Claim, { kind: "time" }>, witness: Witness): string | null {
  const { budget } = witness.time;
  const total = budget.reduce((sum, { nanoseconds }) => sum + nanoseconds, 0);
  const meant = budget.filter((item) => item.cause === cause && (end === null || item.end === end));
  const nanoseconds = meant.reduce((sum, item) => sum + item.nanoseconds, 0);
  const share = total === 0 ? 0 : nanoseconds / total;
  if (compareNumber(holds, unit === "share" ? share : nanoseconds)) return null;
  const found = unit === "share" ? percent(share) : milliseconds(nanoseconds);
  const most = budget.toSorted((a, b) => b.nanoseconds - a.nanoseconds)[0];
  const largest = most === undefined || (most.cause === cause && (end === null || most.end === end))
    ? ""
    : `; the largest part is ${withEnd(most)}: ${percent(most.nanoseconds / total)}`;
  return `it is ${found}${largest}`;
}

function foundOfProgram(claim: Extract<Claim, { kind: "exit" | "says" }>, { programs }: Evidence): string | null {
  const program = programs?.[claim.end];
  if (program === undefined) return "nothing is known of the program";
  if (claim.kind === "says") {
    const heard = program.lines.some((line) => line.includes(claim.text));
    if (heard !== claim.not) return null;
    return claim.not ? "it does" : lastWords(program.lines);
  }
  if (program.exit === null) return "it has no exit code: it was stopped, or is a program of tcplab's own";
  return compareNumber(claim.holds, program.exit) ? null : `it ended with exit code ${program.exit}`;
}

function lastWords(lines: readonly string[]): string {
  const last = lines.at(-1);
  if (last === undefined) return "it printed nothing";
  return `its last line is ${JSON.stringify(last.length > LINE_TOLD ? last.slice(0, LINE_TOLD) + "..." : last)}`;
}

function others(vocabulary: "code" | "analysis" | "finding" | "event", witness: Witness): string {
  const names = witness.names(vocabulary);
  if (names.length === 0) return "";
  return `; there is ${names.slice(0, NAMES_TOLD).join(", ")}${names.length > NAMES_TOLD ? ", ..." : ""}`;
}

function withEnd({ cause, end }: { readonly cause: string; readonly end: ProgramEnd | null }): string {
  return end === null || cause.startsWith(end) ? cause : `${cause} of ${end}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function milliseconds(nanoseconds: number): string {
  return `${Number((nanoseconds / 1e6).toPrecision(4))} ms`;
}

function packetsOf(packets: number): string {
  return packets === 1 ? "only packet" : `${packets} packets`;
}

function countOf(conversations: number): string {
  return conversations === 1 ? "1 conversation" : `${conversations} conversations`;
}
