/**
 * What a language must have: every sentence and every title the rules and stories ask for, and its way of writing
 * amounts. English is the source: its keys and placeholders bind the other languages.
 */
import type { Grammar } from "../text/grammar.ts";
import type { Placeholders } from "../text/template.ts";
import type { TLS_ALERTS } from "./explanations/application.ts";
import type { FINDING_TITLES } from "./explanations/finding_titles.ts";
import type { ENGLISH_SENTENCES, ENGLISH_TITLES } from "./explanations.ts";

export type { Grammar } from "../text/grammar.ts";

export type SentenceKey = keyof typeof ENGLISH_SENTENCES;
export type TitleKey = keyof typeof ENGLISH_TITLES;

/** Placeholders that every sentence about a packet may use: the two ends, as the language names them. */
export const IMPLICIT = ["sender", "receiver", "Sender", "Receiver"] as const;
type Implicit = (typeof IMPLICIT)[number];

/** The names a sentence needs values for. */
export type Needs<Key extends SentenceKey> = Exclude<Placeholders<(typeof ENGLISH_SENTENCES)[Key]>, Implicit>;

export interface ExplanationWords {
  readonly sentences: Readonly<Record<SentenceKey, string>>;
  readonly titles: Readonly<Record<TitleKey, string>>;
  readonly findingTitles: Readonly<Record<keyof typeof FINDING_TITLES, string>>;
  /** What TLS alerts mean, by their names in the RFCs. */
  readonly alerts: Readonly<Record<keyof typeof TLS_ALERTS, string>>;
  readonly grammar: Grammar;
}
