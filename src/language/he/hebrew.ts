/** All that tcplab says in Hebrew. */
import type { Tables } from "../en/tables.ts";
import { HEBREW_CONVERSATIONS } from "./conversations.ts";
import { hebrewExplanations } from "./explanations.ts";
import { HEBREW_LAB } from "./lab.ts";
import { HEBREW_KERNEL } from "./kernel.ts";
import { HEBREW_LINK } from "./link.ts";
import { HEBREW_LIVE } from "./live.ts";
import { HEBREW_PAGE } from "./page.ts";
import { HEBREW_PAIR } from "./pair.ts";
import { HEBREW_REPORT } from "./report.ts";
import { HEBREW_VIEW } from "./view.ts";
import { HEBREW_WHY } from "./why.ts";
import { HEBREW_SCENARIOS } from "./scenarios.ts";

export const HEBREW: Tables = {
  direction: "rtl",
  get explanations() {
    return hebrewExplanations();
  },
  report: HEBREW_REPORT,
  page: HEBREW_PAGE,
  lab: HEBREW_LAB,
  live: HEBREW_LIVE,
  view: HEBREW_VIEW,
  why: HEBREW_WHY,
  pair: HEBREW_PAIR,
  conversations: HEBREW_CONVERSATIONS,
  link: HEBREW_LINK,
  kernel: HEBREW_KERNEL,
  scenarios: HEBREW_SCENARIOS,
};
