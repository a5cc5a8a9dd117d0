import { assertEquals } from "@std/assert";
import { matchesOutput, missingText } from "./code_blocks.ts";

Deno.test("missingText() ignores numbers, widths and line ends, and nothing else", () => {
  const printed = "  0.010866  ├─── SYN  seq 0 ──────▶\n  0.2  received: b'World'\nA longer\nsentence.\n";
  const cases: { input: string; expected: string[] }[] = [
    { input: "  0.2  ├─ SYN  seq 17 ─▶\n…\n", expected: [] },
    { input: "  0.2 received: b'World'\n  0.2  ├─ SYN  seq 17 ─▶\n…\nA longer sentence.\n", expected: [] },
    { input: "  0.2 received: b'world'\n", expected: ["  0.2 received: b'world'\n"] },
    { input: "A longer sentenc\n", expected: ["A longer sentenc\n"] },
  ];
  for (const { input, expected } of cases) assertEquals(missingText(input, printed), expected);
});

Deno.test("matchesOutput() lets … stand for what differs from run to run", () => {
  const cases: { input: [string, string]; expected: boolean }[] = [
    { input: ["a\nb\n", "a\nb\n"], expected: true },
    { input: ["a\nb\n", "a\n"], expected: false },
    { input: ["port …\n", "port 41234\n"], expected: true },
    { input: ["port …!\n", "port 41234\n!\n"], expected: false },
    { input: ["a\n…\nz\n", "a\nb\nc\nz\n"], expected: true },
    { input: ["a\n…\nz\n", "a\nz\n"], expected: true },
    { input: ["a\n…\n", "a\nb\n"], expected: true },
    { input: ["(x)\n", "x\n"], expected: false },
  ];
  for (const { input, expected } of cases) assertEquals(matchesOutput(...input), expected, input.join(" / "));
});
