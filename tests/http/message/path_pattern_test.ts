/** Patterns against a matcher that tries every way, on random rule files; and against paths made to make that slow. */
import { assert, assertEquals } from "@std/assert";
import { type Captures, PathPattern } from "../../../src/http/rules/path_pattern.ts";
import { parseHeadersFile } from "../../../src/http/rules/headers_file.ts";
import { parseRedirectsFile } from "../../../src/http/rules/redirects_file.ts";
import { fillIn } from "../../../src/http/rules/location.ts";
import { seeded } from "../../random.ts";

/** What a pattern means, written to be believed and not to be fast: each part takes as much as leaves the rest a match. */
function slowMatch(source: string, path: string): Captures | null {
  const parts = source.replace(/\/+$/, "").split(/(:[A-Za-z]\w*|\*)/).filter((part) => part !== "");
  const stars = parts.filter((part) => part === "*").length;
  const subject = source.startsWith("/") ? path : path.slice(path.lastIndexOf("/") + 1);
  const captures: Record<string, string> = {};
  const from = (index: number, at: number, splat: boolean): boolean => {
    const part = parts[index];
    if (part === undefined) return at === subject.length || subject.slice(at) === "/";
    if (part === "*") {
      for (let end = subject.length; end >= at; end--) {
        if (!from(index + 1, end, true)) continue;
        if (!splat) captures["splat"] = subject.slice(at, end);
        return true;
      }
      return false;
    }
    if (/^:[A-Za-z]/.test(part)) {
      const slash = subject.indexOf("/", at);
      for (let end = slash < 0 ? subject.length : slash; end > at; end--) {
        if (!from(index + 1, end, splat)) continue;
        captures[part.slice(1)] = subject.slice(at, end);
        return true;
      }
      return false;
    }
    const rest = stars === 1 && index === parts.length - 2 && parts[index + 1] === "*" && part.endsWith("/");
    if (subject.startsWith(part, at)) return from(index + 1, at + part.length, splat);
    if (rest && subject.slice(at) === part.slice(0, -1)) {
      captures["splat"] = "";
      return true;
    }
    return false;
  };
  return from(0, 0, false) ? captures : null;
}

const TOKENS = ["/", "a", "b", "-", ".", ":x", ":y", ":z", "*", "/*", "/:x", "ab"];

function randomText(random: () => number, tokens: readonly string[], most: number): string {
  const count = Math.floor(random() * most);
  return Array.from({ length: count }, () => tokens[Math.floor(random() * tokens.length)]!).join("");
}

function patternOrNull(source: string): PathPattern | null {
  try {
    return new PathPattern(source);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

Deno.test("PathPattern matches as trying every way does, on random patterns and paths", () => {
  const random = seeded(17);
  let matches = 0;
  for (let count = 0; count < 40_000; count++) {
    const source = (random() < 0.8 ? "/" : "") + randomText(random, TOKENS, 7);
    const pattern = patternOrNull(source);
    if (pattern === null) continue;
    const path = `/${randomText(random, ["/", "a", "b", "-", ".", "x"], 10)}`;
    const expected = slowMatch(source, path);
    if (expected !== null) matches++;
    assertEquals(pattern.match(path), expected, `${source} ${path}`);
  }
  assert(matches > 2000, `${matches} of them matched`);
});

Deno.test("RedirectRules and HeaderRules find what trying every rule in every way finds, in 10,000 random files", () => {
  const random = seeded(18);
  let found = 0;
  for (let file = 0; file < 10_000; file++) {
    const rules = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
      // In `_redirects` a star stands at the end of FROM only.
      const from = `/${randomText(random, ["/", "a", "b", "-", ":x", ":y"], 5)}`.replace(/\/+/g, "/");
      return { from: from + (random() < 0.3 ? "*" : ""), to: `/to/:x/:splat/${Math.floor(random() * 9)}` };
    }).filter(({ from }) => patternOrNull(from) !== null);
    const redirects = parseRedirectsFile(rules.map(({ from, to }) => `${from} ${to}`).join("\n"));
    const headers = parseHeadersFile(rules.map(({ from }) => `${from}\n  X: 1`).join("\n"));
    const path = `/${randomText(random, ["a", "b", "-", "/a", "x"], 6)}`;
    const matching = rules.map(({ from, to }) => ({ to, captures: slowMatch(from, path) }));
    const first = matching.find(({ captures }) => captures !== null);
    if (first !== undefined) found++;
    const expected = first === undefined ? null : fillIn(first.to, first.captures!);
    assertEquals(redirects.find(path, null, false)?.to ?? null, expected, `${JSON.stringify(rules)} ${path}`);
    const selected = matching.flatMap(({ captures }, index) => captures === null ? [] : [index]);
    assertEquals(headers.select([path]), selected, `${JSON.stringify(rules)} ${path}`);
  }
  assert(found > 1000, `${found} of them found something`);
});

Deno.test("PathPattern gives an answer for paths of 64 KB that backtracking would not live to see", () => {
  const length = 65_536;
  const cases: [pattern: string, path: string, matches: boolean][] = [
    ["/:year-:month-:day-:slug", `/${"-".repeat(length)}/x`, false],
    ["/:year-:month-:day-:slug", `/${"-".repeat(length)}`, true],
    ["/:a-:b-:c-:d-:e-:f-:g-:h", `/${"a-".repeat(length / 2)}/x`, false],
    ["/*a*b", `/${"a".repeat(length)}`, false],
    ["/*/:x.:y", `/${"./".repeat(length / 2)}`, false],
    ["*a*b", `/${"a".repeat(length)}`, false],
  ];
  for (const [source, path, matches] of cases) {
    assertEquals(new PathPattern(source).match(path) !== null, matches, source);
  }
});

Deno.test("PathPattern compares decoded paths with patterns that may be encoded", () => {
  assertEquals(new PathPattern("/my%20page").match("/my page"), {});
  assertEquals(new PathPattern("/%D7%A9/*").match("/ש/x"), { splat: "x" });
  assertEquals(patternOrNull("/100%"), null);
});
