/** What `--format conversations` says in Hebrew. */
import { isolate as ltr } from "../text/isolate.ts";
import { time as span } from "./grammar.ts";
import type { ConversationWords } from "../kinds/conversation_words.ts";

export const HEBREW_CONVERSATIONS: ConversationWords = {
  columns: {
    capture: "הקלטה",
    stream: "#",
    client: "לקוח",
    server: "שרת",
    name: "שם השרת",
    start: "התחלה",
    duration: "משך",
    packets: "חבילות",
    toServer: "אל השרת",
    toClient: "אל הלקוח",
    rate: "קצב",
    again: "שוב",
    rtt: "RTT",
    state: "מה קרה",
    lost: "זמן אבוד",
    cause: "גורם עיקרי",
    findings: "ממצאים",
  },
  states: {
    S0: "ללא מענה",
    S1: "עדיין פתוח",
    SF: "נסגר",
    REJ: "סורב",
    S2: "הלקוח סגר",
    S3: "השרת סגר",
    RSTO: "הלקוח איפס",
    RSTR: "השרת איפס",
    RSTOS0: "SYN ואז RST",
    RSTRH: "SYN,ACK ואז RST",
    SH: "SYN ואז FIN",
    SHR: "SYN,ACK ואז FIN",
    OTH: "הפתיחה לא נראתה",
  },
  none: "-",
  overview: {
    title: "כדאי לשים לב",
    nothing: "אף חיבור אינו בולט.",
    took: (duration, bytes) => `${span(duration)}, ${bytes}`,
    lost: (time, cause) => `${span(time)} אבדו: ${cause}`,
    again: (segments, one) => one ? "סגמנט אחד נשלח שוב" : `${ltr(segments)} סגמנטים נשלחו שוב`,
    roundTrip: (time) => `הלוך־חזור ${span(time)}`,
    goOn: "כדי להמשיך:",
    one: "חיבור אחד, חבילה אחר חבילה",
    where: "לאן הלך הזמן שלו, ומה יעזור",
    look: "הכול, בדפדפן",
    everything: "כל חבילה, כמו בהקלטה קטנה",
    list: "כל חיבור בשורה",
    follows: (packets) => `כל ${ltr(packets)} החבילות באות להלן, כמו עם ${ltr("--all")}, שמשמיט את הסקירה הזאת.`,
  },
  further: (count) =>
    count === "1"
      ? `ועוד חיבור אחד; ${ltr("--top N")} מציג גם אותו.`
      : `ועוד ${ltr(count)} חיבורים; ${ltr("--top N")} מציג יותר מהם.`,
  leftOut: (columns) => `עמודות שלא נכנסו: ${columns} (${ltr("--columns")} בוחר, ${ltr("--width")} מפנה מקום).`,
  groups: {
    tries: (count, client, server) => `${ltr(count)} ניסיונות של ${ltr(client)} אל ${ltr(server)} שלא הניבו דבר`,
    scan: (count, client, server) => `${ltr(count)} ניסיונות של ${ltr(client)} בפורטים של ${ltr(server)} שלא הניבו דבר`,
    flood: (count, server) => `${ltr(count)} ניסיונות של לקוחות רבים אל ${ltr(server)} שלא הניבו דבר`,
    repeated: (count, client, server) => `${ltr(count)} דומות מ־${ltr(client)} אל ${ltr(server)}`,
  },
};
