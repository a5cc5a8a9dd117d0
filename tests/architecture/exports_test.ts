/** Nothing is exported for nobody. */
import { assertEquals } from "@std/assert";
import { dirname, fromFileUrl, join, relative } from "@std/path";
import { exportsOf, importsOf, timesSaid } from "./named_exports.ts";

const ROOT = fromFileUrl(new URL("../../", import.meta.url));
/** Rooms whose exports have not been looked through yet: this list only grows shorter. */
const NOT_YET: readonly string[] = [];

/** Texts by their paths from the root. */
function sourcesBelow(folder: string): Map<string, string> {
  const sources = new Map<string, string>();
  for (const { name, isDirectory } of Deno.readDirSync(join(ROOT, folder))) {
    const path = `${folder}/${name}`;
    if (isDirectory) { for (const [below, text] of sourcesBelow(path)) sources.set(below, text); }
    else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) {
      sources.set(path, Deno.readTextFileSync(join(ROOT, path)));
    }
  }
  return sources;
}

/** `path of a module: name` for all that these modules import of each other and of others by relative specifiers. */
function takenBy(sources: ReadonlyMap<string, string>): Set<string> {
  const taken = new Set<string>();
  for (const [path, text] of sources) {
    for (const { from, name } of importsOf(text)) {
      if (!from.startsWith(".")) continue;
      taken.add(`${relative(ROOT, join(ROOT, dirname(path), from)).replaceAll("\\", "/")}: ${name}`);
    }
  }
  return taken;
}

Deno.test("every export is imported by another module, named by a signature of its own, or tested by itself", () => {
  const sources = sourcesBelow("src");
  const bySources = takenBy(new Map([...sources, ["main.ts", Deno.readTextFileSync(join(ROOT, "main.ts"))]]));
  const byTests = takenBy(sourcesBelow("tests"));
  const dead: string[] = [];
  for (const [path, text] of sources) {
    if (NOT_YET.some((room) => path.startsWith(`src/${room}/`))) continue;
    for (const { name, isType } of exportsOf(text)) {
      const isTaken = (by: ReadonlySet<string>) => by.has(`${path}: ${name}`) || by.has(`${path}: *`);
      // What only tests import must at least be a part of what its module does.
      const isOwnPart = timesSaid(name, text) > 1 && (isType || isTaken(byTests));
      if (!isTaken(bySources) && !isOwnPart) dead.push(`${path}: ${name}`);
    }
  }
  assertEquals(dead, []);
});

Deno.test("exportsOf() and importsOf() read what deno fmt writes", () => {
  const text = `import { a, type B as C, d as e } from "./one.ts";\nimport type { F } from "./two.ts";\n` +
    `import * as all from "./three.ts";\nimport whole from "./four.json" with { type: "json" };\n` +
    `import {\n  g,\n  type H,\n} from "./five.ts";\nexport type { I } from "./six.ts";\nexport * from "./seven.ts";\n` +
    `const { j, k: l } = await import("./eight.ts");\n` +
    `const w = async () => (await import("./nine.ts")).v(w);\n` +
    `export const M = 1;\nexport async function n() {}\nexport abstract class O {}\nexport type P<T> = T;\n` +
    `export function* q() {}\nexport interface $r {}\nconst export_s = "export const T";\n  export const u = 1;\n`;
  assertEquals(importsOf(text).map(({ from, name }) => `${from} ${name}`).sort(), [
    "./eight.ts j",
    "./eight.ts k",
    "./five.ts H",
    "./five.ts g",
    "./nine.ts v",
    "./one.ts B",
    "./one.ts a",
    "./one.ts d",
    "./seven.ts *",
    "./six.ts I",
    "./three.ts *",
    "./two.ts F",
  ]);
  assertEquals(exportsOf(text).map(({ name, isType }) => `${name} ${isType}`), [
    "M false",
    "n false",
    "O true",
    "P true",
    "q false",
    "$r true",
  ]);
});

Deno.test("timesSaid() counts words of the code, not of comments and imports", () => {
  const cases: { input: [string, string]; expected: number }[] = [
    { input: ["a", "a.b(a)"], expected: 2 },
    { input: ["a", "// a\n/* a\n a */\n  // a\n"], expected: 0 },
    { input: ["a", 'import { a } from "./a.ts";\na();\n'], expected: 1 },
    { input: ["a", "ab $a a$ _a a1"], expected: 0 },
    { input: ["$a", "$a $ab"], expected: 1 },
  ];
  for (const { input, expected } of cases) assertEquals(timesSaid(...input), expected, input[1]);
});
