/**
 * What tcplab says of a packet in words.
 */
import type { Code } from "./codes.ts";

/** How much the capture proves: `certain` follows from the bytes, `likely` is the usual reason, `possible` one of several. */
export type Certainty = "certain" | "likely" | "possible";

/** One thing said of one packet. */
export interface Explanation {
  /** The rule that fired, one of `CODES`: stable, for programs. */
  readonly code: Code;
  /** A few words: what this packet is. */
  readonly title: string;
  /** The explanation itself, plain text, two to four sentences. */
  readonly text: string;
  /** Where it is written: `RFC 9293 3.5`; empty where no document says it. */
  readonly rfc: string;
  readonly certainty: Certainty;
}

/** The story of a conversation, or of a capture: a heading and paragraphs of plain text. */
export interface Story {
  readonly title: string;
  readonly paragraphs: readonly string[];
}
