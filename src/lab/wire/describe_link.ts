/** A link in words, for whoever reads what was played over it. */
import type { Language } from "../../explain/words/explanation.ts";
import { isolate } from "../../language/isolate.ts";
import type { Fault } from "./fault.ts";
import { isFaulty, type LinkOptions } from "./link_options.ts";

/** What is said of a link; numbers come in already written. */
interface LinkWords {
  delay(ms: string): string;
  jitter(ms: string): string;
  /** A number and its unit, or a setting and its value: kept together and from left to right. */
  code(text: string): string;
  readonly offload: string;
  readonly noOffload: string;
  lost(share: string): string;
  overtaken(share: string): string;
  doubled(share: string): string;
  damaged(share: string): string;
  fault(fault: Fault): string;
}

const ENGLISH: LinkWords = {
  delay: (ms) => `${ms} one way`,
  jitter: (ms) => `up to ${ms} more by chance`,
  code: (text) => text,
  offload: "segmentation offload",
  noOffload: "no offload",
  lost: (share) => `${share} lost`,
  overtaken: (share) => `${share} overtaken`,
  doubled: (share) => `${share} doubled`,
  damaged: (share) => `${share} damaged`,
  fault({ action, from, kind, nth, count }) {
    const which = count > 1 ? `packets ${nth} to ${nth + count - 1}` : `packet ${nth}`;
    const what = kind === "any"
      ? which
      : which.replace("packet", `${kind === "data" ? "data" : kind.toUpperCase()} packet`);
    return `the ${from}'s ${what} ${
      { drop: "lost", hold: "overtaken", duplicate: "doubled", corrupt: "damaged" }[action]
    }`;
  },
};

const HEBREW: LinkWords = {
  delay: (ms) => `${ms} לכל כיוון`,
  jitter: (ms) => `ועוד עד ${ms} באקראי`,
  code: isolate,
  offload: `העברת החיתוך לסגמנטים לכרטיס הרשת (${isolate("segmentation offload")})`,
  noOffload: `בלי ${isolate("offload")}`,
  lost: (share) => `אובדן של ${share}`,
  overtaken: (share) => `עקיפה של ${share}`,
  doubled: (share) => `הכפלה של ${share}`,
  damaged: (share) => `פגימה של ${share}`,
  fault({ action, from, kind, nth, count }) {
    const end = from === "client" ? "הלקוח" : "השרת";
    const last = nth + count - 1;
    const of = kind === "any" ? "" : kind === "data" ? " נתונים" : ` ${isolate(kind.toUpperCase())}`;
    if (count === 1) {
      return `${of === "" ? "חבילה" : "חבילת"}${of} מספר ${isolate(String(nth))} של ${end} ${HAPPENS_TO_ONE[action]}`;
    }
    return `חבילות${of} ${isolate(String(nth))} עד ${isolate(String(last))} של ${end} ${HAPPENS_TO_MANY[action]}`;
  },
};

const HAPPENS_TO_ONE = { drop: "אובדת", hold: "נעקפת", duplicate: "מוכפלת", corrupt: "נפגמת" } as const;
const HAPPENS_TO_MANY = { drop: "אובדות", hold: "נעקפות", duplicate: "מוכפלות", corrupt: "נפגמות" } as const;

const TABLES: Readonly<Record<Language, LinkWords>> = { en: ENGLISH, he: HEBREW };

/** A link in words. */
export function describeLink(link: LinkOptions, language: Language = "en"): string {
  const words = TABLES[language];
  const percent = (share: number) => words.code(`${Number((share * 100).toPrecision(6))} %`);
  const parts = [words.delay(words.code(`${link.delay} ms`))];
  if (link.jitter > 0) parts.push(words.jitter(words.code(`${link.jitter} ms`)));
  if (link.rate !== null) parts.push(words.code(`${link.rate.toLocaleString("en-US")} bit/s`));
  parts.push(words.code(`MTU ${link.mtu}`), link.offload ? words.offload : words.noOffload);
  if (link.loss > 0) parts.push(words.lost(percent(link.loss)));
  if (link.reorder > 0) parts.push(words.overtaken(percent(link.reorder)));
  if (link.duplicate > 0) parts.push(words.doubled(percent(link.duplicate)));
  if (link.corrupt > 0) parts.push(words.damaged(percent(link.corrupt)));
  for (const fault of link.faults) parts.push(words.fault(fault));
  if (isFaulty(link)) parts.push(words.code(`seed ${link.seed}`));
  return parts.join(", ");
}
