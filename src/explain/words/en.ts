/**
 * English: all tables of this language in one.
 */
import { ACKNOWLEDGMENT } from "./en/acknowledgment.ts";
import { CLOSING } from "./en/closing.ts";
import { DATA } from "./en/data.ts";
import { HANDSHAKE } from "./en/handshake.ts";
import { HTTP } from "./en/http.ts";
import { LOSS } from "./en/loss.ts";
import { ODDITIES } from "./en/oddities.ts";
import { RESET } from "./en/reset.ts";
import { STORY } from "./en/story.ts";
import { TITLES } from "./en/titles.ts";
import { WINDOW } from "./en/window.ts";

export const ENGLISH_SENTENCES = {
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
export const ENGLISH_TITLES = TITLES;
export { ENGLISH_GRAMMAR } from "./en/grammar.ts";
