import { assertEquals, assertThrows } from "@std/assert";
import { isCode, tokenize } from "./tokenize.ts";

/** Kind and text of every token but space. */
function told(source: string): string[] {
  return tokenize(source).filter(({ kind }) => kind !== "space").map(({ kind, text }) => `${kind} ${text}`);
}

const CASES: { source: string; expected: string[] }[] = [
  { source: "a < 10", expected: ["word a", "mark <", "number 10"] },
  { source: "x>>>=0x1_0n", expected: ["word x", "mark >>>=", "number 0x1_0n"] },
  { source: "1.5e-3+.5", expected: ["number 1.5e-3", "mark +", "number .5"] },
  { source: "a?.b ? .5:1", expected: ["word a", "mark ?.", "word b", "mark ?", "number .5", "mark :", "number 1"] },
  { source: "f(...a)", expected: ["word f", "mark (", "mark ...", "word a", "mark )"] },
  { source: "// a < b\nc", expected: ["comment // a < b", "word c"] },
  { source: "/* 1\n2 */3", expected: ["comment /* 1\n2 */", "number 3"] },
  { source: `"a \\" 1" + 'b'`, expected: [`string "a \\" 1"`, "mark +", "string 'b'"] },
  {
    source: "`a${1}b${`c${2}`}d`",
    expected: ["text `a${", "number 1", "text }b${", "text `c${", "number 2", "text }`", "text }d`"],
  },
  {
    source: "`${{ a: 1 }.a}`",
    expected: ["text `${", "mark {", "word a", "mark :", "number 1", "mark }", "mark .", "word a", "text }`"],
  },
  { source: "`\\`$ \\${1}`", expected: ["text `\\`$ \\${1}`"] },
  { source: "a / b / c", expected: ["word a", "mark /", "word b", "mark /", "word c"] },
  {
    source: "return /a[/]\\/1/g.test(b)",
    expected: ["word return", "regex /a[/]\\/1/g", "mark .", "word test", "mark (", "word b", "mark )"],
  },
  {
    source: "(a) / 2; [1] / 2",
    expected: [
      "mark (",
      "word a",
      "mark )",
      "mark /",
      "number 2",
      "mark ;",
      "mark [",
      "number 1",
      "mark ]",
      "mark /",
      "number 2",
    ],
  },
  { source: "f(/1/)", expected: ["word f", "mark (", "regex /1/", "mark )"] },
  { source: "this.#a = b!", expected: ["word this", "mark .", "word #a", "mark =", "word b", "mark !"] },
];

Deno.test("tokenize() tells code from strings, templates, regular expressions and comments", () => {
  for (const { source, expected } of CASES) assertEquals(told(source), expected, source);
});

Deno.test("tokenize() puts every character of our own sources into one token", () => {
  for (
    const folder of [
      "src/packet",
      "src/packet/layers",
      "src/analysis",
      "src/explain/http",
      "src/http/message",
      "tests/mutate",
    ]
  ) {
    for (const { name, isFile } of Deno.readDirSync(folder)) {
      if (!isFile) continue;
      const source = Deno.readTextFileSync(`${folder}/${name}`);
      const tokens = tokenize(source);
      assertEquals(tokens.map(({ text }) => text).join(""), source, name);
      const marks = tokens.filter(isCode).map(({ text }) => text);
      for (const [open, close] of ["()", "[]"]) {
        assertEquals(marks.filter((text) => text === open).length, marks.filter((text) => text === close).length, name);
      }
    }
  }
});

Deno.test("tokenize() refuses a template without an end", () => {
  assertThrows(() => tokenize("a = `b${c}"), SyntaxError, "at character 9");
});
