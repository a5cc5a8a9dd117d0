/** The examples of all rules. */
import type { Code } from "../../../src/explain/words/codes.ts";
import { CLOSING_EXAMPLES } from "./closing.ts";
import { FORGED_AND_REJECTED } from "./forged_and_rejected.ts";
import { FRAGMENT_EXAMPLES } from "./fragments.ts";
import { GAP_EXAMPLES } from "./gaps.ts";
import { HANDSHAKE_AND_DATA } from "./handshake_and_data.ts";
import { HTTP_AND_ODDITIES } from "./http_and_oddities.ts";
import { ICMP_EXAMPLES } from "./icmp.ts";
import { LOSSES } from "./losses.ts";
import { RECOVERY_AND_MARKS } from "./recovery_and_marks.ts";
import { RESET_EXAMPLES } from "./resets.ts";
import type { Examples } from "./rule_examples.ts";
import { WINDOWS } from "./windows.ts";

/** By subject, as their golden texts are named. */
export const EXAMPLE_FILES = {
  "handshake-and-data": HANDSHAKE_AND_DATA,
  "closing": CLOSING_EXAMPLES,
  "resets": RESET_EXAMPLES,
  "forged-and-rejected": FORGED_AND_REJECTED,
  "losses": LOSSES,
  "windows": WINDOWS,
  "gaps": GAP_EXAMPLES,
  "recovery-and-marks": RECOVERY_AND_MARKS,
  "http-and-oddities": HTTP_AND_ODDITIES,
  "icmp": ICMP_EXAMPLES,
  "fragments": FRAGMENT_EXAMPLES,
};

export const EXAMPLES: Examples<Code> = {
  ...HANDSHAKE_AND_DATA,
  ...CLOSING_EXAMPLES,
  ...RESET_EXAMPLES,
  ...FORGED_AND_REJECTED,
  ...LOSSES,
  ...WINDOWS,
  ...GAP_EXAMPLES,
  ...RECOVERY_AND_MARKS,
  ...HTTP_AND_ODDITIES,
  ...ICMP_EXAMPLES,
  ...FRAGMENT_EXAMPLES,
};
