/** Where redirects lead, as RFC 3986 has it on the wire. */
import { assertEquals } from "@std/assert";
import { encodeTarget, fillIn, withQuery } from "../../../src/http/rules/location.ts";

Deno.test("encodeTarget() leaves what a URI may hold and encodes the rest", () => {
  const cases: [to: string, expected: string][] = [
    ["/a/b?c=d#e", "/a/b?c=d#e"],
    ["/%D7%A9", "/%D7%A9"],
    ["/שלום", "/%D7%A9%D7%9C%D7%95%D7%9D"],
    ["/a|b", "/a%7Cb"],
    ["/100%", "/100%25"],
    ['/"<>^`{}\\', "/%22%3C%3E%5E%60%7B%7D%5C"],
    ["/\u{1f600}", "/%F0%9F%98%80"],
    ["https://example.org/:x", "https://example.org/:x"],
    ["https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"],
    ["/a\u0085b", "/a%C2%85b"],
  ];
  for (const [to, expected] of cases) assertEquals(encodeTarget(to), expected, to);
});

Deno.test("withQuery() puts a query before the fragment, and none where there is one", () => {
  const cases: [to: string, query: string | null, expected: string][] = [
    ["/to", "q=1", "/to?q=1"],
    ["/to#part", "q=1", "/to?q=1#part"],
    ["/to?own#part", "q=1", "/to?own#part"],
    ["/to#a?b", "q=1", "/to?q=1#a?b"],
    ["/to", null, "/to"],
    ["/to", "", "/to?"],
    ["/to", "q=^", "/to?q=%5E"],
  ];
  for (const [to, query, expected] of cases) assertEquals(withQuery(to, query), expected, `${to} ${query}`);
});

Deno.test("fillIn() keeps a capture within the path it is put into", () => {
  assertEquals(fillIn("/x/:a/:b", { a: "1 2/3", b: "?#" }), "/x/1%202/3/%3F%23");
  assertEquals(fillIn("https://example.org/:none", {}), "https://example.org/:none");
});
