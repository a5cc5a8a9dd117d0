import type { Words } from "./words.ts";
import { ENGLISH } from "./words_en.ts";
/** The page's words in Hebrew. */
export const HEBREW: Words = ENGLISH;
