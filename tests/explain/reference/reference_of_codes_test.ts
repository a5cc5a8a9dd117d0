/** docs/codes.md has every code, with an example: made from the golden texts, which the tests before this one write. */
import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { CODES } from "../../../src/explain/words/codes.ts";
import { codeReference } from "./code_reference.ts";

const CHAPTER = fromFileUrl(new URL("../../../docs/codes.md", import.meta.url));

Deno.test("docs/codes.md has every code in its order, with what was said once", async () => {
  const made = await codeReference();
  if (Deno.env.get("UPDATE_GOLDEN") === "1") await Deno.writeTextFile(CHAPTER, made);
  const chapter = await Deno.readTextFile(CHAPTER);
  const sections = [...chapter.matchAll(/^### (\S+)\n\n\*\*.+\n.+\n\n> (.+)\n/gm)];
  const wrong = "UPDATE_GOLDEN=1 deno test -A tests/explain writes it anew";
  assertEquals(
    sections.map(([, code]) => code),
    [...CODES],
    wrong,
  );
  // Its words are those that are said now; numbers are those of the captures as they were.
  const lines = (text: string) => text.replaceAll(/\d+/g, "#").split("\n");
  const [now, then] = [lines(made), lines(chapter)];
  assertEquals(then.filter((line) => !now.includes(line)), [], wrong);
  assertEquals(now.filter((line) => !then.includes(line)), [], wrong);
});
