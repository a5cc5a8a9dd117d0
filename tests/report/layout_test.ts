import { assert, assertEquals } from "@std/assert";
import { centre, clip, flow, padLeft, padRight, textWidth, wrap } from "../../src/output/layout.ts";

Deno.test("wrap() breaks at spaces, cuts what is too long, and keeps a number with its unit", () => {
  const table: { text: string; width: number; expected: string[] }[] = [
    { text: "", width: 10, expected: [""] },
    { text: "one two three", width: 7, expected: ["one two", "three"] },
    { text: "one two three", width: 100, expected: ["one two three"] },
    { text: "abcdefghij", width: 4, expected: ["abcd", "efgh", "ij"] },
    { text: "first\nsecond line", width: 8, expected: ["first", "second", "line"] },
    { text: "it took 20.8 µs in all", width: 12, expected: ["it took", "20.8 µs in", "all"] },
    { text: "it took 2 min 12 s in all", width: 14, expected: ["it took", "2 min 12 s in", "all"] },
    { text: "it took 3 h 5 min of it", width: 13, expected: ["it took", "3 h 5 min of", "it"] },
    { text: "it lies 907 days before", width: 12, expected: ["it lies", "907 days", "before"] },
    { text: "wait 5 s", width: 6, expected: ["wait", "5 s"] },
    { text: "1 segment", width: 3, expected: ["1", "seg", "men", "t"] },
    { text: "שלום עולם", width: 4, expected: ["שלום", "עולם"] },
  ];
  for (const { text, width, expected } of table) assertEquals(wrap(text, width), expected, text);
});

Deno.test("wrap() loses no character and keeps to the width, whatever the text", () => {
  const text = "The quick   brown fox, 12 ms later, jumps over the lazy dog: supercalifragilisticexpialidocious. ";
  for (let width = 1; width < 50; width++) {
    const lines = wrap(text.repeat(2), width);
    assert(lines.every((line) => textWidth(line) <= width), String(width));
    assertEquals(lines.join("").replaceAll(" ", ""), text.repeat(2).replaceAll(" ", ""));
  }
});

Deno.test("textWidth() counts columns, not code units", () => {
  assertEquals(["abc", "é", "e\u0301", "\u{1F600}", "\u2066x\u2069", "──▶"].map(textWidth), [3, 1, 1, 2, 1, 3]);
  assertEquals(["漢字", "ｗｉｄｅ", "한글", "שלום", "…"].map(textWidth), [4, 8, 4, 4, 1]);
  assertEquals([padRight("漢", 4), clip("漢字漢字", 5)], ["漢  ", "漢字…"]);
});

Deno.test("padRight(), padLeft(), centre() and clip() fill or cut to the width", () => {
  assertEquals([padRight("ab", 4), padLeft("ab", 4), centre("ab", 5)], ["ab  ", "  ab", " ab  "]);
  assertEquals([padRight("abcde", 4), clip("abcde", 4), clip("abcd", 4), clip("abc", 0)], [
    "abcde",
    "abc…",
    "abcd",
    "",
  ]);
});

Deno.test("flow() keeps pieces whole and every line within the width", () => {
  const pieces = ["alpha", "beta", "a longer piece", "x"].map((plain) => ({ plain, inked: `<${plain}>` }));
  assertEquals(flow(pieces, 12), ["<alpha>, <beta>,", "a longer", "piece, <x>"]);
  assertEquals(flow(pieces, 40), ["<alpha>, <beta>, <a longer piece>, <x>"]);
  assertEquals(flow([], 10), []);
});

Deno.test("wrap() and clip() close an isolate where a line ends, and wrap() opens it again on the next", () => {
  assertEquals(wrap("אב \u2066ack 21 = 1 + 20\u2069 גד", 12), ["אב \u2066ack 21 =\u2069", "\u20661 + 20\u2069 גד"]);
  assertEquals(wrap("\u2067א \u2066b c\u2069\u2069", 4), ["\u2067א \u2066b\u2069\u2069", "\u2067\u2066c\u2069\u2069"]);
  assertEquals(clip("\u2067אבגדה\u2069", 4), "\u2067אבג\u2069…");
});
