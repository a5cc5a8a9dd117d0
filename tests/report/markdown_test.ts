import { assertEquals } from "@std/assert";
import { escapeMarkdown } from "../../src/report/text/markdown.ts";

Deno.test("escapeMarkdown() lets no text be taken for markup, and keeps code as code", () => {
  const table: { input: string; expected: string }[] = [
    { input: "plain text, 1 + 1 = 2", expected: "plain text, 1 + 1 = 2" },
    { input: "a*b_c|d", expected: "a\\*b\\_c\\|d" },
    { input: "<b>&amp;", expected: "\\<b\\>&amp;amp;" },
    { input: "`a*b` and *c*", expected: "`a*b` and \\*c\\*" },
    { input: "`x|y`", expected: "`x\\|y`" },
    { input: "lone ` here", expected: "lone \\` here" },
    { input: "# no heading", expected: "\\# no heading" },
    { input: "- no list", expected: "\\- no list" },
    { input: "1. no list", expected: "1\\. no list" },
    { input: "[a](b) $x$ ~y~", expected: "\\[a\\](b) \\$x\\$ \\~y\\~" },
  ];
  for (const { input, expected } of table) assertEquals(escapeMarkdown(input), expected);
});
