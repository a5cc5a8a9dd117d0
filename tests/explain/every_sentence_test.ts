/** Every sentence and every title stands in a golden text: what nothing makes the explainer say, no test would miss. */
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import type { SentenceKey } from "../../src/language/en/explanation_words.ts";
import { tablesOf } from "../../src/language/all_tables.ts";
import { placeholdersOf } from "../../src/language/text/template.ts";
import { GOLDEN } from "../cli/golden.ts";

/** Sentences that no conversation is known to call for, with what they are there for. */
const UNSAID: Readonly<Partial<Record<SentenceKey, string>>> = {
  "lost.unknown": "analysis sees a jump in numbers that the explainer's own count does not have",
};

function textsBelow(folder: string): string {
  return [...Deno.readDirSync(folder)].map(({ name, isDirectory }) => {
    const path = join(folder, name);
    if (isDirectory) return textsBelow(path);
    return name.endsWith(".he.txt") ? "" : Deno.readTextFileSync(path);
  }).join("\n");
}

/** Whether a line of the text holds the sentence, whatever its values are. */
function isSaid(sentence: string, text: string): boolean {
  const parts = placeholdersOf(sentence).reduce((rest, name) => rest.replace(`{${name}}`, "\0"), sentence).split("\0");
  const pattern = new RegExp(parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".{0,300}?"));
  // Few lines hold the longest of its parts: the pattern is tried on those.
  const longest = parts.toSorted((a, b) => b.length - a.length)[0]!;
  for (let at = text.indexOf(longest); at >= 0; at = text.indexOf(longest, at + 1)) {
    if (pattern.test(text.slice(text.lastIndexOf("\n", at) + 1, text.indexOf("\n", at)))) return true;
  }
  return false;
}

Deno.test("every sentence and every title is said in a golden text", () => {
  const { sentences, titles } = tablesOf("en").explanations;
  const said = textsBelow(join(GOLDEN, "explain"));
  const unsaid = Object.entries(sentences).filter(([, sentence]) => !isSaid(sentence, said));
  assertEquals(unsaid.map(([key]) => key).sort(), Object.keys(UNSAID).sort());
  assertEquals(Object.values(titles).filter((title) => !said.includes(title)), []);
});
