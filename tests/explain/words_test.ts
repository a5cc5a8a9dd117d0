/** The tables of the languages: the same keys, the same numbers in each sentence, nothing missing and nothing left over. */
import { assert, assertEquals } from "@std/assert";
import { CODES } from "../../src/explain/words/codes.ts";
import { ENGLISH_SENTENCES, ENGLISH_TITLES } from "../../src/language/en/explanations.ts";
import { HEBREW_SENTENCES, HEBREW_TITLES } from "../../src/language/he/explanations.ts";
import { IMPLICIT } from "../../src/language/en/explanation_words.ts";
import { sourceText } from "../source_text.ts";
import { placeholdersOf } from "../../src/language/text/template.ts";

type Table = Readonly<Record<string, string>>;

/** Each table of English, and the same table of every other language. */
const TABLES: readonly { name: string; english: Table; others: Readonly<Record<string, Table>> }[] = [
  { name: "sentences", english: ENGLISH_SENTENCES, others: { he: HEBREW_SENTENCES } },
  { name: "titles", english: ENGLISH_TITLES, others: { he: HEBREW_TITLES } },
];

/** The values a sentence needs; how it names the two ends is each language's own affair. */
function valuesOf(text: string): string[] {
  const implicit: readonly string[] = IMPLICIT;
  return [...new Set(placeholdersOf(text))].filter((name) => !implicit.includes(name)).toSorted();
}

for (const { name, english, others } of TABLES) {
  for (const [language, table] of Object.entries(others)) {
    Deno.test(`${name} in ${language} have the keys of the English ones, none missing and none more`, () => {
      assertEquals(Object.keys(table).toSorted(), Object.keys(english).toSorted());
    });

    Deno.test(`${name} in ${language} tell the same values as the English ones, sentence by sentence`, () => {
      for (const [key, text] of Object.entries(english)) {
        assertEquals(valuesOf(table[key] ?? ""), valuesOf(text), `values of ${key} in ${language}`);
      }
    });

    Deno.test(`${name} in ${language} are not left in English`, () => {
      for (const [key, text] of Object.entries(table)) {
        const same = text === english[key];
        assert(!same || !/[a-z]{3}/.test(text.replace(/\{\w+\}/g, "")), `${key} is the English text: ${text}`);
      }
    });
  }
}

Deno.test("tablesOf() holds no sentence and no title that nothing asks for", () => {
  const text = sourceText(new URL("../../src/explain/", import.meta.url));
  const codes: readonly string[] = CODES;
  const unused = [
    ...Object.keys(ENGLISH_SENTENCES).filter((key) => !text.includes(`"${key}"`)),
    ...Object.keys(ENGLISH_TITLES).filter((key) => !codes.includes(key) && !text.includes(`"${key}"`)),
  ];
  assertEquals(unused, []);
});

Deno.test("placeholdersOf() finds a missing value where a translation forgets one", () => {
  assertEquals(valuesOf("{Sender} sends {bytes}, seq {seq}"), ["bytes", "seq"]);
  assertEquals(valuesOf("{receiver} מקבל {bytes}"), ["bytes"]);
});
