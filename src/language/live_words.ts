/** The few words between the arrows of a run that is shown while it happens. */
import type { Language } from "../explain/words/explanation.ts";

export interface LiveWords {
  readonly seconds: string;
  readonly client: string;
  readonly server: string;
  readonly noFlags: string;
  bytes(count: number): string;
  notTcp(bytes: string): string;
  port(number: number): string;
  /** What became of a packet on the way. */
  readonly fates: Readonly<Record<"lost" | "held" | "duplicated" | "corrupted", string>>;
  more(packets: number): string;
}

const ENGLISH: LiveWords = {
  seconds: "seconds",
  client: "client",
  server: "server",
  noFlags: "no flags",
  bytes: (count) => count === 1 ? "1 byte" : `${count} bytes`,
  notTcp: (bytes) => `not TCP, ${bytes}`,
  port: (number) => `port ${number}`,
  fates: { lost: "lost", held: "held", duplicated: "duplicated", corrupted: "corrupted" },
  more: (packets) => `... and ${packets} more packets`,
};

/** Hebrew within a line that runs from left to right. */
function rtl(text: string): string {
  return `\u2067${text}\u2069`;
}

const HEBREW: LiveWords = {
  seconds: rtl("שניות"),
  client: rtl("לקוח"),
  server: rtl("שרת"),
  noFlags: rtl("בלי דגלים"),
  bytes: (count) => rtl(count === 1 ? "בית אחד" : count === 2 ? "שני בתים" : `${count} בתים`),
  notTcp: (bytes) => `${rtl("לא \u2066TCP\u2069")}, ${bytes}`,
  port: (number) => rtl(`פורט ${number}`),
  fates: { lost: rtl("אבדה"), held: rtl("נעקפה"), duplicated: rtl("הוכפלה"), corrupted: rtl("נפגמה") },
  more: (packets) => rtl(`... ועוד ${packets} חבילות`),
};

const TABLES: Readonly<Record<Language, LiveWords>> = { en: ENGLISH, he: HEBREW };

export function liveWords(language: Language): LiveWords {
  return TABLES[language];
}
