/**
 * The labels of reports in Hebrew. A line of numbers (a packet's row, a heading, a ladder) stays left to right, so that
 * its columns and arrows keep their order: Hebrew in it is set apart by isolates. Lines of prose run from right to left,
 * and there the numbers are set apart.
 */
import { isolate as ltr } from "../text/isolate.ts";
import type { ReportWords } from "../kinds/report_words.ts";
import { HEBREW_APPLICATION } from "./application.ts";
import { time } from "./grammar.ts";

/** Hebrew within a line that runs from left to right. */
function rtl(text: string): string {
  return `\u2067${text}\u2069`;
}

/** The same without its isolate, for a line of prose. */
function bare(text: string): string {
  return text.replace(/^\u2067(.*)\u2069$/, "$1");
}

/** A counted noun: the forms for one and two hold their number, the third follows it. */
function counted(count: string, [one, two, many]: readonly [one: string, two: string, many: string]): string {
  return count === "1" ? one : count === "2" ? two : `${ltr(count)} ${many}`;
}

export const HEBREW_REPORT: ReportWords = {
  direction: "rtl",
  code: ltr,
  packets: "חבילות",
  explanations: "הסברים",
  stories: "החיבורים",
  capture: "ההקלטה",
  findings: "כדאי לשים לב",
  advice: "עצה:",
  certain: "ודאי",
  grouped: (count) => `נאמרים כקבוצות תחת "כדאי לשים לב" ולא אחד אחד: ${ltr(count)} חיבורים.`,
  likewise: (conversations) => `כך גם חיבורים ${ltr(conversations)}: ${ltr("--stream N")} מספר על אחד מהם.`,
  packetList: (packets, one) => rtl(`${one ? "חבילה" : "חבילות"} ${ltr(packets)}`),
  client: rtl("לקוח"),
  server: rtl("שרת"),
  clientLetter: "C",
  serverLetter: "S",
  columns: {
    number: rtl("מס׳"),
    seconds: rtl("שניות"),
    utc: rtl(`זמן ${ltr("(UTC)")}`),
    stream: rtl("חיבור"),
    direction: rtl("מאת, אל"),
    source: rtl("מקור"),
    destination: rtl("יעד"),
    flags: rtl("דגלים"),
    seq: "Seq",
    ack: "Ack",
    length: "Len",
    window: rtl("חלון"),
    inFlight: rtl("בדרך"),
    roundTrip: "RTT",
    acks: rtl("מאשרת"),
    notes: rtl("הערות"),
    analysis: rtl("ניתוח"),
    codes: rtl("הוסבר כ"),
  },
  packetCount: (count) => counted(count, ["חבילה אחת", "שתי חבילות", "חבילות"]),
  conversationCount: (count) =>
    counted(count, [`חיבור ${ltr("TCP")} אחד`, `שני חיבורי ${ltr("TCP")}`, `חיבורי ${ltr("TCP")}`]),
  segmentCount: (count) => counted(count, ["סגמנט אחד", "שני סגמנטים", "סגמנטים"]),
  byteCount: (count) => rtl(counted(count, ["בית אחד", "שני בתים", "בתים"])),
  over: (duration) => `במשך ${time(duration)}`,
  from: (moment) => `החל ב־${ltr(`${moment} UTC`)}`,
  conversation: (stream) => rtl(`חיבור ${stream}`),
  stream: (stream) => rtl(`חיבור ${stream}`),
  packet: (number) => rtl(`חבילה ${number}`),
  acknowledges: (packet, after) => rtl(`מאשרת את חבילה ${packet} אחרי ${time(after)}`),
  acknowledgesPart: (packet, after) => rtl(`מאשרת חלק מחבילה ${packet} אחרי ${time(after)}`),
  duplicateAckOf: (count, packet) => rtl(`אישור כפול מס׳ ${count} של חבילה ${packet}`),
  cutShort: (offset, reason) => rtl(`בית ${offset}: ${ltr(reason)}`),
  damaged: (offset, reason) => `הקובץ פגום בבית ${ltr(offset)}: ${ltr(reason)}. הדוח מכיל את מה שלפניו.`,
  otherTraffic: {
    list: (items) => `חבילות שאינן ${ltr("TCP")}, בשמן ובמספרן בלבד: ${items}`,
    item: (name, packets) => `${ltr(name)} ${ltr(packets)}`,
    probably: (name, packets) => `קרוב לוודאי ${ltr(name)} ${ltr(packets)}`,
    others: (packets) => `אחרות ${ltr(packets)}`,
  },
  noTcp: `אין ${ltr("TCP")} בהקלטה הזאת: אין מה להסביר.`,
  nothingShown: "אף חבילה אינה מתאימה למבוקש.",
  columnsLeftOut: (heads) => `הושמטו מחוסר מקום: ${heads}. צינור או קובץ מקבלים את כולן.`,
  noPackets: "אין בהקלטה חבילות.",
  shown: (selected) => `מוצג: ${ltr(selected)}`,
  silence: (duration) => rtl(`שתיקה של ${time(duration)}`),
  certainty: { certain: "", likely: "קרוב לוודאי", possible: "אפשרי" },
  wire: {
    lost: "אבדה על הקו",
    duplicated: "הקו הכפיל אותה",
    held: "הקו עיכב אותה",
    corrupted: "נפגמה על הקו",
    dropped: "התור זרק אותה",
    marked: "התור סימן אותה",
    blocked: "תיבה באמצע עצרה אותה",
    injected: "תיבה באמצע יצרה אותה",
  },
  verdicts: {
    retransmission: rtl("שידור חוזר"),
    fast_retransmission: rtl("שידור חוזר מהיר"),
    spurious_retransmission: rtl("שידור חוזר מיותר"),
    out_of_order: rtl("שלא לפי הסדר"),
    lost_segment: rtl("חסר סגמנט לפניה"),
    ack_lost_segment: rtl("מאשרת סגמנט שלא הוקלט"),
    duplicate_ack: rtl("אישור כפול"),
    window_update: rtl("עדכון חלון"),
    window_full: rtl("חלון מלא"),
    zero_window: rtl("חלון אפס"),
    zero_window_probe: rtl("גישוש של חלון אפס"),
    zero_window_probe_ack: rtl("תשובה לגישוש של חלון אפס"),
    keep_alive: rtl("בדיקת חיים"),
    keep_alive_ack: rtl("תשובה לבדיקת חיים"),
    reused_ports: rtl("אותם פורטים שוב"),
    partial_ack: rtl("אישור חלקי"),
    tfo_syn: rtl(`${ltr("SYN")} של ${ltr("Fast Open")}`),
    tfo_ack: rtl(`${ltr("ACK")} של ${ltr("Fast Open")}`),
  },
  application: HEBREW_APPLICATION,
  summary: {
    opened: "פתיחה",
    sent: (end) => `ה${bare(end)} שלח`,
    roundTrip: "הלוך־חזור",
    losses: "נשלח שוב",
    closed: "סגירה",
    unusual: "חריג",
    time: "זמן",
    handshake: (duration) => `לחיצת יד משולשת, הושלמה אחרי ${time(duration)}`,
    unanswered: `${ltr("SYN")} בלי תשובה`,
    refused: `סירוב: על ה־${ltr("SYN")} ענה ${ltr("RST")}`,
    answeredOnly: "לחיצת היד הוקלטה רק בחלקה",
    otherHalfUnseen: `לחיצת יד משולשת, כפי שמראה ה־${ltr("ACK")} של הלקוח; דבר מן השרת לא הוקלט`,
    midStream: "לפני תחילת ההקלטה",
    rolesBy: {
      "syn": "",
      "syn-ack": `הלקוח והשרת זוהו לפי ה־${ltr("SYN,ACK")}`,
      "lower-port": "השרת הוא ניחוש: הפורט הנמוך",
      "first-packet": "הלקוח הוא ניחוש: מי ששלח את החבילה הראשונה",
    },
    nothingSent: `${ltr("0")} בתים`,
    inSegments: (bytes, segments, largest) => `${bare(bytes)} בתוך ${segments}${largest}`,
    roundTrips: (mean, least, most, count) =>
      `ממוצע ${time(mean)}, הקצר ביותר ${time(least)}, הארוך ביותר ${time(most)} (נמדדו ${ltr(count)})`,
    noRoundTrip: "לא אושרו נתונים",
    nothingLost: `${ltr("0")} סגמנטים`,
    retransmitted: (count, fromClient, fromServer) => `${count} (לקוח: ${ltr(fromClient)}, שרת: ${ltr(fromServer)})`,
    finBy: (end, packet) => `${ltr("FIN")} מן ה${bare(end)} (חבילה ${ltr(String(packet))})`,
    resetBy: (end, packet) => `${ltr("RST")} מן ה${bare(end)} (חבילה ${ltr(String(packet))})`,
    then: ", ואחר כך ",
    stillOpen: "לא בתוך ההקלטה",
    times: (name, count) => `${bare(name)} (${ltr(count)})`,
    inOrder: (count) => `${ltr(count)} בסגירה מסודרת`,
    byReset: (count) => `${ltr(count)} באיפוס`,
    notCaptured: (count) => `${ltr(count)} לא בתוך ההקלטה`,
    at: (moment) => `החל ב־${ltr(moment)}`,
    largest: (bytes) => `, הגדול ביותר ${ltr(bytes)}`,
    initial: (duration) => `לחיצת יד ${time(duration)}`,
    all: (count) => `כל החיבורים יחד (${ltr(count)})`,
    beyond: (count) =>
      count === "1"
        ? `ועוד חיבור אחד; ${ltr("--stream N")} מציג אותו`
        : `ועוד ${ltr(count)} חיבורים; ${ltr("--stream N")} מציג אחד מהם`,
    further: (count) => count === "1" ? "עוד חיבור אחד" : `עוד ${ltr(count)} חיבורים, מסוכמים יחד`,
  },
};
