/** What `tcplab view` says in Hebrew. */
import { isolate as ltr } from "../text/isolate.ts";
import type { ViewWords } from "../kinds/view_words.ts";

export const HEBREW_VIEW: ViewWords = {
  conversations: "חיבורים",
  packets: "חבילות",
  search: "חיפוש",
  filter: "סינון",
  apply: "החל",
  loading: "בטעינה ...",
  nothing: "אין התאמות.",
  changed: `הקובץ השתנה מאז שנפתח: יש להפעיל שוב את ${ltr("tcplab view")}.`,
  noSuchPage: "אין דף כזה.",
  keys: "מקשים",
  keyHelp: [
    ["j  k", "שורה אחת למטה, שורה אחת למעלה"],
    ["Enter", "פתיחת מה שנבחר"],
    ["/", "חיפוש"],
    ["f", "סינון"],
    ["g  G", "לשורה הראשונה, לאחרונה"],
    ["[  ]", "החיבור הקודם, החיבור הבא"],
    ["c", "רשימת החיבורים"],
    ["p", "כל החבילות"],
    ["s", "שמירת מה שמוצג"],
    ["?", "המקשים האלה"],
  ],
  close: "סגירה",
  previous: "הקודמת",
  next: "הבאה",
  allPackets: "כל החבילות",
  download: "שמירה",
  column: {
    number: "מס'",
    time: "זמן",
    from: "מאת",
    to: "אל",
    protocol: "פרוטוקול",
    length: "בתים",
    what: "מה זה",
    budget: "לאן הלך הזמן",
  },
  rows: (shown, all) => `${shown} מתוך ${all}`,
  shownPackets: (from, to, all) => `חבילות ${from} עד ${to} מתוך ${all}`,
  conversation: (stream) => `חיבור ${stream}`,
  longStory: `החיבור הזה ארוך כל כך שדפיו נקראים אחד אחד: כל חבילה מוסברת, ואת החיבור כולו מספרים ${
    ltr("tcplab explain")
  } ו־${ltr("tcplab why")}, בפקודה שלמטה.`,
  judging: (percent) => `בבדיקה לאן הלך הזמן: ${ltr(`${percent}%`)}`,
  following: (packets) => `במעקב, חבילות: ${packets}`,
  endings: {
    complete: (packets) => `ההקלטה הסתיימה, חבילות: ${packets}`,
    shorter: (packets) => `הקובץ התקצר ואינו במעקב עוד, חבילות: ${packets}`,
    replaced: (packets) => `הקובץ הוחלף או נמחק ואינו במעקב עוד, חבילות: ${packets}`,
  },
  gone: `${ltr("tcplab view")} הסתיים: הדף הזה לא יתעדכן עוד`,
};
