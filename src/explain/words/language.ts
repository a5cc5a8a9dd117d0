/**
 * What a language must have: every sentence and every title the rules and stories ask for, and its way of writing
 * amounts. English is the source: its keys and placeholders bind the other languages.
 */
import type { Placeholders } from "./template.ts";
import type { ENGLISH_SENTENCES, ENGLISH_TITLES } from "./en.ts";

export type SentenceKey = keyof typeof ENGLISH_SENTENCES;
export type TitleKey = keyof typeof ENGLISH_TITLES;

/** Placeholders that every sentence about a packet may use: the two ends, as the language names them. */
export const IMPLICIT = ["sender", "receiver", "Sender", "Receiver"] as const;
type Implicit = (typeof IMPLICIT)[number];

/** The names a sentence needs values for. */
export type Needs<Key extends SentenceKey> = Exclude<Placeholders<(typeof ENGLISH_SENTENCES)[Key]>, Implicit>;

/** How a language writes amounts and names the two ends. */
export interface Grammar {
  /** `client`, as it stands in the middle of a sentence, and at its beginning. */
  readonly client: string;
  readonly Client: string;
  readonly server: string;
  readonly Server: string;
  /** `1 byte`, `20 bytes`. */
  bytes(count: number): string;
  segments(count: number): string;
  packets(count: number): string;
  conversations(count: number): string;
  /** `20.8 µs`, `40 ms`, `5.00 s`; nanoseconds in. */
  duration(nanoseconds: number): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
  /** Code, numbers and addresses that must keep their own direction in the text. */
  code(text: string): string;
}

export interface Words {
  readonly sentences: Readonly<Record<SentenceKey, string>>;
  readonly titles: Readonly<Record<TitleKey, string>>;
  readonly grammar: Grammar;
}
