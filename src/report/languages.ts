/** The reports' words in each language. */
import type { Language } from "../explain/explanation.ts";
import { ENGLISH_WORDS } from "./words_en.ts";
import { HEBREW_WORDS } from "./words_he.ts";
import type { Words } from "./words.ts";

const TABLES: Readonly<Record<Language, Words>> = { en: ENGLISH_WORDS, he: HEBREW_WORDS };

/** The labels of a language. */
export function reportWords(language: Language): Words {
  return TABLES[language];
}
