/** What `tcplab pair` says in Hebrew. */
import type { ChangeFigures, LostWays, PairWords } from "../kinds/pair_words.ts";
import { isolate as ltr } from "../text/isolate.ts";
import { time } from "./grammar.ts";

const shown = ({ packets, count, packet, capture }: ChangeFigures): string =>
  count === 1
    ? `חבילה ${ltr(packet)} של ${ltr(capture)}`
    : `${ltr(packets)} חבילות, הראשונה היא ${ltr(packet)} של ${ltr(capture)}`;

const SAME_DATA = `אותם נתונים, אבל בחיבור נפרד בכל צד: יש מתווך (${ltr("proxy")}) באמצע, או שאותו דבר נשלח פעמיים.`;

const [TO_SERVER, TO_CLIENT] = ["מהלקוח לשרת", "מהשרת ללקוח"];

function lostWays({ fromClient, fromServer }: LostWays): string {
  if (fromServer === "0") return `, בדרך ${TO_SERVER}`;
  if (fromClient === "0") return `, בדרך ${TO_CLIENT}`;
  return `: ${ltr(fromClient)} ${TO_SERVER}, ${ltr(fromServer)} ${TO_CLIENT}`;
}

export const HEBREW_PAIR: PairWords = {
  changes: {
    "nat": (f) => `תרגום כתובות: ${ltr(f.before)} ב־${ltr("A")} היא ${ltr(f.after)} ב־${ltr("B")}.`,
    "mss-clamped": (f) =>
      `ה־${ltr("MSS")} שמציע ${ltr("SYN")} הוקטן מ־${ltr(f.before)} ל־${ltr(f.after)} (${shown(f)}).`,
    "ttl": (f) => `מספר הדילוגים היה ${ltr(f.before)} ביציאה ו־${ltr(f.after)} בהגעה: יש נתבים ביניהם.`,
    "window-scale-removed": (f) => `האפשרות ${ltr("window scale")} הוסרה (${shown(f)}).`,
    "sack-removed": (f) => `אפשרויות ה־${ltr("SACK")} הוסרו (${shown(f)}).`,
    "timestamps-removed": (f) => `אפשרות חותמות הזמן הוסרה (${shown(f)}).`,
    "option-changed": (f) => `אפשרות של ${ltr("TCP")} שונתה (${shown(f)}).`,
    "sequence-shift": (f) =>
      `המספרים הסידוריים הוזזו: ב־${ltr("B")} אלה של הלקוח גדולים ב־${ltr(f.before)} מאשר ב־${
        ltr("A")
      }, ואלה של השרת ב־${ltr(f.after)}.`,
    "ecn-cleared": (f) => `סיביות ה־${ltr("ECN")} אופסו (${shown(f)}).`,
    "dscp-changed": (f) => `ה־${ltr("DSCP")} שונה מ־${ltr(f.before)} ל־${ltr(f.after)} (${shown(f)}).`,
    "rst-injected": (f) => `הגיע ${ltr("RST")} שהקצה השני לא שלח: משהו בדרך שלח אותו (${shown(f)}).`,
    "resegmented": (f) => `סגמנטים נחתכו מחדש, בכרטיס הרשת או בדרך (${shown(f)}).`,
    "vlan": (f) =>
      f.before === ""
        ? `נוסף תג ${ltr("VLAN")}: ${ltr(f.after)}.`
        : f.after === ""
        ? `תג ה־${ltr("VLAN")} ${ltr(f.before)} הוסר.`
        : `תג ה־${ltr("VLAN")} ${ltr(f.before)} הוחלף ב־${ltr(f.after)}.`,
    "corrupted": (f) => `סיביות התהפכו בדרך: החבילה הגיעה עם סכום ביקורת שגוי (${shown(f)}).`,
    "proxy": () => SAME_DATA,
  },
  unrelated:
    "אין לשתי ההקלטות דבר במשותף: אף חבילה של האחת אינה בשנייה. שתיהן צריכות להיות מאותו זמן, בדרכם של אותם חיבורים.",
  same: `${ltr("A")} ו־${ltr("B")} הן אותה הקלטה: אותן חבילות באותם זמנים.`,
  proxy: `${SAME_DATA} אין חבילה שאפשר לעקוב אחריה.`,
  doubling: (capture) => `ב־${ltr(capture)} יש חבילות פעמיים, כמו במתג שמשקף שני פורטים: כל אחת נספרת פעם אחת.`,
  swapped: `${ltr("A")} הוקלטה קרוב יותר לשרת: מה ששלח הלקוח נראה ב־${ltr("B")} קודם.`,
  clock: {
    ahead: (by, error) => `השעון של ${ltr("B")} מקדים את של ${ltr("A")} ב־${time(by)}, פחות או יותר ${time(error)}`,
    behind: (by, error) => `השעון של ${ltr("B")} מפגר אחרי של ${ltr("A")} ב־${time(by)}, פחות או יותר ${time(error)}`,
    gains: (ppm) => `; הוא ממהר ב־${ltr(`${ppm} ppm`)}.`,
    loses: (ppm) => `; הוא מאט ב־${ltr(`${ppm} ppm`)}.`,
    unknownDrift: "; אם הוא ממהר או מאט, הקלטה קצרה כזאת אינה אומרת.",
    set: (by, more, at) =>
      `שעון כוון ב־${ltr(at)} של ${ltr("A")}: משם הזמנים של ${ltr("B")} ${more ? "גדולים" : "קטנים"} ב־${
        time(by)
      }. כל הזמנים והעיכובים כאן הם בלי זה.`,
    setOf: (capture, by, forward, at) =>
      `השעון של ${ltr(capture)} ${forward ? "הוקדם" : "הוחזר"} ב־${time(by)} ב־${ltr(at)} של ${
        ltr("A")
      }. כל הזמנים והעיכובים כאן הם בלי זה.`,
    unbounded:
      "אי אפשר לדעת מה ההפרש בין השעונים: רק חבילות של כיוון אחד נמצאות בשתי ההקלטות, או שאחד השעונים כוון בינתיים.",
  },
  nothingLost: "אף חבילה לא אבדה ביניהן.",
  lost: (count, total, ways) =>
    (count === "1"
      ? `חבילה אחת מתוך ${ltr(total)} אבדה ביניהן`
      : `${ltr(count)} מתוך ${ltr(total)} חבילות אבדו ביניהן`) + `${lostWays(ways)}.`,
  undecided: (count) =>
    count === "1"
      ? "על חבילה אחת ההקלטות אינן אומרות אם אבדה או לא הוקלטה."
      : `על ${ltr(count)} חבילות ההקלטות אינן אומרות אם אבדו או לא הוקלטו.`,
  noChange: "אף חבילה לא שונתה ביניהן.",
  lonely: {
    between: (protocol, client, server) => `${ltr(protocol)}, לקוח ${ltr(client)}, שרת ${ltr(server)}`,
    only: (ends, capture, packets) =>
      `${ends}: רק ב־${ltr(capture)}, ${packets === "1" ? "חבילה אחת" : `${ltr(packets)} חבילות`}`,
    reasons: {
      "not-running": (capture) => `; ${ltr(capture)} לא הקליטה באותו זמן.`,
      "unanswered": (capture) => `; דבר לא חזר: נחסם או אבד לפני שהגיע אל ${ltr(capture)}, או נשלח בדרך אחרת.`,
      "refused": (capture) => `; נענה רק באיפוסים: משהו לפני ${ltr(capture)} סירב לו.`,
      "elsewhere": (capture) => `; ב־${ltr(capture)} אין דבר אחר משני המחשבים האלה: דרך אחרת, או מסנן של ההקלטה.`,
      "not-captured": (capture) =>
        `; ב־${
          ltr(capture)
        } יש חבילות אחרות של שני המחשבים: היא החמיצה את אלה, או שהן עברו בדרך אחרת, או שהפורטים שלהן שונו.`,
    },
    more: (count, capture) => `ועוד ${ltr(count)} רק ב־${ltr(capture)}.`,
  },
  further: (count) =>
    count === "1"
      ? `ועוד חיבור אחד; ${ltr("--top N")} מציג גם אותו.`
      : `ועוד ${ltr(count)} חיבורים; ${ltr("--top N")} מציג יותר מהם.`,
  ends: { client: "לקוח", server: "שרת" },
  labels: {
    conversation: "חיבור",
    captures: "הקלטות",
    clocks: "שעונים",
    losses: "אובדן",
    changes: "שינויים",
    alone: "לבד",
    direction: "מאת",
    sent: "נשלחו",
    arrived: "הגיעו",
    lost: "אבדו",
    undecided: "לא הוכרע",
    duplicated: "פעמיים",
    reordered: "באיחור",
    notCaptured: "לא הוקלטו",
    delay: "השהיה: קטנה, חציון, גדולה",
    numbers: (what, capture, numbers) => `${what}, חבילות של ${ltr(capture)}: ${ltr(numbers)}`,
  },
  page: {
    title: "שתי הקלטות של אותה תעבורה",
    ladder: "בדרך",
    ladderHelp:
      "חץ יוצא בזמן שבו החבילה הוקלטה בצד השולח, ומגיע בזמן שבו הוקלטה בצד המקבל: שניהם בזמנם האמיתי. חץ שנגמר " +
      "באיקס אבד בין השתיים. הזמנים הם של השעון של כל הקלטה, בשניות מאז השנייה הראשונה שלה.",
    delays: "השהיות בכיוון אחד",
    delaysHelp: "מהקלטה להקלטה, כמה זמן הייתה כל חבילה בדרך; איקס הוא חבילה שאבדה.",
    fromTo: (from, to) => `מן ה${from} אל ה${to}`,
    clockOf: (capture) => `השעון של ${ltr(capture)}`,
    left: (count) => `${ltr(count)} חבילות שהגיעו אינן מוצגות`,
    passings: {
      "arrived": "הגיעה",
      "recut": "הגיעה, חתוכה מחדש",
      "corrupted": "הגיעה פגומה",
      "lost": "אבדה",
      "undecided": "אבדה או לא הוקלטה",
      "not-captured": "הוקלטה בצד אחד בלבד",
      "injected": "נשלחה על ידי משהו בדרך",
      "copy": "עותק שנוצר בדרך",
    },
  },
};
