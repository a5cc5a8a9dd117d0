/** Sentences with placeholders. */
import { assertEquals } from "@std/assert";
import { compile, placeholdersOf } from "../../src/language/text/template.ts";
import { durationText } from "../../src/language/text/duration.ts";

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

Deno.test("durationText() keeps about three digits in the best unit, and counts whole minutes, hours and days", () => {
  const cases: readonly { input: number; expected: string }[] = [
    { input: 0, expected: "0 ns" },
    { input: 66, expected: "66 ns" },
    { input: 1000, expected: "1.00 µs" },
    { input: 5712, expected: "5.71 µs" },
    { input: 20818, expected: "20.8 µs" },
    { input: 137340, expected: "137 µs" },
    { input: 41_000_000, expected: "41.0 ms" },
    { input: 5_000_700_000, expected: "5.00 s" },
    { input: 119_000_000_000, expected: "119 s" },
    { input: 999.4, expected: "999 ns" },
    { input: 999.5, expected: "1.00 µs" },
    { input: 9_994, expected: "9.99 µs" },
    { input: 9_995, expected: "10.0 µs" },
    { input: 99_949, expected: "99.9 µs" },
    { input: 99_950, expected: "100 µs" },
    { input: 999_499, expected: "999 µs" },
    { input: 999_500, expected: "1.00 ms" },
    { input: 999_499_999, expected: "999 ms" },
    { input: 999_500_000, expected: "1.00 s" },
    { input: 119_499_999_999, expected: "119 s" },
    { input: 119_500_000_000, expected: "2 min" },
    { input: 132_000_000_000, expected: "2 min 12 s" },
    { input: 3_599_499_999_999, expected: "59 min 59 s" },
    { input: 3_599_500_000_000, expected: "1 h" },
    { input: 86_399_000_000_000, expected: "24 h" },
    { input: 863_000_000_000_000, expected: "239 h 43 min" },
    { input: 864_000_000_000_000, expected: "10 days" },
    { input: 1_306_029 * 60e9, expected: "907 days" },
    { input: -300_000_000_000, expected: "-5 min" },
    { input: -1500, expected: "-1.50 µs" },
  ];
  for (const { input, expected } of cases) {
    assertEquals(durationText(input), expected);
  }
});
