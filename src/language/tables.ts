/**
 * The languages there are.
 */
import type { Language } from "../explain/words/explanation.ts";
import { ENGLISH_GRAMMAR, ENGLISH_SENTENCES, ENGLISH_TITLES } from "./en/explanations.ts";
import { HEBREW } from "./he/explanations.ts";
import type { Words } from "./explanation_words.ts";

const ENGLISH: Words = { sentences: ENGLISH_SENTENCES, titles: ENGLISH_TITLES, grammar: ENGLISH_GRAMMAR };

const TABLES: Readonly<Record<Language, Words>> = { en: ENGLISH, he: HEBREW };

/** The tables of a language. */
export function wordsOf(language: Language): Words {
  return TABLES[language];
}
