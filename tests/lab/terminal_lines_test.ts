import { assertEquals } from "@std/assert";
import { TerminalLines } from "../../src/lab/own/terminal_lines.ts";

const TABLE: readonly { name: string; input: string; lines: readonly string[] }[] = [
  { name: "lines", input: "one\ntwo\n", lines: ["one", "two"] },
  { name: "a last line without its end", input: "one\ntwo", lines: ["one", "two"] },
  { name: "carriage returns at the end", input: "one\r\ntwo\r\n", lines: ["one", "two"] },
  { name: "a line written over itself", input: " 10 %\r 50 %\r100 %\n", lines: ["100 %"] },
  { name: "colours", input: "\x1b[1;31mred\x1b[0m and \x1b[38;5;4mblue\x1b[m\n", lines: ["red and blue"] },
  { name: "a window's title", input: "\x1b]0;title\x07text\n", lines: ["text"] },
  { name: "other control characters", input: "bell\x07 \x1bq \u202eturn\n", lines: ["bell\\x07 \\x1bq \\u202eturn"] },
  { name: "tabs", input: "a\tb\n\tc\n", lines: ["a       b", "        c"] },
  { name: "an empty line", input: "\n", lines: [""] },
  { name: "text that is not ASCII", input: "שלום\nπ\n", lines: ["שלום", "π"] },
];

function linesOf(bytes: Uint8Array, size: number): string[] {
  const lines = new TerminalLines();
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += size) found.push(...lines.push(bytes.subarray(at, at + size)));
  return [...found, ...lines.flush()];
}

Deno.test("TerminalLines gives lines that are safe to show, however the bytes are cut", async (t) => {
  for (const { name, input, lines } of TABLE) {
    await t.step(name, () => {
      const bytes = new TextEncoder().encode(input);
      for (const size of [1, 2, 3, 1000]) assertEquals(linesOf(bytes, size), lines, `${size} bytes at a time`);
    });
  }
});

Deno.test("TerminalLines keeps a line that never ends from filling the memory", () => {
  const lines = new TerminalLines();
  let longest = 0;
  for (let round = 0; round < 100; round++) {
    for (const line of lines.push(new Uint8Array(1000).fill(0x61))) longest = Math.max(longest, line.length);
  }
  assertEquals(longest, 2000);
});

Deno.test("TerminalLines takes bytes that are no text", () => {
  assertEquals(linesOf(Uint8Array.of(0xff, 0xfe, 0x41, 0x0a), 1), ["\ufffd\ufffdA"]);
});
