import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { loadAll } from "../../../src/cli/line/command.ts";
import { COMMANDS } from "../../../src/cli/commands/registry.ts";
import { commandHelp, programHelp } from "../../../src/cli/line/help.ts";
import { parseInvocation } from "../../../src/cli/line/parse.ts";
import { BUGS } from "../../../src/cli/line/version.ts";
import { layParagraphs, wrap } from "../../../src/output/paragraphs.ts";
import { assertGolden } from "../golden.ts";
import { SAMPLE } from "./sample_command.ts";

Deno.test("commandHelp() shows usage, grouped options and examples in eighty columns", async () => {
  await assertGolden("cli/sample_help_80.txt", commandHelp(SAMPLE, { columns: 80, colour: false }));
});

Deno.test("commandHelp() wraps to forty columns when the terminal is narrow", async () => {
  const help = commandHelp(SAMPLE, { columns: 40, colour: false });
  await assertGolden("cli/sample_help_40.txt", help);
});

Deno.test("commandHelp() never shows a hidden flag", () => {
  assert(!commandHelp(SAMPLE, { columns: 80, colour: false }).includes("secret"));
});

Deno.test("wrap() keeps a word that is longer than the line whole", () => {
  assertEquals(wrap("a bb cccccccccc d", 4), ["a bb", "cccccccccc", "d"]);
  assertEquals(wrap("", 10), []);
});

Deno.test("layParagraphs() joins running lines and keeps the columns of indented ones", () => {
  const text = "Some words\nthat run on.\n\nA list:\n  one    is short\n  three  is so long that it is wrapped";
  assertEquals(layParagraphs(text, 30), [
    "",
    "Some words that run on.",
    "",
    "A list:",
    "  one    is short",
    "  three  is so long that it is",
    "         wrapped",
  ]);
});

Deno.test("programHelp() lists every command but the hidden ones, and says where to report bugs", () => {
  const help = programHelp(COMMANDS, { columns: 80, colour: false });
  for (const { name, hidden } of COMMANDS) {
    assertEquals(new RegExp(`^  ${name} `, "m").test(help), !hidden, name);
  }
  assert(help.includes(BUGS));
});

for (const command of await loadAll(COMMANDS)) {
  Deno.test(`tcplab ${command.name} --help fits eighty columns, explains every flag and gives examples`, () => {
    const help = commandHelp(command, { columns: 80, colour: false });
    const examples = command.examples.map(({ line }) => line);
    for (const line of help.split("\n")) {
      assert(line.length <= 80 || examples.includes(line.trim()), `${line.length} columns: ${line}`);
    }
    if (!command.hidden) assert(command.examples.length > 0, "a command has an example");
    assert(/^[A-Z].*[^.]$/.test(command.summary), `summary: ${command.summary}`);
    for (const [key, flag] of Object.entries(command.flags)) {
      const beginsWithChoice = flag.choices?.some((choice) => flag.help.startsWith(`${choice}:`));
      const isSentence = /^[A-Z0-9].*[^.]$/s.test(flag.help) || beginsWithChoice;
      assert(isSentence, `${key}: sentence case, no final period: ${flag.help}`);
      if (!flag.hidden) {
        assertStringIncludes(help.replace(/\s+/g, " "), flag.help.replace(/\s+/g, " ").replace(/\)$/, ""));
      }
    }
  });

  Deno.test(`tcplab ${command.name}'s examples are lines its parser takes`, () => {
    for (const { line } of command.examples) {
      for (const words of invocationsIn(line, command.name)) parseInvocation(command, words);
    }
  });
}

/** The arguments of each `tcplab NAME` in a line of shell, quotes removed. */
function invocationsIn(line: string, name: string): string[][] {
  const parts = line.match(/(?:"[^"]*"|'[^']*'|[^|;&<>()])+/g) ?? [];
  return parts.flatMap((part) => {
    const words = part.trim().match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
    const at = words.findIndex((word) => word.endsWith("tcplab"));
    if (at < 0 || words[at + 1] !== name) return [];
    return [words.slice(at + 2).map((word) => word.replace(/^(["'])(.*)\1$/s, "$2"))];
  });
}
