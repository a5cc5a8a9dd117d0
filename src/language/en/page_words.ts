/** The report page's own words. A word may hold places, `{name}`, that the page puts values in. English binds the others. */
import type { ENGLISH_PAGE } from "./page.ts";

/** The name of a word; the same in every language. */
export type Word = keyof typeof ENGLISH_PAGE;

/** A table of words. */
export type PageWords = Readonly<Record<Word, string>>;
