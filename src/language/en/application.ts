/** What a summary says of names and TLS in English. */
import type { ApplicationWords } from "../kinds/application_words.ts";
import { TLS_ALERTS } from "./explanations/application.ts";

export const ENGLISH_APPLICATION: ApplicationWords = {
  labels: { name: "name", alert: "TLS alert" },
  asked: (name, asker, before, packet) => `${name}, asked by ${asker} ${before} before (packet ${packet})`,
  answered: (name, asker, before, packet) => `${name}, answered to ${asker} ${before} before (packet ${packet})`,
  lookup: (time) => `, answered after ${time}`,
  also: (names) => `; also ${names}`,
  noAnswer: "ClientHello, no ServerHello captured",
  refused: "ClientHello, answered with an alert",
  plainAnswer: (packet) => `ClientHello, but packet ${packet} answers with something else`,
  forName: (name) => `for ${name}`,
  offers: (protocols) => `offers ${protocols}`,
  resumed: "earlier session taken up",
  retried: "another ClientHello asked for",
  handshake: (time, roundTrips) =>
    `handshake ${time}, ${roundTrips === 1 ? "1 round trip" : `${roundTrips} round trips`}`,
  alert: (end, packet) => `${end}, packet ${packet}`,
  hidden: "encrypted",
  alerts: TLS_ALERTS,
  preface: (packet) => `without TLS, from packet ${packet} on`,
};
