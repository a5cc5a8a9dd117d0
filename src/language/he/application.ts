/** What a summary says of names and TLS in Hebrew. */
import type { ApplicationWords } from "../kinds/application_words.ts";
import { isolate as ltr, isolateTable } from "../text/isolate.ts";
import { time as span } from "./grammar.ts";
import { TLS_ALERTS } from "./explanations/application.ts";

export const HEBREW_APPLICATION: ApplicationWords = {
  labels: { name: "שם", alert: "התראת TLS" },
  asked: (name, asker, before, packet) =>
    `${ltr(name)}, לפי שאילתת ${ltr("DNS")} של ${ltr(asker)}, ${span(before)} לפני כן (חבילה ${ltr(String(packet))})`,
  answered: (name, asker, before, packet) =>
    `${ltr(name)}, לפי תשובת ${ltr("DNS")} אל ${ltr(asker)}, ${span(before)} לפני כן (חבילה ${ltr(String(packet))})`,
  lookup: (time) => `, התשובה אחרי ${span(time)}`,
  also: (names) => `; גם ${ltr(names)}`,
  noAnswer: `${ltr("ClientHello")}, בלי ${ltr("ServerHello")} בהקלטה`,
  refused: `${ltr("ClientHello")}, והתשובה התראה`,
  plainAnswer: (packet) => `${ltr("ClientHello")}, אבל חבילה ${ltr(String(packet))} עונה בפרוטוקול אחר`,
  forName: (name) => `אל ${ltr(name)}`,
  offers: (protocols) => `מציע ${ltr(protocols)}`,
  resumed: "המשך של שיחה קודמת",
  retried: `התבקש ${ltr("ClientHello")} אחר`,
  handshake: (time, roundTrips) => `לחיצת יד ${span(time)}, הלוך־חזור: ${ltr(String(roundTrips))}`,
  alert: (end, packet) => `${end}, חבילה ${ltr(String(packet))}`,
  hidden: "מוצפנת",
  alerts: isolateTable(TLS_ALERTS),
  preface: (packet) => `בלי ${ltr("TLS")}, החל בחבילה ${ltr(String(packet))}`,
};
