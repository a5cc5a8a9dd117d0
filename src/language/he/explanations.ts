/**
 * Hebrew: all tables of this language in one, with what runs from left to right isolated.
 */
import { ACKNOWLEDGMENT } from "./explanations/acknowledgment.ts";
import { APPLICATION, TLS_ALERTS } from "./explanations/application.ts";
import { CLOSING } from "./explanations/closing.ts";
import { DATA } from "./explanations/data.ts";
import { FINDING_TITLES } from "./explanations/finding_titles.ts";
import { FINDINGS } from "./explanations/findings.ts";
import { HEBREW_GRAMMAR } from "./grammar.ts";
import { FRAGMENTS } from "./explanations/fragments.ts";
import { HANDSHAKE } from "./explanations/handshake.ts";
import { HTTP } from "./explanations/http.ts";
import { isolateTable } from "../text/isolate.ts";
import { ICMP } from "./explanations/icmp.ts";
import { LOSS } from "./explanations/loss.ts";
import { ODDITIES } from "./explanations/oddities.ts";
import { RECOVERY } from "./explanations/recovery.ts";
import { RESET } from "./explanations/reset.ts";
import { STORY } from "./explanations/story.ts";
import { TITLES } from "./explanations/titles.ts";
import { WINDOW } from "./explanations/window.ts";
import type { ExplanationWords } from "../en/explanation_words.ts";

/** The sentences as they are written, before their runs are isolated. */
export const HEBREW_SENTENCES = {
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
export const HEBREW_TITLES = TITLES;

let isolated: ExplanationWords | null = null;

/** All of it; runs are set apart when the first Hebrew is asked for, which takes longer than reading a small capture. */
export function hebrewExplanations(): ExplanationWords {
  return isolated ??= {
    sentences: isolateTable(HEBREW_SENTENCES),
    titles: isolateTable(HEBREW_TITLES),
    findingTitles: isolateTable(FINDING_TITLES),
    alerts: isolateTable(TLS_ALERTS),
    grammar: HEBREW_GRAMMAR,
  };
}
