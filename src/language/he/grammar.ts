/**
 * How Hebrew writes amounts and names the two ends. A noun that is counted has a form for one, one for two, and one for
 * more; what is counted decides the gender of the number word.
 */
import { countText } from "../text/count.ts";
import { durationText } from "../text/duration.ts";
import type { Grammar } from "../en/explanation_words.ts";
import { isolate } from "../text/isolate.ts";

/** A counted noun: `בית אחד`, `שני בתים`, and the plural that stands behind a number. */
interface Counted {
  readonly one: string;
  readonly two: string;
  readonly many: string;
}

const BYTES: Counted = { one: "בית אחד", two: "שני בתים", many: "בתים" };
const SEGMENTS: Counted = { one: "סגמנט אחד", two: "שני סגמנטים", many: "סגמנטים" };
const PACKETS: Counted = { one: "חבילה אחת", two: "שתי חבילות", many: "חבילות" };
const TIMES: Counted = { one: "פעם אחת", two: "פעמיים", many: "פעמים" };
const CONVERSATIONS: Counted = { one: "חיבור אחד", two: "שני חיבורים", many: "חיבורים" };

function count(number: number, { one, two, many }: Counted): string {
  if (number === 1) return one;
  return number === 2 ? two : `${isolate(countText(number))} ${many}`;
}

const DAYS = /^(-?\d+) days$/;

/** A duration as `durationText()` has it, set apart: the symbols of its units are those of every language, days have their word. */
export function time(text: string): string {
  const days = DAYS.exec(text);
  return days === null ? isolate(text) : `${isolate(days[1]!)} ימים`;
}

export const HEBREW_GRAMMAR: Grammar = {
  client: "לקוח",
  Client: "הלקוח",
  server: "שרת",
  Server: "השרת",
  bytes: (number) => count(number, BYTES),
  segments: (number) => count(number, SEGMENTS),
  packets: (number) => count(number, PACKETS),
  conversations: (number) => count(number, CONVERSATIONS),
  times: (number) => count(number, TIMES),
  duration: (nanoseconds) => time(durationText(nanoseconds)),
  list(items) {
    if (items.length < 2) return items.join("");
    return `${items.slice(0, -1).join(", ")} ${withAnd(items[items.length - 1]!)}`;
  },
  either(items) {
    if (items.length < 2) return items.join("");
    return `${items.slice(0, -1).join(", ")} או ${items[items.length - 1]}`;
  },
  code: isolate,
};

/** `וחותמות`, `ו־15`: the letter joins a Hebrew word, and is tied to anything else by a maqaf. */
function withAnd(item: string): string {
  return (/^[\u05d0-\u05ea]/.test(item) ? "ו" : "ו\u05be") + item;
}
