/**
 * What tcplab says beyond single packets: of a conversation, or of the capture as a whole.
 */
import type { FINDING_TITLES } from "../../language/en/explanations/finding_titles.ts";
import type { Certainty } from "./explanation.ts";

/** What a program may rely on in a finding. */
export type FindingCode = keyof typeof FINDING_TITLES;

/** One thing found. */
export interface Finding {
  readonly code: FindingCode;
  /** A few words: what was found. */
  readonly title: string;
  /** How much the packets prove of what the text says. */
  readonly certainty: Certainty;
  /** The packets that show it, the decisive ones first. */
  readonly packets: readonly number[];
  readonly text: string;
  /** What whoever is at fault should change; empty where nobody is, or nobody knows. */
  readonly advice: string;
}

/** What was found of one conversation, the most important first. */
export interface ConversationFindings {
  /** Its index. */
  readonly stream: number;
  readonly findings: readonly Finding[];
}
