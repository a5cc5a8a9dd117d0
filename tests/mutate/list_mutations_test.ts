import { assert, assertEquals } from "@std/assert";
import { listMutations } from "./list_mutations.ts";
import { withoutTypes } from "./without_types.ts";

/** Each mutation of a source as the source with it. */
function mutated(source: string): string[] {
  return listMutations(withoutTypes(source)).map(({ start, end, text }) =>
    source.slice(0, start) + text + source.slice(end)
  );
}

const CASES: { name: string; source: string; expected: string[] }[] = [
  { name: "a comparison by its bound and its sense", source: "x = a < b", expected: ["x = a <= b", "x = a >= b"] },
  { name: "an equality", source: "x = a === b", expected: ["x = a !== b"] },
  {
    name: "an equality with a number",
    source: "x = a === 1",
    expected: ["x = a !== 1", "x = a <= 1", "x = a >= 1", "x = a === 2", "x = a === 0"],
  },
  {
    name: "a constant",
    source: "x = [7, 0, 0x10]",
    expected: ["8", "0", "1", "17", "0"].map((n, i) =>
      ["x = [_, 0, 0x10]", "x = [_, 0, 0x10]", "x = [7, _, 0x10]", "x = [7, 0, _]", "x = [7, 0, _]"][i]!.replace("_", n)
    ),
  },
  { name: "a large constant", source: "x = 2n", expected: ["x = 3n", "x = 0n"] },
  { name: "a truth", source: "const x = true;", expected: ["const x = false;"] },
  { name: "no property called true", source: "x = { true: a.false }", expected: [] },
  {
    name: "and, or, not",
    source: "x = a && !b || c",
    expected: ["x = a || !b || c", "x = a && b || c", "x = a && !b && c"],
  },
  { name: "arithmetic, no signs", source: "x = -a + b", expected: ["x = -a - b"] },
  { name: "a call, left out", source: "a.b(c);", expected: [";"] },
  { name: "a statement after a condition", source: "if (a) b();", expected: ["if (a) ;"] },
  {
    name: "a statement in a block",
    source: "if (a) { b(); } else c = d;",
    expected: ["if (a) { ; } else c = d;", "if (a) { b(); } else ;"],
  },
  {
    name: "an early return",
    source: "function f() { if (a) return; b(); }",
    expected: ["function f() { if (a) ; b(); }", "function f() { if (a) return; ; }"],
  },
  { name: "no answer", source: "function f() { return a; }", expected: [] },
  { name: "a whole statement with a function in it", source: "a(() => { b(); });", expected: [";", "a(() => { ; });"] },
  {
    name: "a loop's step, not its condition",
    source: "for (const a = b; c; d++) ;",
    expected: ["for (const a = b; c; d--) ;"],
  },
  {
    name: "no field of a class",
    source: "class A { a = b; c() { d(); } }",
    expected: ["class A { a = b; c() { ; } }"],
  },
  { name: "no type", source: "const a: 0 | 1 = b as Map<1, 2>;", expected: [] },
  { name: "no declared parameter", source: "class A { constructor(private readonly a: 0 | 1) {} }", expected: [] },
  { name: "no type's name", source: "type A = 1 | 2; interface B { c: 3; }", expected: [] },
  { name: "no import", source: 'import { a } from "b";\nexport { c } from "d";\nexport * from "e";', expected: [] },
  {
    name: "no text",
    source: 'const a = `1 < ${b}` + "c"; // 2 < 3',
    expected: ['const a = `1 < ${b}` - "c"; // 2 < 3'],
  },
  { name: "code in a template", source: "const a = `b ${c + d} 1`;", expected: ["const a = `b ${c - d} 1`;"] },
  { name: "no regular expression", source: "const a = /1+|2/;", expected: [] },
];

for (const { name, source, expected } of CASES) {
  Deno.test(`listMutations() changes ${name}`, () => assertEquals(mutated(source), expected, source));
}

Deno.test("listMutations() of our own sources gives texts that are still programs", () => {
  for (const file of ["src/packet/sequence.ts", "src/analysis/unacked.ts", "src/http/message/chunked_body.ts"]) {
    const source = Deno.readTextFileSync(file);
    const mutations = listMutations(withoutTypes(source));
    assert(mutations.length > 5, file);
    for (const { start, end, text } of mutations) {
      const changed = source.slice(0, start) + text + source.slice(end);
      assert(withoutTypes(changed) !== withoutTypes(source), `${file}: ${source.slice(start, end)} -> ${text}`);
    }
  }
});
