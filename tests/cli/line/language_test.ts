import { assertEquals } from "@std/assert";
import { languageOf } from "../../../src/cli/line/reader_language.ts";

Deno.test("languageOf() takes what was asked for, then LC_ALL, LC_MESSAGES and LANG, then the system, then English", () => {
  const table: { asked?: "en" | "he"; env: Record<string, string>; expected: "en" | "he" }[] = [
    { env: {}, expected: "en" },
    { env: { LANG: "he_IL.UTF-8" }, expected: "he" },
    { env: { LANG: "he" }, expected: "he" },
    { env: { LANG: "iw_IL" }, expected: "he" },
    { env: { LANG: "hello" }, expected: "en" },
    { env: { LANG: "de_DE.UTF-8" }, expected: "en" },
    { env: { LANG: "he_IL.UTF-8", LC_ALL: "C" }, expected: "en" },
    { env: { LANG: "C", LC_ALL: "", LC_MESSAGES: "he_IL" }, expected: "he" },
    { asked: "en", env: { LANG: "he_IL.UTF-8" }, expected: "en" },
    { asked: "he", env: { LANG: "C" }, expected: "he" },
  ];
  for (const { asked, env, expected } of table) {
    assertEquals(languageOf(asked, (name) => env[name], () => "en-US"), expected);
  }
});
