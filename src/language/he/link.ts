/** The link of a lab run, in Hebrew. */
import { isolate } from "../text/isolate.ts";
import type { LinkWords } from "../kinds/link_words.ts";

export const HEBREW_LINK: LinkWords = {
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
