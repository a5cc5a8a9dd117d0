/**
 * English: all tables of this language in one.
 */
import { ENGLISH_GRAMMAR } from "./en/grammar.ts";
import { HANDSHAKE } from "./en/handshake.ts";
import { STORY } from "./en/story.ts";
import { TITLES } from "./en/titles.ts";
import type { Words } from "./language.ts";

export const ENGLISH_SENTENCES = { ...HANDSHAKE, ...STORY } as const;
export const ENGLISH_TITLES = TITLES;

export const ENGLISH: Words = { sentences: ENGLISH_SENTENCES, titles: ENGLISH_TITLES, grammar: ENGLISH_GRAMMAR };
