/** The tables of each language. */
import { ENGLISH } from "./en/english.ts";
import { HEBREW } from "./he/hebrew.ts";
import type { Language } from "./language.ts";
import type { Tables } from "./en/tables.ts";

const TABLES: Readonly<Record<Language, Tables>> = { en: ENGLISH, he: HEBREW };

/** All tables of a language. */
export function tablesOf(language: Language): Tables {
  return TABLES[language];
}
