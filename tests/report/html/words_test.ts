import { assertEquals } from "@std/assert";
import { fill, fillMarkup } from "../../../src/report/html/words.ts";
import { ENGLISH } from "../../../src/language/en/page.ts";
import { HEBREW } from "../../../src/language/he/page.ts";

const places = (word: string): string[] => [...word.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

Deno.test("HEBREW has the words of ENGLISH, with the same places", () => {
  assertEquals(Object.keys(HEBREW).sort(), Object.keys(ENGLISH).sort());
  for (const key of Object.keys(ENGLISH) as (keyof typeof ENGLISH)[]) {
    assertEquals(places(HEBREW[key]), places(ENGLISH[key]), key);
  }
});

Deno.test("every word is used by the page", async () => {
  let source = "";
  for await (const entry of Deno.readDir("src/report/html")) {
    if (entry.name.endsWith(".ts") && !entry.name.startsWith("words_")) {
      source += await Deno.readTextFile(`src/report/html/${entry.name}`);
    }
  }
  // A packet's fate is the key of the words for it.
  const known = new Set(["dropped", "corrupted", "duplicated"]);
  const unused = Object.keys(ENGLISH).filter((key) =>
    !known.has(key) && !new RegExp(`words\\.${key}\\b|"${key}"`).test(source)
  );
  assertEquals(unused, []);
});

Deno.test("HEBREW has no place where English was left standing", () => {
  const alike = Object.keys(ENGLISH).filter((key) =>
    HEBREW[key as keyof typeof ENGLISH] === ENGLISH[key as keyof typeof ENGLISH]
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
