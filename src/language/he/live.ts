/** The words between the arrows of a live run, in Hebrew. */
import type { LiveWords } from "../kinds/live_words.ts";

/** Hebrew within a line that runs from left to right. */
function rtl(text: string): string {
  return `\u2067${text}\u2069`;
}

export const HEBREW_LIVE: LiveWords = {
  seconds: rtl("שניות"),
  client: rtl("לקוח"),
  server: rtl("שרת"),
  noFlags: rtl("בלי דגלים"),
  bytes: (count) => rtl(count === 1 ? "בית אחד" : count === 2 ? "שני בתים" : `${count} בתים`),
  notTcp: (bytes) => `${rtl("לא \u2066TCP\u2069")}, ${bytes}`,
  port: (number) => rtl(`פורט ${number}`),
  fates: {
    lost: rtl("אבדה"),
    held: rtl("נעקפה"),
    duplicated: rtl("הוכפלה"),
    corrupted: rtl("נפגמה"),
    dropped: rtl("נזרקה מהתור"),
    marked: rtl("סומנה \u2066CE\u2069"),
    blocked: rtl("נחסמה"),
    injected: rtl("הוזרקה"),
  },
  more: (packets) => rtl(`... ועוד ${packets} חבילות`),
};
