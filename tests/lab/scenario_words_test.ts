/** The scenarios' words in Hebrew: all of them, with the same numbers and as many suggestions. */
import { assert, assertEquals } from "@std/assert";
import { inLanguage } from "../../src/lab/scenario_words.ts";
import { HEBREW_SCENARIOS } from "../../src/language/he/scenarios.ts";
import { SCENARIOS } from "../../src/lab/scenarios/registry.ts";

const numbers = (text: string): string[] => [...text.matchAll(/\d[\d.]*\d/g)].map(([n]) => n).toSorted();

Deno.test("inLanguage() has Hebrew for every scenario, and for nothing else", () => {
  assertEquals(Object.keys(HEBREW_SCENARIOS).toSorted(), SCENARIOS.map(({ name }) => name).toSorted());
});

Deno.test("inLanguage() tells the same numbers, and why each suggestion is worth trying", () => {
  for (const scenario of SCENARIOS) {
    const hebrew = inLanguage(scenario, "he");
    assertEquals(HEBREW_SCENARIOS[scenario.name]!.next.length, scenario.next.length, scenario.name);
    assertEquals(numbers(hebrew.title), numbers(scenario.title), scenario.name);
    assertEquals(numbers(hebrew.teaches), numbers(scenario.teaches), scenario.name);
    for (const text of [hebrew.title, hebrew.teaches, ...hebrew.next.map(({ why }) => why)]) {
      assert(/[\u05d0-\u05ea]/.test(text), text);
    }
    assertEquals(hebrew.next.map(({ line }) => line), scenario.next.map(({ line }) => line));
  }
});

Deno.test("inLanguage() leaves English, and a scenario of the user's own, as they are", () => {
  const [first] = SCENARIOS;
  assert(first !== undefined);
  assertEquals(inLanguage(first, "en"), first);
  const own = { ...first, title: "My own" };
  assertEquals(inLanguage(own, "he").title, "My own");
});
