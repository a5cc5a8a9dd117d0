/**
 * The languages there are.
 */
import type { Language } from "../explanation.ts";
import { ENGLISH } from "./en.ts";
import type { Words } from "./language.ts";

/** The tables of a language. */
export function wordsOf(_language: Language): Words {
  return ENGLISH;
}
