import { assert, assertEquals } from "@std/assert";
import { parseInvocation } from "../../src/cli/line/parse.ts";
import { COMMANDS } from "../../src/cli/commands/registry.ts";
import { CODES } from "../../src/explain/words/codes.ts";
import { VERDICTS } from "../../src/analysis/analysed_packet.ts";
import { parsePattern } from "../../src/expectation/pattern.ts";
import { SCENARIOS } from "../../src/lab/scenarios/registry.ts";

Deno.test("every scenario has a name of its own, a lesson, and a promise that can be checked", async (t) => {
  assertEquals(new Set(SCENARIOS.map(({ name }) => name)).size, SCENARIOS.length);
  for (const { name, title, teaches, expect, codes = [], verdicts = [], next } of SCENARIOS) {
    await t.step(name, () => {
      assert(title.length > 20 && title.length < 100 && !title.endsWith("."), title);
      assert(teaches.length > 80);
      assert(next.length > 0);
      for (const pattern of expect ?? []) assert(parsePattern(pattern).length > 0);
      assert(expect !== null);
      for (const code of codes) assert((CODES as readonly string[]).includes(code), code);
      for (const verdict of verdicts) assert((VERDICTS as readonly string[]).includes(verdict), verdict);
    });
  }
});

Deno.test("every line a scenario suggests is one that tcplab takes", async () => {
  for (const { line } of SCENARIOS.flatMap(({ next }) => next)) {
    const [program, name, ...args] = line.split(" ");
    const command = COMMANDS.find((known) => known.name === name);
    assert(program === "tcplab" && command !== undefined, line);
    const { positionals } = parseInvocation(await command.load(), args);
    if (name === "lab") assert(SCENARIOS.some((scenario) => scenario.name === positionals[0]), line);
  }
});
