/**
 * The languages there are.
 */
import type { Language } from "../explanation.ts";
import { ENGLISH_GRAMMAR, ENGLISH_SENTENCES, ENGLISH_TITLES } from "./en.ts";
import { HEBREW } from "./he.ts";
import type { Words } from "./language.ts";

const ENGLISH: Words = { sentences: ENGLISH_SENTENCES, titles: ENGLISH_TITLES, grammar: ENGLISH_GRAMMAR };

const TABLES: Readonly<Record<Language, Words>> = { en: ENGLISH, he: HEBREW };

/** The tables of a language. */
export function wordsOf(language: Language): Words {
  return TABLES[language];
}
