/**
 * The page's own words, in each language. A word may hold places, `{name}`, that `fill` and `fillMarkup` put values in.
 * The tables have the same keys by their type, and a test holds them to the same places.
 */
import { tablesOf } from "../../../language/all_tables.ts";
import type { Language } from "../../../language/language.ts";
import type { PageWords } from "../../../language/en/page_words.ts";
import { grouped } from "../../words/times.ts";
import { escapeText, Markup } from "./markup.ts";

/** The page's words in a language. */
export function wordsOf(language: Language): PageWords {
  return tablesOf(language).page;
}

export function directionOf(language: Language): "ltr" | "rtl" {
  return tablesOf(language).direction;
}

/** Puts values into a word, as plain text; in Hebrew each is isolated, so that a number keeps its place in the line. */
export function fill(word: string, values: Readonly<Record<string, string | number>>): string {
  const put = RIGHT_TO_LEFT.test(word) ? isolate : (text: string) => text;
  return word.replace(/\{(\w+)\}/g, (_, name: string) => put(written(name, values[name] ?? "")));
}

/** Places of numbers that name something: these have no thousands to set apart, for nobody counts them. */
const NAMING: ReadonlySet<string> = new Set(["number", "packet", "stream", "seq", "ack"]);

function written(name: string, value: string | number): string {
  return typeof value === "number" && !NAMING.has(name) ? grouped(value) : String(value);
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/** The direction of a text by the letters it has. */
export function directionIn(text: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.test(text) ? "rtl" : "ltr";
}

/** The same as markup: texts are escaped and isolated with `bdi`, markup stays as it is. */
export function fillMarkup(word: string, values: Readonly<Record<string, string | number | Markup>>): Markup {
  const pieces = word.split(/\{(\w+)\}/);
  return new Markup(
    pieces.map((piece, i) => {
      if (i % 2 === 0) return escapeText(piece);
      const value = values[piece] ?? "";
      return value instanceof Markup ? value.text : `<bdi>${escapeText(written(piece, value))}</bdi>`;
    }).join(""),
  );
}

/** First-strong isolate around a value, U+2068 and U+2069: invisible where nothing runs the other way. */
function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}
