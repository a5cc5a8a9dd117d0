import { assertEquals } from "@std/assert";
import { citation } from "../../../src/report/html/text/citation.ts";
import { fill, fillMarkup, wordsOf } from "../../../src/report/html/text/page_words.ts";
import { sourceText } from "../../source_text.ts";
import { ENGLISH_PAGE } from "../../../src/language/en/page.ts";
import { HEBREW_PAGE } from "../../../src/language/he/page.ts";

const places = (word: string): string[] => [...word.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

Deno.test("HEBREW_PAGE has the words of ENGLISH_PAGE, with the same places", () => {
  assertEquals(Object.keys(HEBREW_PAGE).sort(), Object.keys(ENGLISH_PAGE).sort());
  for (const key of Object.keys(ENGLISH_PAGE) as (keyof typeof ENGLISH_PAGE)[]) {
    assertEquals(places(HEBREW_PAGE[key]), places(ENGLISH_PAGE[key]), key);
  }
});

Deno.test("every word is used by the page", () => {
  const source = sourceText(new URL("../../../src/report/html/", import.meta.url));
  // A packet's fate is the key of the words for it.
  const known = new Set(["dropped", "corrupted", "duplicated"]);
  const unused = Object.keys(ENGLISH_PAGE).filter((key) =>
    !known.has(key) && !new RegExp(`words\\.${key}\\b|"${key}"`).test(source)
  );
  assertEquals(unused, []);
});

Deno.test("HEBREW_PAGE has no place where English was left standing", () => {
  const alike = Object.keys(ENGLISH_PAGE).filter((key) =>
    HEBREW_PAGE[key as keyof typeof ENGLISH_PAGE] === ENGLISH_PAGE[key as keyof typeof ENGLISH_PAGE]
  );
  assertEquals(alike, ["seq", "ack", "raw", "stateOn"].filter((key) => alike.includes(key)));
});

Deno.test("fill() isolates each value in a line of Hebrew, and puts nothing unseen into English", () => {
  assertEquals(fill("packet {number} of {total}", { number: 3, total: 11 }), "packet 3 of 11");
  assertEquals(fill("חבילה {number}", { number: 3 }), "חבילה \u20683\u2069");
});

Deno.test("fillMarkup() escapes words and values", () => {
  assertEquals(fillMarkup("a < {b}", { b: "<i>" }).text, "a &lt; <bdi>&lt;i&gt;</bdi>");
});

Deno.test("citation() says what the numbers behind a document are", () => {
  const table = [
    ["RFC 9293 3.4.1, 3.5", "RFC 9293, sections 3.4.1, 3.5"],
    ["RFC 9293 3.7.4; RFC 896", "RFC 9293, section 3.7.4; RFC 896"],
    ["RFC 9293 3.6, figure 13", "RFC 9293, section 3.6, figure 13"],
    ["RFC 3360; RFC 5961", "RFC 3360; RFC 5961"],
  ];
  for (const [rfc, text] of table) assertEquals(citation(rfc!, wordsOf("en")), text);
  assertEquals(citation("RFC 9293 3.5", wordsOf("he")), "\u2068RFC 9293\u2069, סעיף \u20683.5\u2069");
});
