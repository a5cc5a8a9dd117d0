/** The link of a lab run, in Hebrew. */
import { isolate } from "../text/isolate.ts";
import type { LinkWords } from "../kinds/link_words.ts";

export const HEBREW_LINK: LinkWords = {
  delay: (ms) => `${ms} לכל כיוון`,
  jitter: (ms) => `ועוד עד ${ms} באקראי`,
  code: isolate,
  offload: `העברת החיתוך לסגמנטים וסכומי הביקורת לכרטיס הרשת (${isolate("segmentation offload")})`,
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
  eachWay: "מהלקוח לשרת / מהשרת ללקוח",
  unlimited: "בלי גבול",
  packets: (count) => `${isolate(count)} חבילות`,
  bytes: (count) => `${isolate(count)} בתים`,
  queue: (room, kind) => `תור של ${room} (${kind})`,
  queueKinds: { tail: `זריקה מהזנב, ${isolate("tail drop")}`, codel: isolate("CoDel"), red: isolate("RED") },
  ecn: `סימון ${isolate("ECN")} במקום זריקה`,
  bursts: (share, packets) => `אובדן של ${share} ברצפים של ${packets}`,
  change: (seconds, what) => `אחרי ${seconds}: ${what}`,
  down: (seconds) => `הקו מנותק למשך ${seconds}`,
  boxes: (texts) => `באמצע: ${texts}`,
  queueDropped: (packets) => packets === 1 ? "התור זרק חבילה אחת." : `התור זרק ${packets} חבילות.`,
  queueMarked: (packets) => packets === 1 ? "התור סימן חבילה אחת." : `התור סימן ${packets} חבילות.`,
  boxesBlocked: (packets) =>
    packets === 1 ? "חבילה אחת לא עברה את הקופסאות שבאמצע." : `${packets} חבילות לא עברו את הקופסאות שבאמצע.`,
};

const HAPPENS_TO_ONE = { drop: "אובדת", hold: "נעקפת", duplicate: "מוכפלת", corrupt: "נפגמת" } as const;
const HAPPENS_TO_MANY = { drop: "אובדות", hold: "נעקפות", duplicate: "מוכפלות", corrupt: "נפגמות" } as const;
