/** What `tcplab lab` says around a run, in Hebrew. */
import { isolate } from "../text/isolate.ts";
import type { LabWords } from "../kinds/lab_words.ts";

export const HEBREW_LAB: LabWords = {
  link: (road) => `הקו: ${road}.`,
  linkTimes: "זמנה של חבילה הוא הזמן שבו יצאה מן השולח: בין סגמנט לתשובה עליו עוברת דרך אחת, לא הלוך־חזור.",
  otherSeed: "אותו seed נותן אותן תקלות, seed אחר נותן אחרות",
  loopback: "הממשק loopback של המחשב הזה, בלי דבר באמצע",
  loopbackWarning: "כאן אין דבר בין התוכניות, ולכן ייתכן שמה שהתרחיש בא להראות לא יקרה: להלן מה שקרה.",
  loopbackDiffers: (difference) =>
    `על הממשק loopback זה לא היה השיעור של התרחיש: ${isolate(difference)}. מה שנראה מסופר למעלה; ` +
    `בין שני מארחים (בלי ${isolate("--loopback")}) הוא בא כמובטח.`,
  next: "מה לנסות עכשיו",
  asPromised: "כל החבילות באו כפי שהתרחיש אומר.",
  asExpected: (statements) => statements === 1 ? "כמצופה: טענה אחת מתקיימת." : `כמצופה: ${statements} טענות מתקיימות.`,
  series: {
    run: "הרצה",
    time: "זמן",
    packets: "חבילות",
    sentAgain: "שוב",
    lost: "אבדו",
    waitedFor: "חיכו בעיקר ל",
    result: "תוצאה",
    fine: {
      expectation: "כמצופה",
      lesson: "כפי שהתרחיש אומר",
      client: `הלקוח הסתיים ב-${isolate("0")}`,
      end: "הגיעה לסופה",
    },
    of: (good, runs) => `${good} מתוך ${runs}`,
    together: (good, runs) => {
      const unseen = `דבר אחר לא נבדק: ${isolate("--expect")} אומר מה צריך להיות.`;
      return {
        expectation: `${good} מתוך ${runs} הרצות היו כמצופה.`,
        lesson: `${good} מתוך ${runs} הרצות היו כפי שהתרחיש אומר.`,
        client: `ב-${good} מתוך ${runs} הרצות הלקוח הסתיים בקוד יציאה ${isolate("0")}. ${unseen}`,
        end: `${good} מתוך ${runs} הרצות הגיעו לסופן. ${unseen}`,
      };
    },
  },
  ended: (end, { code, signal }) => {
    const who = end === "client" ? "הלקוח" : "השרת";
    return signal === null
      ? `${who} הסתיים בקוד יציאה ${isolate(String(code))}.`
      : `${who} הופסק על ידי ${isolate(signal)}.`;
  },
  stayedHome: (server) =>
    `החיבורים שלו לא יצאו מהמארח שלו: הוא פנה ל-${isolate("127.0.0.1")}, ל-${
      isolate("localhost")
    } או לכתובת של עצמו, ` +
    `והשרת נמצא במארח אחר. עליו להתחבר לשם ${isolate("server")}, או ל-${isolate(server)}.`,
  stopped: `ההרצה הופסקה: להלן מה שקרה עד אז (${isolate("Ctrl-C")} נוסף ידלג על כך).`,
  serverStopped: "השרת עוד רץ כשהלקוח הסתיים, והופסק.",
  overrun: (end, packets) => {
    const whose = end === "client" ? "הלקוח" : "השרת";
    const what = packets === 1 ? "חבילה אחת" : `${packets} חבילות`;
    return `הממשק של ${whose} השליך ${what} לפני שהגיעו לקו: המחשב הזה איטי מדי למה ש${whose} שלח. ${
      isolate("--rate")
    } מגביל זאת.`;
  },
};
