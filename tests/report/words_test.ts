import { assert, assertEquals } from "@std/assert";
import { VERDICTS } from "../../src/analysis/analysed_packet.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { sourceText } from "../source_text.ts";
import { render } from "./sample_report.ts";
import { mixedCapture } from "./sample_capture.ts";
import { assertGolden } from "../cli/golden.ts";

const ENGLISH = tablesOf("en").report;
const HEBREW = tablesOf("he").report;

/** The words of a table by their path; functions are called with numbered arguments, so that each must show up. */
function texts(table: object, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === "string") found.set(path + key, value);
    else if (typeof value === "function") found.set(path + key, value("7771", "7772", "7773", "7774"));
    else for (const [inner, text] of texts(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

Deno.test("both languages have every word, and use the same values in it", () => {
  const [english, hebrew] = [texts(ENGLISH), texts(HEBREW)];
  assertEquals([...hebrew.keys()].sort(), [...english.keys()].sort());
  const values = (text: string): string[] => [...text.matchAll(/777\d/g)].map(([value]) => value).sort();
  for (const [key, text] of english) {
    if (!key.endsWith("Count")) assertEquals(values(hebrew.get(key)!), values(text), key);
  }
});

Deno.test("every word is used by a format", () => {
  const sources = sourceText(new URL("../../src/report/", import.meta.url));
  const unused = Object.keys({ ...ENGLISH, ...ENGLISH.summary, ...ENGLISH.columns }).filter((key) =>
    !new RegExp(`\\b${key}\\b`).test(sources)
  );
  assertEquals(unused, []);
});

Deno.test("every verdict has words in both languages", () => {
  for (const words of [ENGLISH, HEBREW]) assertEquals(Object.keys(words.verdicts).sort(), [...VERDICTS].sort());
});

Deno.test("Hebrew words are Hebrew", () => {
  const same = [...texts(HEBREW)].filter(([key, text]) => texts(ENGLISH).get(key) === text && text !== "");
  const wanted = /^(columns\.|clientLetter|serverLetter)/;
  assertEquals(same.map(([key]) => key).filter((key) => !wanted.test(key)), []);
  assert(/[\u05d0-\u05ea]/.test(HEBREW.packets));
});

for (const name of ["text", "summary", "md", "ladder"] as const) {
  Deno.test(`--format ${name} prints Hebrew`, async () => {
    await assertGolden(`report/mixed.he.${name}`, render(mixedCapture(), name, { words: HEBREW }));
  });
}
