/** What is said of a kernel's congestion window, in Hebrew. */
import { durationText } from "../text/duration.ts";
import { isolate } from "../text/isolate.ts";
import { time } from "./grammar.ts";
import type { KernelWords } from "../kinds/kernel_words.ts";

const n = (value: number) => isolate(String(value));
/** A section of an RFC, as it stands in a line of Hebrew. */
const section = (rfc: number, number: string) => `${isolate(`RFC ${rfc}`)}, סעיף ${isolate(number)}`;
const at = (packet: number) => packet === 0 ? "אחר כך" : `עד חבילה ${n(packet)}`;
const share = (part: number, whole: number) => isolate(`${Math.round((part / whole) * 100)}%`);

export const HEBREW_KERNEL: KernelWords = {
  heading: "מה שאומרים הגרעינים",
  began: (end, { segments, bytes }) =>
    `הגרעין של ${end === "client" ? "הלקוח" : "השרת"} מתחיל בחלון גודש של ${n(segments)} סגמנטים (${n(bytes)} בתים): ` +
    "כל כך הרבה מותר שיהיה בדרך בלי אישור.",
  grew: ({ from, to, packet, slowStart }) =>
    `${at(packet)} החלון גדל מ־${n(from)} ל־${n(to)}: ` +
    (slowStart
      ? `בהתחלה איטית כל סגמנט שאושר מתיר לשלוח עוד אחד (${section(5681, "3.1")}).`
      : "מעל סף ההתחלה האיטית הוא גדל בסגמנט אחד בערך בכל הלוך־חזור, או כפי שקובע אלגוריתם בקרת הגודש."),
  fell({ from, to, packet, threshold, why }) {
    const limit = threshold === null ? "" : `, וסף ההתחלה האיטית הוא ${n(threshold)}`;
    const reason = {
      loss: `הגרעין רואה בסגמנט שאבד סימן לעומס (${section(5681, "3.2")})`,
      timeout: `טיימר השידור החוזר פקע, והגרעין מתחיל מחדש (${section(5681, "3.1")})`,
      mark: `הגרעין שמע על עומס, או שלא היה לו מה לשלוח זמן מה (${section(3168, "6.1.2")}, ${section(5681, "4.1")})`,
    }[why];
    return `${at(packet)} החלון ירד מ־${n(from)} ל־${n(to)}${limit}: ${reason}.`;
  },
  spent({ busy, receiver, buffer, again }) {
    const waits = [
      ...(receiver > 0 ? [`${share(receiver, busy)} מן הזמן עצר אותו החלון של המקבל`] : []),
      ...(buffer > 0 ? [`${share(buffer, busy)} מן הזמן היה חוצץ השליחה שלו מלא`] : []),
    ];
    const held = waits.length === 0 ? "" : `; ${waits.join(", ")}`;
    const resent = again === 0 ? "" : `; סגמנטים שנשלחו שוב: ${n(again)}`;
    return `היו לו נתונים לשלוח או נתונים שחיכו לאישור במשך ${time(durationText(busy * 1e6))}${held}${resent}.`;
  },
};
