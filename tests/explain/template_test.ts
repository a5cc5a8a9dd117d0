/** Sentences with placeholders. */
import { assertEquals } from "@std/assert";
import { compile, placeholdersOf } from "../../src/language/text/template.ts";
import { durationParts } from "../../src/language/text/duration.ts";

Deno.test("compile() makes a sentence that puts values where the names stand", () => {
  const sentence = compile("The {sender} confirms {bytes}: {ack} = {from} + {bytes}.", { sender: "client" });
  assertEquals(sentence({ bytes: 5, ack: 6, from: 1 }), "The client confirms 5: 6 = 1 + 5.");
});

Deno.test("compile() keeps every text and name, however many", () => {
  for (let count = 0; count <= 8; count++) {
    const names = Array.from({ length: count }, (_, i) => `n${i}`);
    const sentence = compile(["<", ...names.map((name, i) => `{${name}}${i}`)].join("|"), {});
    const values = Object.fromEntries(names.map((name) => [name, name.toUpperCase()]));
    assertEquals(sentence(values), ["<", ...names.map((name, i) => `${name.toUpperCase()}${i}`)].join("|"));
  }
});

Deno.test("placeholdersOf() lists names in order", () => {
  assertEquals(placeholdersOf("{a} and {b} and {a}"), ["a", "b", "a"]);
});

Deno.test("durationParts() keeps about three digits in the best unit", () => {
  const cases: readonly { input: number; expected: string }[] = [
    { input: 0, expected: "0 ns" },
    { input: 66, expected: "66 ns" },
    { input: 1000, expected: "1.00 us" },
    { input: 5712, expected: "5.71 us" },
    { input: 20818, expected: "20.8 us" },
    { input: 137340, expected: "137 us" },
    { input: 41_000_000, expected: "41.0 ms" },
    { input: 5_000_700_000, expected: "5.00 s" },
    { input: 119_000_000_000, expected: "119 s" },
    { input: 300_000_000_000, expected: "5.00 min" },
    { input: -1500, expected: "-1.50 us" },
  ];
  for (const { input, expected } of cases) {
    const { value, unit } = durationParts(input);
    assertEquals(`${value} ${unit}`, expected);
  }
});
