import { assertEquals } from "@std/assert";
import { pythonBytes } from "../../src/experiment/python_repr.ts";
import { bytesOf } from "./echo_fixture.ts";
import { PYTHON, runPython } from "./python.ts";

Deno.test("pythonBytes() writes bytes as Python's repr does", () => {
  const table = [
    { input: "", expected: "b''" },
    { input: "Hello, World!", expected: "b'Hello, World!'" },
    { input: "it's", expected: `b"it's"` },
    { input: 'say "no"', expected: `b'say "no"'` },
    { input: `it's "no"`, expected: `b'it\\'s "no"'` },
    { input: "a\\b", expected: "b'a\\\\b'" },
    { input: "\t\n\r", expected: "b'\\t\\n\\r'" },
    { input: "\0\x1b\x7f", expected: "b'\\x00\\x1b\\x7f'" },
    { input: "é", expected: "b'\\xc3\\xa9'" },
    { input: " ~", expected: "b' ~'" },
  ];
  for (const { input, expected } of table) assertEquals(pythonBytes(bytesOf(input)), expected);
});

Deno.test({
  name: `pythonBytes() agrees with Python on every byte, with every mix of quotes${PYTHON.whyNot}`,
  ignore: !PYTHON.available,
  async fn() {
    const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);
    const withoutQuotes = everyByte.filter((byte) => byte !== 0x22 && byte !== 0x27);
    const inputs = [everyByte, withoutQuotes, everyByte.filter((byte) => byte !== 0x22)];
    inputs.push(everyByte.filter((byte) => byte !== 0x27), Uint8Array.of(0x27, 0x27), Uint8Array.of(0x22, 0x5c, 0x27));
    for (const bytes of inputs) {
      const program = `import sys\nprint(repr(bytes(${JSON.stringify([...bytes])})))`;
      assertEquals(pythonBytes(bytes), (await runPython(program)).lines.join("\n"));
    }
  },
});
