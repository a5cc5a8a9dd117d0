/**
 * The languages there are.
 */
import type { Language } from "../explanation.ts";
import { ENGLISH_GRAMMAR, ENGLISH_SENTENCES, ENGLISH_TITLES } from "./en.ts";
import type { Words } from "./language.ts";

const ENGLISH: Words = { sentences: ENGLISH_SENTENCES, titles: ENGLISH_TITLES, grammar: ENGLISH_GRAMMAR };

/** The tables of a language. */
export function wordsOf(_language: Language): Words {
  return ENGLISH;
}
