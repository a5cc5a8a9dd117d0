/** What is said of a kernel's congestion window, in Hebrew. */
import { durationText } from "../text/duration.ts";
import { isolate } from "../text/isolate.ts";
import { time } from "./grammar.ts";
import type { KernelWords } from "../kinds/kernel_words.ts";

const n = (value: number) => isolate(String(value));
const at = (packet: number) => packet === 0 ? "אחר כך" : `עד חבילה ${n(packet)}`;
const share = (part: number, whole: number) => isolate(`${Math.round((part / whole) * 100)}%`);

export const HEBREW_KERNEL: KernelWords = {
  heading: "מה שאומרות הליבות",
  began: (end, { segments, bytes }) =>
    `הליבה של ${end === "client" ? "הלקוח" : "השרת"} מתחילה בחלון עומס של ${n(segments)} סגמנטים (${n(bytes)} בתים): ` +
    "כל כך הרבה מותר שיהיה בדרך בלי אישור.",
  grew: ({ from, to, packet, slowStart }) =>
    `${at(packet)} החלון גדל מ־${n(from)} ל־${n(to)}: ` +
    (slowStart
      ? `בהתחלה איטית כל סגמנט שאושר מתיר לשלוח עוד אחד (${isolate("RFC 5681, סעיף 3.1")}).`
      : "מעל סף ההתחלה האיטית הוא גדל בסגמנט אחד בערך בכל הלוך ושוב, או כפי שקובע אלגוריתם בקרת העומס."),
  fell({ from, to, packet, threshold, why }) {
    const limit = threshold === null ? "" : `, וסף ההתחלה האיטית הוא ${n(threshold)}`;
    const reason = {
      loss: `הליבה רואה בסגמנט שאבד סימן לעומס (${isolate("RFC 5681, סעיף 3.2")})`,
      timeout: `טיימר השידור החוזר פקע, והליבה מתחילה מחדש (${isolate("RFC 5681, סעיף 3.1")})`,
      mark: `הליבה שמעה על עומס, או שלא היה לה מה לשלוח זמן מה (${
        isolate("RFC 3168, סעיף 6.1.2, RFC 5681, סעיף 4.1")
      })`,
    }[why];
    return `${at(packet)} החלון ירד מ־${n(from)} ל־${n(to)}${limit}: ${reason}.`;
  },
  spent({ busy, receiver, buffer, again }) {
    const waits = [
      ...(receiver > 0 ? [`${share(receiver, busy)} מן הזמן עצר אותה החלון של המקבל`] : []),
      ...(buffer > 0 ? [`${share(buffer, busy)} מן הזמן היה חוצץ השליחה שלה מלא`] : []),
    ];
    const held = waits.length === 0 ? "" : `; ${waits.join(", ")}`;
    const resent = again === 0 ? "" : `; סגמנטים שנשלחו שוב: ${n(again)}`;
    return `היו לה נתונים לשלוח או נתונים שחיכו לאישור במשך ${time(durationText(busy * 1e6))}${held}${resent}.`;
  },
};
