/** All that tcplab says in English. */
import { TLS_ALERTS } from "./explanations/application.ts";
import { FINDING_TITLES } from "./explanations/finding_titles.ts";
import type { Tables } from "./tables.ts";
import { ENGLISH_SENTENCES, ENGLISH_TITLES } from "./explanations.ts";
import { ENGLISH_CONVERSATIONS } from "./conversations.ts";
import { ENGLISH_GRAMMAR } from "./grammar.ts";
import { ENGLISH_LAB } from "./lab.ts";
import { ENGLISH_KERNEL } from "./kernel.ts";
import { ENGLISH_LINK } from "./link.ts";
import { ENGLISH_LIVE } from "./live.ts";
import { ENGLISH_PAGE } from "./page.ts";
import { ENGLISH_PAIR } from "./pair.ts";
import { ENGLISH_REPORT } from "./report.ts";
import { ENGLISH_VIEW } from "./view.ts";
import { ENGLISH_WHY } from "./why.ts";

/** The scenarios' own texts are English: there is no table of them. */
export const ENGLISH: Tables = {
  direction: "ltr",
  explanations: {
    sentences: ENGLISH_SENTENCES,
    titles: ENGLISH_TITLES,
    findingTitles: FINDING_TITLES,
    alerts: TLS_ALERTS,
    grammar: ENGLISH_GRAMMAR,
  },
  report: ENGLISH_REPORT,
  page: ENGLISH_PAGE,
  lab: ENGLISH_LAB,
  live: ENGLISH_LIVE,
  view: ENGLISH_VIEW,
  why: ENGLISH_WHY,
  pair: ENGLISH_PAIR,
  conversations: ENGLISH_CONVERSATIONS,
  link: ENGLISH_LINK,
  kernel: ENGLISH_KERNEL,
  scenarios: {},
};
