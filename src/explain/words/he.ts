/**
 * Hebrew: all tables of this language in one, with what runs from left to right isolated.
 */
import { ACKNOWLEDGMENT } from "./he/acknowledgment.ts";
import { CLOSING } from "./he/closing.ts";
import { DATA } from "./he/data.ts";
import { HEBREW_GRAMMAR } from "./he/grammar.ts";
import { HANDSHAKE } from "./he/handshake.ts";
import { HTTP } from "./he/http.ts";
import { isolateTable } from "./he/isolate.ts";
import { LOSS } from "./he/loss.ts";
import { ODDITIES } from "./he/oddities.ts";
import { RESET } from "./he/reset.ts";
import { STORY } from "./he/story.ts";
import { TITLES } from "./he/titles.ts";
import { WINDOW } from "./he/window.ts";
import type { Words } from "./language.ts";

/** The sentences as they are written, before their runs are isolated. */
export const HEBREW_SENTENCES = {
  ...HANDSHAKE,
  ...DATA,
  ...ACKNOWLEDGMENT,
  ...CLOSING,
  ...RESET,
  ...LOSS,
  ...WINDOW,
  ...HTTP,
  ...ODDITIES,
  ...STORY,
} as const;
export const HEBREW_TITLES = TITLES;

export const HEBREW: Words = {
  sentences: isolateTable(HEBREW_SENTENCES),
  titles: isolateTable(HEBREW_TITLES),
  grammar: HEBREW_GRAMMAR,
};
