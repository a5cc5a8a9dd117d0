/** What `tcplab lab` says around a run, in the reader's language. */
import type { Language } from "../explain/words/explanation.ts";

export interface LabWords {
  link(road: string): string;
  readonly loopback: string;
  readonly next: string;
  readonly asPromised: string;
}

const ENGLISH: LabWords = {
  link: (road) => `The link: ${road}.`,
  loopback: "this machine's loopback interface, nothing in between",
  next: "What to try next",
  asPromised: "Every packet came as the scenario says.",
};

const HEBREW: LabWords = {
  link: (road) => `הקו: ${road}.`,
  loopback: "הממשק loopback של המחשב הזה, בלי דבר באמצע",
  next: "מה לנסות עכשיו",
  asPromised: "כל החבילות באו כפי שהתרחיש אומר.",
};

const TABLES: Readonly<Record<Language, LabWords>> = { en: ENGLISH, he: HEBREW };

export function labWords(language: Language): LabWords {
  return TABLES[language];
}
