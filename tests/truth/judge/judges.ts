/**
 * All judges, by the key of the sentence (or `title:` and the key of the title) that they judge; and the codes whose
 * explanations state no cause, only what stands in the packets.
 */
import { ACKNOWLEDGMENT_JUDGES } from "./acknowledgment.ts";
import { CAPTURE_JUDGES } from "./capture.ts";
import { FINDING_JUDGES } from "./finding.ts";
import type { Judge } from "./judgment.ts";
import { LOSS_JUDGES } from "./loss.ts";
import { PROGRAM_JUDGES } from "./program.ts";
import { RESET_JUDGES } from "./reset.ts";
import { STORY_JUDGES } from "./story.ts";

export const JUDGES: Readonly<Record<string, Judge>> = {
  ...LOSS_JUDGES,
  ...ACKNOWLEDGMENT_JUDGES,
  ...PROGRAM_JUDGES,
  ...RESET_JUDGES,
  ...CAPTURE_JUDGES,
  ...STORY_JUDGES,
  ...Object.fromEntries(Object.entries(FINDING_JUDGES).map(([code, judge]) => [`finding:${code}`, judge])),
};
