/**
 * What a user expects of a run or a capture, as values: statements, each of which holds or does not.
 */
import type { Cause, Certainty } from "../diagnosis/terms/cause.ts";
import type { PatternItem } from "./pattern.ts";

export type ProgramEnd = "client" | "server";

export const OPERATORS = ["<=", ">=", "<", ">", "="] as const;

/** A number is compared with `value`. */
export interface Comparison {
  readonly operator: (typeof OPERATORS)[number];
  readonly value: number;
}

/** What can be counted of a conversation, or of all together. */
export const FIGURES = ["packets", "bytes", "retransmissions", "duration", "conversations"] as const;
export type Figure = (typeof FIGURES)[number];

/** Whose names are said of packets and conversations. */
export const VOCABULARIES = ["code", "analysis", "finding", "event"] as const;
export type Vocabulary = (typeof VOCABULARIES)[number];

/** What a statement says. */
export type Claim =
  /** The packets of one conversation, in order. */
  | { readonly kind: "packets"; readonly items: readonly PatternItem[] }
  /** How often something is said; of findings and codes, by somebody at least so sure. */
  | {
    readonly kind: "said";
    readonly vocabulary: Vocabulary;
    readonly name: string;
    readonly certainty: Certainty;
    readonly holds: Comparison;
  }
  | { readonly kind: "figure"; readonly figure: Figure; readonly holds: Comparison }
  /** A part of the time: its share from 0 to 1, or nanoseconds. `end` null for whoever is responsible. */
  | {
    readonly kind: "time";
    readonly cause: Cause;
    readonly end: ProgramEnd | null;
    readonly unit: "share" | "nanoseconds";
    readonly holds: Comparison;
  }
  | { readonly kind: "verdict"; readonly cause: Cause; readonly end: ProgramEnd | null }
  | { readonly kind: "exit"; readonly end: ProgramEnd; readonly holds: Comparison }
  | { readonly kind: "says"; readonly end: ProgramEnd; readonly text: string; readonly not: boolean };

export interface Statement {
  /** As it was written. */
  readonly text: string;
  /** Where: `grade.txt, line 4`; empty for words of the command line. */
  readonly place: string;
  readonly claim: Claim;
}

/** Of what statements are made: all conversations together, one of them, every one, or at least one. */
export type Scope = "capture" | "each" | "some" | { readonly stream: number };

/** Statements about the same. Packets stand in sections of one conversation. */
export interface Section {
  readonly scope: Scope;
  readonly statements: readonly Statement[];
}

export type Expectation = readonly Section[];

/** Whether a number is as it should be. */
export function compareNumber({ operator, value }: Comparison, found: number): boolean {
  switch (operator) {
    case "<":
      return found < value;
    case "<=":
      return found <= value;
    case ">":
      return found > value;
    case ">=":
      return found >= value;
    case "=":
      return found === value;
  }
}
