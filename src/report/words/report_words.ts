/** The reports' words in each language. */
import type { Language } from "../../explain/words/explanation.ts";
import { ENGLISH_WORDS } from "../../language/en/report.ts";
import { HEBREW_WORDS } from "../../language/he/report.ts";
import type { Words } from "../../language/report_words.ts";

const TABLES: Readonly<Record<Language, Words>> = { en: ENGLISH_WORDS, he: HEBREW_WORDS };

/** The labels of a language. */
export function reportWords(language: Language): Words {
  return TABLES[language];
}
