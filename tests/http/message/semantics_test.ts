import { assertEquals, assertThrows } from "@std/assert";
import { PathPattern } from "../../../src/http/rules/path_pattern.ts";
import { encodePath, parseRequestPath } from "../../../src/http/files/request_path.ts";
import { chooseCoding, type ContentCoding } from "../../../src/http/semantics/accept_encoding.ts";
import { resolveRanges } from "../../../src/http/semantics/byte_ranges.ts";
import { parseEntityTags, strongMatch, weakMatch } from "../../../src/http/semantics/entity_tag.ts";
import { formatHttpDate, parseHttpDate } from "../../../src/http/semantics/http_date.ts";
import { parseRequestTarget } from "../../../src/http/semantics/request_target.ts";
import { seeded } from "../../random.ts";

const NOW = Date.UTC(2026, 10, 23);
const EXAMPLE = Date.UTC(1994, 10, 6, 8, 49, 37);

Deno.test("parseHttpDate() reads the three forms and nothing else", () => {
  const cases: [text: string, time: number | null][] = [
    ["Sun, 06 Nov 1994 08:49:37 GMT", EXAMPLE],
    ["Sunday, 06-Nov-94 08:49:37 GMT", EXAMPLE],
    ["Sun Nov  6 08:49:37 1994", EXAMPLE],
    ["Sunday, 06-Nov-70 08:49:37 GMT", Date.UTC(2070, 10, 6, 8, 49, 37)],
    ["Sunday, 06-Nov-77 08:49:37 GMT", Date.UTC(1977, 10, 6, 8, 49, 37)],
    ["Thu, 29 Feb 2024 00:00:00 GMT", Date.UTC(2024, 1, 29)],
    ["Wed, 29 Feb 2023 00:00:00 GMT", null],
    ["Sun, 06 Nov 1994 24:00:00 GMT", null],
    ["Sun, 06 Nov 1994 08:49:37 UTC", null],
    ["Sun, 06 Nov 1994 08:49:37 +0000", null],
    ["sun, 06 nov 1994 08:49:37 gmt", null],
    ["Sun, 6 Nov 1994 08:49:37 GMT", null],
    ["Sun, 00 Nov 1994 08:49:37 GMT", null],
    ["Sun, 06 Nov 1994 08:49:37 GMT ", null],
    ["1994-11-06T08:49:37Z", null],
    ["", null],
  ];
  for (const [text, time] of cases) assertEquals(parseHttpDate(text, NOW), time, text);
  assertEquals(formatHttpDate(EXAMPLE + 999), "Sun, 06 Nov 1994 08:49:37 GMT");
});

Deno.test("parseHttpDate() reads back what formatHttpDate() writes", () => {
  const random = seeded(3);
  for (let count = 0; count < 1000; count++) {
    const time = Math.floor(random() * 4e9) * 1000;
    assertEquals(parseHttpDate(formatHttpDate(time), NOW), time);
  }
});

Deno.test("parseEntityTags() reads lists as RFC 9110 8.8.3 has them", () => {
  const cases: [value: string, expected: ReturnType<typeof parseEntityTags>][] = [
    ["*", "*"],
    ['"a"', ['"a"']],
    ['W/"a", "b,c" ,, "\\"', ['W/"a"', '"b,c"', '"\\"']],
    ['w/"a"', null],
    ["a", null],
    ['"a" "b"', null],
    ['"a', null],
    ["", []],
    ['"a", *', null],
  ];
  for (const [value, expected] of cases) assertEquals(parseEntityTags(value), expected, value);
  assertEquals([strongMatch('W/"1"', 'W/"1"'), strongMatch('"1"', '"1"'), strongMatch('W/"1"', '"1"')], [
    false,
    true,
    false,
  ]);
  assertEquals([weakMatch('W/"1"', 'W/"1"'), weakMatch('W/"1"', '"1"'), weakMatch('"1"', '"2"')], [true, true, false]);
});

Deno.test("resolveRanges() gives ranges within the length that cover exactly what was asked for", () => {
  const random = seeded(5);
  const pick = (count: number) => Math.floor(random() * count);
  for (let count = 0; count < 2000; count++) {
    const length = pick(30);
    const specs = Array.from({ length: 1 + pick(4) }, () => {
      const start = pick(35);
      return [`${start}-`, `${start}-${start + pick(10)}`, `-${pick(35)}`][pick(3)]!;
    });
    const wanted = new Set<number>();
    for (const spec of specs) {
      const [first = "", last = ""] = spec.split("-");
      const start = first === "" ? Math.max(0, length - Number(last)) : Number(first);
      const end = first === "" || last === "" ? length - 1 : Math.min(Number(last), length - 1);
      for (let at = start; at <= end; at++) wanted.add(at);
    }
    const ranges = resolveRanges(`bytes=${specs.join(", ")}`, length);
    if (ranges === "unsatisfiable") {
      assertEquals(wanted.size, 0, specs.join());
      continue;
    }
    const given: number[] = [];
    for (const { start, end } of ranges as readonly { start: number; end: number }[]) {
      for (let at = start; at < end; at++) given.push(at);
    }
    assertEquals(
      given.toSorted((one, other) => one - other),
      [...wanted].toSorted((one, other) => one - other),
      specs.join(),
    );
  }
});

Deno.test("chooseCoding() obeys q-values, wildcards and exclusions", () => {
  const all: ContentCoding[] = ["br", "zstd", "gzip", ""];
  const cases: [value: string | null, available: ContentCoding[], expected: ContentCoding | null][] = [
    [null, all, ""],
    ["gzip, br", all, "br"],
    ["gzip;q=0.9, br;q=0.8", all, "gzip"],
    ["x-gzip", all, "gzip"],
    ["identity;q=0.5, gzip;q=0.4", all, ""],
    ["*;q=0", all, null],
    ["*;q=0, gzip", all, "gzip"],
    ["identity;q=0", [""], null],
    ["gzip ; q=0.000", ["gzip", ""], ""],
    ["gzip;q=1.001", ["gzip", ""], ""],
    ["deflate", all, ""],
  ];
  for (const [value, available, expected] of cases) {
    assertEquals(chooseCoding(value, available), expected, value ?? "none");
  }
});

Deno.test("parseRequestTarget() splits every form of a target", () => {
  const cases: [target: string, method: string, expected: unknown][] = [
    ["/a?b?c", "GET", { path: "/a", query: "b?c" }],
    ["/", "GET", { path: "/", query: null }],
    ["http://h:1/a?", "GET", { path: "/a", query: "" }],
    ["HTTPS://h?x", "GET", { path: "/", query: "x" }],
    ["*", "OPTIONS", "*"],
    ["http://h", "OPTIONS", "*"],
    ["h:443", "CONNECT", { path: "/", query: null }],
    ["*", "GET", 400],
    ["h:443", "GET", 400],
    ["http://", "GET", 400],
    ["http://a@h/", "GET", 400],
    ["file:///etc/passwd", "GET", 400],
  ];
  for (const [target, method, expected] of cases) {
    const parsed = parseRequestTarget(target, method);
    assertEquals(typeof parsed === "object" && "status" in parsed ? parsed.status : parsed, expected, target);
  }
});

Deno.test("parseRequestPath() gives names that encodePath() turns back into the same path", () => {
  const rules = { windows: false, dotfiles: false };
  for (const names of [[], ["a"], ["a b", "ü", "%41", "a?b#c", "&<>'\"", "..."], ["x".repeat(300)]]) {
    for (const folder of [true, false]) {
      const parsed = parseRequestPath(encodePath(names, folder), { ...rules, dotfiles: true });
      assertEquals(parsed, { segments: names, folder: folder || names.length === 0 });
    }
  }
  const windows = { windows: true, dotfiles: false };
  for (const path of ["/C:/x", "/a:b", "/con", "/NUL.txt", "/a.", "/a%20", "/com1.html", "/a%7Cb"]) {
    assertEquals("status" in parseRequestPath(path, windows), true, path);
    assertEquals("status" in parseRequestPath(path, rules), false, path);
  }
});

Deno.test("PathPattern matches literals, placeholders and wildcards, and refuses what it does not understand", () => {
  const cases: [pattern: string, path: string, captures: Record<string, string> | null][] = [
    ["/a", "/a", {}],
    ["/a", "/a/", {}],
    ["/a", "/ab", null],
    ["/a.b", "/axb", null],
    ["/a/*", "/a/b/c", { splat: "b/c" }],
    ["/a/*", "/a", { splat: "" }],
    ["/a/*", "/ab", null],
    ["/*", "/", { splat: "" }],
    ["/:x/:y", "/1/2", { x: "1", y: "2" }],
    ["/:x", "/1/2", null],
    ["/*.js", "/a/b.js", { splat: "a/b" }],
    ["*.js", "/a/b.js", { splat: "b" }],
    ["*.js", "/a/b.jsx", null],
    ["b.js", "/a/b.js", {}],
    ["/(x+)+$", "/(x+)+$", {}],
  ];
  for (const [pattern, path, captures] of cases) {
    assertEquals(new PathPattern(pattern).match(path), captures, `${pattern} ${path}`);
  }
  for (const pattern of ["/:x/:x", "/*/*/*"]) assertThrows(() => new PathPattern(pattern), SyntaxError);
});
