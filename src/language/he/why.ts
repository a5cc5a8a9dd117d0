/** What `tcplab why` says in Hebrew. */
import type { RemedyFigures, VerdictFigures, WhyWords } from "../kinds/why_words.ts";
import { isolate as ltr } from "../text/isolate.ts";
import { time as span } from "./grammar.ts";

const took = ({ time, share, total }: VerdictFigures): string => `${span(time)} מתוך ${span(total)} (${ltr(share)})`;
const packetList = (packets: string): string => `${/^\d+$/.test(packets) ? "חבילה" : "חבילות"} ${ltr(packets)}`;
const idle = (end: string, f: VerdictFigures): string =>
  f.outcome === "corked"
    ? `סוף של הודעה חיכה אצל ה${end} במשך ${took(f)}: סגמנטים מלאים בלי ${ltr("PSH")}, והשאר ${
      ltr("200 ms")
    } אחריהם, כמו ` +
      `כשתוכנה מודיעה שיבוא עוד (${ltr("TCP_CORK")}, ${ltr("MSG_MORE")}) ודבר אינו בא.`
    : f.outcome === "unreachable"
    ? `דבר לא בא מה${end} במשך ${took(f)}, אף לא אישור ל־${ltr("FIN")} של הקצה השני, שנשלח שוב ושוב: ` +
      "המחשב שלו, או הדרך אליו, לא היו שם."
    : f.outcome === "upgraded"
    ? `אחרי המעבר לפרוטוקול אחר כל קצה מדבר כשיש לו מה לומר: ה${end} שתק במשך ${
      took(f)
    }, ואם מישהו חיכה לו החבילות אינן מגלות.`
    : f.outcome === "skipped"
    ? `לתוכנת ה${end} לא היה מה לשלוח במשך ${took(f)}, או שמה ששלחה אבד לפני מקום ההקלטה: מזהי ה־${
      ltr("IP")
    } של חבילותיה ממשיכים כאילו נשלחו בינתיים עוד כמה.`
    : `לתוכנת ה${end} לא היה מה לשלוח במשך ${took(f)}: ${ltr("TCP")} חיכה לה.`;
const uncorked = (f: RemedyFigures): string => `בשליחת סוף כל הודעה בלי לחכות לעוד: ${then(f)}.`;
const then = ({ time, total }: RemedyFigures): string => `${span(time)} במקום ${span(total)}`;
/** The opening came to nothing; null where it did not. */
const noOpening = (f: VerdictFigures): string | null => {
  if (f.outcome === "refused") return `החיבור נדחה: ${ltr("RST")} ענה ל־${ltr("SYN")} אחרי ${span(f.time)}.`;
  if (f.outcome === "barred") {
    return `${ltr("ICMP")} ענה ל־${ltr("SYN")} במקום השרת: לא היה אפשר למסור אותו, ולא קם חיבור.`;
  }
  if (f.outcome === "unanswered") {
    return `אין בהקלטה תשובה ל־${ltr("SYN")}: עברו ${span(f.time)}, ולא קם חיבור. אם ה־${
      ltr("SYN")
    } אבד, אם מסנן הפיל אותו או שאין שם איש, השתיקה אינה מגלה.`;
  }
  if (f.outcome === "half-open") {
    return `ה־${ltr("SYN,ACK")} של השרת לא אושר בהקלטה: עברו ${span(f.time)}, ולא קם חיבור.`;
  }
  return f.outcome === "reset"
    ? `הפתיחה ארכה ${took(f)}, ו־${ltr("RST")} סיים את החיבור לפני שנשלח בית של נתונים.`
    : null;
};

export const HEBREW_WHY: WhyWords = {
  named: {
    setUp: (parts) => `הקמה: ${parts}.`,
    name: (name, time, packets) => `פענוח השם ${ltr(name)} ארך ${span(time)} (${packetList(packets)}, לפני החיבור)`,
    opening: (time) => `הפתיחה ${span(time)}`,
    tls: (time, roundTrips, packets) =>
      `לחיצת היד של ${ltr("TLS")} ${span(time)}, ${
        roundTrips === 1 ? "הלוך־חזור אחד" : `${ltr(String(roundTrips))} הלוך־חזור`
      } (${packetList(packets)})`,
    answers: (parts) => `לשרת נדרשו ${parts}.`,
    answer: (request, time, status, packets) =>
      `${span(time)} לענות על ${ltr(request)} ב־${ltr(status)} (${packetList(packets)})`,
    pauses: (parts) => `ללקוח נדרשו ${parts}.`,
    pause: (request, time, packets) => `${span(time)} לפני ${ltr(request)} (${packetList(packets)})`,
  },
  causes: {
    "handshake": "פתיחה",
    "syn-retransmission": `${ltr("SYN")} נשלח שוב`,
    "client-application": "תוכנת הלקוח",
    "server-application": "תוכנת השרת",
    "round-trip": "הלוך־חזור",
    "slow-start": "התחלה איטית",
    "congestion-window": "חלון הגודש",
    "bandwidth": "רוחב הפס",
    "fast-recovery": "התאוששות מהירה",
    "retransmission-timeout": "טיימר אחרי אובדן",
    "receive-window": "חלון הקבלה",
    "send-buffer": "חוצץ השליחה",
    "delayed-ack": `${ltr("ACK")} מושהה`,
    "path-mtu": `${ltr("MTU")} של הנתיב`,
    "closing": "סגירה",
    "unknown": "לא ידוע",
  },
  verdicts: {
    "handshake": (f) =>
      noOpening(f) ??
        (f.outcome === "late"
          ? `הפתיחה ארכה ${took(f)}, הרבה יותר מהלוך־חזור בהמשך: אורך הנתיב לבדו אינו הסיבה.`
          : `הפתיחה ארכה ${took(f)}: הלוך־חזור אחד, כאורך הנתיב. אין תקלה.`),
    "syn-retransmission": (f) =>
      noOpening(f) ??
        `היה צורך לנסות את הפתיחה שוב, כי ה־${ltr("SYN")}, התשובה לו או ה־${ltr("ACK")} שלה לא התקבלו: ${took(f)}.`,
    "client-application": (f) => idle("לקוח", f),
    "server-application": (f) =>
      f.outcome === "unfinished"
        ? `השרת חיכה לבקשה, או להמשך של בקשה, שהלקוח לא שלח: ${took(f)}.`
        : f.outcome === "relayed"
        ? `לתוכנת השרת לא היה מה לשלוח במשך ${
          took(f)
        }, או שהנתיב לקח זמן זה: אישורים באו הרבה לפני שבאה התשובה לפתיחה, ` +
          "כאילו משהו בדרך שלח אותם במקום השרת."
        : idle("שרת", f),
    "round-trip": (f) =>
      f.outcome === "late"
        ? `נתונים ואישורים היו בדרך במשך ${
          took(f)
        }, ורוב הזמן הזה הלך על אישורים שבאו באיחור: טיימרים פקעו, אף שדבר לא אבד.`
        : `שאלות ותשובות היו בדרך במשך ${took(f)}: הנתיב ארוך, או שהחילופים רבים.`,
    "slow-start": (f) => `חלון הגודש עוד גדל במשך ${took(f)}: ההעברה קצרה ביחס לאורך הנתיב.`,
    "congestion-window": (f) =>
      f.lossSeen
        ? `חלון הגודש עיכב את השולח במשך ${took(f)}: אחרי אובדן הוא גדל לאט, והנתיב היה נושא יותר.`
        : `השולח התעכב במשך ${took(f)} ולא נראה אובדן: חלון הגודש שלו, חוצץ שליחה קטן, או קצב מכוון; ` +
          "החבילות אינן מגלות מה מהם.",
    "bandwidth": (f) => `הנתיב היה מלא במשך ${took(f)}: מהר ככל שהנתיב מאפשר${f.rate && `, ${ltr(f.rate)} של נתונים`}.`,
    "fast-recovery": (f) => `אובדנים תוקנו, בלי טיימר, במשך ${took(f)}.`,
    "retransmission-timeout": (f) =>
      f.outcome === "unacknowledged"
        ? `מה שנשלח נשלח שוב בכל פעם שפקע טיימר, ואין בהקלטה אישור שלו: ${took(f)}. אם הגיע, החבילות אינן מגלות.`
        : f.outcome === "gapped"
        ? `סגמנטים שנשלחו אחרי מה שאבד הגיעו, ובכל זאת דבר לא זז עד שפקע הטיימר, במשך ${
          took(f)
        }: מעט מדי אישורים סיפרו עליהם מכדי לתקן מיד, או שהשולח לא עשה בהם יותר.`
        : `מה שנשלח לא אושר, ודבר לא זז עד שפקע הטיימר: ${took(f)}.`,
    "receive-window": (f) =>
      f.outcome === "unready"
        ? `ה${f.end} הסכים לחיבור עם חלון של אפס, ועברו ${
          took(f)
        } עד שנפתח: הוא עוד לא רצה נתונים, או מאזן עומסים שלפניו.`
        : f.outcome === "unscaled"
        ? `חלון הקבלה של ה${f.end} היה מלא במשך ${took(f)}: הערך שלו הוא החלון שב־${
          ltr("SYN,ACK")
        } חלקי חזקה של שתיים, כמו בקצה שמכפיל את החלון, ולא סוכם על מכפיל. ייתכן שמשהו בדרך הוציא את האופציה הזאת מן הפתיחה.`
        : f.outcome === "capped"
        ? `חלון הקבלה של ה${f.end} היה מלא במשך ${took(f)}: הוא הציע כל מה שחלון יכול להציע בלי מכפיל, ${
          ltr("65,535")
        } בתים לכל הלוך־חזור, והתוכנה שלו עמדה בקצב.`
        : `חלון הקבלה של ה${f.end} היה מלא במשך ${took(f)}: התוכנה שלו קוראת לאט מדי, או שהחוצץ שלו קטן מדי לנתיב הזה.`,
    "send-buffer": (f) => `חוצץ השליחה של ה${f.end} עיכב את השולח במשך ${took(f)}: הוא קטן מקצב כפול הלוך־חזור.`,
    "delayed-ack": (f) => `האלגוריתם של ${ltr("Nagle")} חיכה לאישורים המושהים של ה${f.end}: ${took(f)}.`,
    "path-mtu": (f) =>
      `סגמנטים מלאים לא הגיעו, קטנים הגיעו: ${took(f)} הלכו על שליחתם שוב. ה־${
        ltr("MTU")
      } של הנתיב קטן ממה שהקצוות יודעים, ${
        f.outcome === "told" ? `ו־${ltr("ICMP")} בהקלטה אומר זאת` : `ואין בהקלטה ${ltr("ICMP")} שאומר זאת`
      }.`,
    "closing": (f) => {
      if (f.outcome === "reset") {
        return `כל הנתונים אושרו, ודבר לא נשאל ולא נענה עוד במשך ${took(f)} עד ש־${ltr("RST")} סיים את החיבור.`;
      }
      if (f.outcome === "cut") {
        return `התשובה האחרונה לא הושלמה, ודבר ממנה לא בא עוד במשך ${took(f)}: השרת הפסיק, או שמה ששלח לא הגיע עד כאן.`;
      }
      if (f.outcome === "over") return `שני הקצוות כבר סגרו; מה שבא ${span(f.time)} אחר כך לא שינה דבר.`;
      if (f.end === "") return `כל הנתונים אושרו, ושום קצה לא סגר את החיבור בתוך ההקלטה: ${took(f)}.`;
      return f.outcome === "kept"
        ? `כל הנתונים אושרו; בחיבור לא הייתה תעבורה (idle) במשך ${
          took(f)
        } עד שה${f.end} סגר אותו: אין זו תקלה, אם נשמר לבקשה הבאה.`
        : `כל הנתונים אושרו וקצה אחד סגר; ה${f.end} החזיק את החיבור פתוח במשך ${took(f)}.`;
    },
    "unknown": (f) => {
      if (f.outcome === "barred") return noOpening(f)!;
      if (f.outcome === "reset") return `אף בית לא נשלח בחיבור הזה לפני ש־${ltr("RST")} סיים אותו: ${took(f)}.`;
      if (f.outcome === "in-pieces") {
        return `רק חלקים של חבילות ${ltr("IP")} הגיעו, והחלקים האחרים שלהן לא הגיעו מעולם: ${
          took(f)
        }. משהו בדרך מפיל אותם.`;
      }
      return f.outcome === "unused"
        ? `אף בית לא נשלח בחיבור הזה, והחבילות אינן מגלות לשם מה הוחזק: ${took(f)}.`
        : `ההקלטה אינה אומרת על מה הלכו ${took(f)}.`;
    },
  },
  almost: (what, time, share) => `זמן קרוב לזה, ${ltr(time)} (${ltr(share)}), הלך על סיבה אחרת: ${what}.`,
  remedies: {
    "syn-retransmission": (f) => `לולא אבד ${ltr("SYN")}: ${then(f)}.`,
    "client-application": (f) =>
      f.outcome === "corked" ? uncorked(f) : `עם לקוח שהנתונים תמיד מוכנים אצלו: ${then(f)}.`,
    "server-application": (f) => f.outcome === "corked" ? uncorked(f) : `עם שרת שעונה מיד: ${then(f)}.`,
    "round-trip": (f) => `עם כל השאלות בחילוף אחד: ${then(f)}.`,
    "congestion-window": (f) => `בלי האובדנים: ${then(f)}.`,
    "fast-recovery": (f) => `בלי האובדנים: ${then(f)}.`,
    "retransmission-timeout": (f) =>
      f.outcome === "gapped" ? `בלי האובדנים: ${then(f)}.` : `בלי אובדן בסוף קבוצה: ${then(f)}.`,
    "receive-window": (f) =>
      f.bytes === ""
        ? `עם תוכנה אצל ה${f.end} שקוראת מהר ככל שהנתיב מביא: ${then(f)}.`
        : f.outcome === "capped"
        ? `עם מכפיל חלון (${ltr("window scaling")}), ששני הקצוות צריכים להציע, וחלון קבלה של ${
          ltr(f.bytes)
        } אצל ה${f.end} (קצב כפול הלוך־חזור): ${then(f)}.`
        : `עם חלון קבלה של ${ltr(f.bytes)} אצל ה${f.end} (קצב כפול הלוך־חזור), ותוכנה שקוראת באותו קצב: ${then(f)}.`,
    "send-buffer": (f) => `עם חוצץ שליחה של יותר מ־${ltr(f.bytes)} אצל ה${f.end} (קצב כפול הלוך־חזור): ${then(f)}.`,
    "delayed-ack": (f) => `עם ${ltr("TCP_NODELAY")}, או כשכל הודעה נכתבת בבת אחת: ${then(f)}.`,
    "path-mtu": (f) => `עם ${ltr("MSS")} שמתאים לנתיב: ${then(f)}.`,
    "closing": (f) => `בסגירה מיד אחרי הקצה השני: ${then(f)}.`,
  },
  ends: { client: "לקוח", server: "שרת" },
  capturedAt: {
    client: "הוקלט אצל הלקוח",
    server: "הוקלט אצל השרת",
    between: "הוקלט בין השניים",
    unknown: "מקום ההקלטה לא ידוע",
  },
  certainty: { certain: "ודאית", likely: "קרוב לוודאי", possible: "אפשרית" },
  labels: {
    verdict: "מסקנה",
    remedy: "שיפור אפשרי",
    cause: "מחכה ל",
    end: "קצה",
    time: "זמן",
    share: "חלק",
    packets: "חבילות",
    conversation: "חיבור",
    duration: "משך",
    spent: "חיכה ל",
  },
  code: span,
  packetList,
  part: (name, share) => `${name} ${ltr(share)}`,
  went: (parts) => `לאן הלך הזמן: ${parts}.`,
  sure: {
    certain: (verdict) => verdict,
    likely: (verdict) => `קרוב לוודאי: ${verdict}`,
    possible: (verdict) => `אולי: ${verdict}`,
  },
  besideKernel: (conversation, parts) => `מהחבילות של חיבור ${ltr(conversation)} לבדן עולה: ${parts}.`,
  noRemedy: "אין אצל הקצוות.",
  noTime: "בין החבילות שלו לא עבר זמן: אין על מה לדווח.",
  noTcp: `אין ${ltr("TCP")} בהקלטה הזאת: אין זמן שאפשר לנתח.`,
  further: (count) =>
    count === "1"
      ? `ועוד חיבור אחד; ${ltr("--top N")} מציג גם אותו.`
      : `ועוד ${ltr(count)} חיבורים; ${ltr("--top N")} מציג יותר מהם, ${ltr("--stream N")} אחד.`,
};
