import { assertEquals, assertNotEquals } from "@std/assert";
import { drawMutants, fits, ROOMS, tellMutant, withMutation } from "./choose.ts";

const SOURCE = "const a = 1;\n  call(a,\n    b);\nif (a < 2) c();\n";
const SOURCES = [{ room: ROOMS[0]!, file: "src/packet/a.ts", source: SOURCE }];

Deno.test("drawMutants() draws the same by the same seed, each once, no more than there are", () => {
  const draw = (count: number, seed: number) => drawMutants(SOURCES, { count, seed });
  assertEquals(draw(5, 1), draw(5, 1));
  assertNotEquals(draw(8, 1), draw(8, 2));
  const all = draw(100, 1);
  assertEquals(new Set(all.map(({ mutation }) => JSON.stringify(mutation))).size, all.length);
  assertEquals(all.length, 8);
});

Deno.test("tellMutant() shows the line before and after, the first one of a long statement", () => {
  const told = drawMutants(SOURCES, { count: 100, seed: 1 }).map(({ file, mutation }) =>
    tellMutant(file, SOURCE, mutation)
  )
    .sort((a, b) => a.line - b.line || (a.after < b.after ? -1 : 1));
  assertEquals(told.map(({ line, before, after }) => `${line}: ${before} -> ${after}`), [
    "1: const a = 1; -> const a = 0;",
    "1: const a = 1; -> const a = 2;",
    "2: call(a, ... -> ; ...",
    "4: if (a < 2) c(); -> if (a < 0) c();",
    "4: if (a < 2) c(); -> if (a < 2) ;",
    "4: if (a < 2) c(); -> if (a < 3) c();",
    "4: if (a < 2) c(); -> if (a <= 2) c();",
    "4: if (a < 2) c(); -> if (a >= 2) c();",
  ]);
  assertEquals(withMutation("a < b", { start: 2, end: 3, text: ">=" }), "a >= b");
});

Deno.test("fits() takes a name, a path, and stars for anything", () => {
  const path = "src/packet/tcp_options.ts";
  const cases = {
    "tcp_options.ts": true,
    "src/packet/*": true,
    "*options*": true,
    "options.ts": false,
    "tcp_optionsxts": false,
    "packet/*.ts": true,
  };
  for (const [pattern, expected] of Object.entries(cases)) assertEquals(fits(path, pattern), expected, pattern);
});
