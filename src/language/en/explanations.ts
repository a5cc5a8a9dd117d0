/**
 * English: all tables of this language in one.
 */
import { ACKNOWLEDGMENT } from "./explanations/acknowledgment.ts";
import { APPLICATION } from "./explanations/application.ts";
import { CLOSING } from "./explanations/closing.ts";
import { DATA } from "./explanations/data.ts";
import { FINDINGS } from "./explanations/findings.ts";
import { FRAGMENTS } from "./explanations/fragments.ts";
import { HANDSHAKE } from "./explanations/handshake.ts";
import { HTTP } from "./explanations/http.ts";
import { ICMP } from "./explanations/icmp.ts";
import { LOSS } from "./explanations/loss.ts";
import { ODDITIES } from "./explanations/oddities.ts";
import { RECOVERY } from "./explanations/recovery.ts";
import { RESET } from "./explanations/reset.ts";
import { STORY } from "./explanations/story.ts";
import { TITLES } from "./explanations/titles.ts";
import { WINDOW } from "./explanations/window.ts";

export const ENGLISH_SENTENCES = {
  ...HANDSHAKE,
  ...DATA,
  ...ACKNOWLEDGMENT,
  ...CLOSING,
  ...RESET,
  ...LOSS,
  ...RECOVERY,
  ...WINDOW,
  ...HTTP,
  ...ODDITIES,
  ...ICMP,
  ...FRAGMENTS,
  ...STORY,
  ...APPLICATION,
  ...FINDINGS,
} as const;
export const ENGLISH_TITLES = TITLES;
