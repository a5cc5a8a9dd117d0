import { assertEquals } from "@std/assert";
import { printable } from "../../src/base/printable.ts";

Deno.test("printable() writes out what would steer a terminal, and nothing else", () => {
  const table: { input: string; expected: string }[] = [
    { input: "", expected: "" },
    { input: "plain text <b> ~", expected: "plain text <b> ~" },
    { input: "\x1b[31mred", expected: "\\x1b[31mred" },
    { input: "a\nb\r\tc", expected: "a\\nb\\r\\tc" },
    { input: "\0\x07\x7f", expected: "\\x00\\x07\\x7f" },
    { input: "\x80\x9b\x9f\xa0", expected: "\\x80\\x9b\\x9f\xa0" },
    { input: "\u202egnp.exe", expected: "\\u202egnp.exe" },
    { input: "שלום é 😀 …", expected: "שלום é 😀 …" },
    { input: "C:\\x1b", expected: "C:\\x1b" },
  ];
  for (const { input, expected } of table) assertEquals(printable(input), expected);
});
