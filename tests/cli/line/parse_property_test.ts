import { assert, assertEquals } from "@std/assert";
import { UsageError } from "../../../src/base/failure.ts";
import { loadAll } from "../../../src/cli/line/command.ts";
import { COMMANDS } from "../../../src/cli/commands/registry.ts";
import { type Flag, optionName } from "../../../src/cli/line/flag.ts";
import { parseInvocation } from "../../../src/cli/line/parse.ts";
import { Random } from "../../random.ts";
import { SAMPLE } from "./sample_command.ts";

const JUNK = [
  "",
  "-",
  "--",
  "---",
  "-=",
  "--=",
  "=",
  "true",
  "false",
  "1e9",
  "NaN",
  "0x10",
  "-1",
  "5ms",
  "--no-",
  "\0",
  "é",
  "a b",
];
const WORDS = [...JUNK, "__proto__", "--constructor", "--toString=1", "-jjj", "-pp", "-p=", "--port.x=1", "v1", "v2"];

Deno.test("parseInvocation() gives typed values or a UsageError of one line, whatever the words", () => {
  const random = new Random(2026);
  const options = Object.keys(SAMPLE.flags).flatMap((key) => [`--${optionName(key)}`, `--no-${optionName(key)}`]);
  const words = [...WORDS, ...options];
  let accepted = 0;
  for (let round = 0; round < 5000; round++) {
    const word = () => random.chance(0.2) ? `${random.pick(words)}=${random.pick(words)}` : random.pick(words);
    const line = [...random.chance(0.8) ? ["v1"] : [], ...Array.from({ length: random.int(0, 4) }, word)];
    try {
      const { flags } = parseInvocation(SAMPLE, line);
      for (const [key, flag] of Object.entries(SAMPLE.flags)) checkType(key, flag, flags[key]);
      accepted++;
    } catch (error) {
      assert(error instanceof UsageError, `${JSON.stringify(line)}: ${error}`);
      assertEquals(/\n/.test(error.message), false, error.message);
    }
  }
  assert(accepted > 400, `only ${accepted} lines were accepted`);
});

function checkType(key: string, flag: Flag<unknown>, value: unknown): void {
  if (value === undefined) return assertEquals(flag.default, undefined, key);
  const types = {
    switch: "boolean",
    integer: "number",
    number: "number",
    text: "string",
    choice: "string",
    list: "object",
  };
  assertEquals(typeof value, types[flag.kind], key);
  if (flag.kind === "integer") assert(Number.isSafeInteger(value), key);
  if (typeof value === "number") {
    assert(value >= (flag.minimum ?? -Infinity) && value <= (flag.maximum ?? Infinity), key);
  }
  if (flag.choices) assert(flag.choices.includes(String(value)), key);
}

for (const command of await loadAll(COMMANDS)) {
  Deno.test(`tcplab ${command.name}'s flags have different names and defaults within their ranges`, () => {
    const names = Object.entries(command.flags).flatMap((
      [key, { short }],
    ) => [optionName(key), ...short ? [short] : []]);
    assertEquals(new Set(names).size, names.length);
    for (const [key, flag] of Object.entries(command.flags)) {
      if (flag.default !== undefined) checkType(key, flag, flag.default);
    }
  });
}
