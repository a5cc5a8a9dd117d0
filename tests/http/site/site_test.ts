import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Failure, UsageError } from "../../../src/base/failure.ts";
import { until } from "../../until.ts";
import { get, on, request, withServer, writeFiles } from "../serving.ts";

on("Site gives a folder's index.html, and sends a folder without slash to the one with it", {
  files: { "index.html": "home", "a b/index.html": "folder", "empty/x.txt": "x" },
}, async (server) => {
  assertEquals((await get(server, "/")).text, "home");
  assertEquals((await get(server, "/a%20b/")).text, "folder");
  const moved = await get(server, "/a%20b?x=1&y=%2F");
  assertEquals([moved.status, moved.fields.get("location")], [301, "/a%20b/?x=1&y=%2F"]);
  assertEquals((await get(server, "/empty/")).status, 404);
  assertEquals((await get(server, "/index.html/")).status, 404);
  assertEquals((await get(server, "/index.html/x")).status, 404);
});

on("Site names the media type and the charset of text when it knows the extension", {
  files: { "a.html": "", "a.css": "", "a.JS": "", "a.svg": "", "a.jpg": "", "a.unknown": "", "a": "", "a.woff2": "" },
}, async (server) => {
  const types: Record<string, string> = {
    "/a.html": "text/html; charset=utf-8",
    "/a.css": "text/css; charset=utf-8",
    "/a.JS": "text/javascript; charset=utf-8",
    "/a.svg": "image/svg+xml",
    "/a.jpg": "image/jpeg",
    "/a.unknown": "application/octet-stream",
    "/a": "application/octet-stream",
    "/a.woff2": "font/woff2",
  };
  for (const [target, type] of Object.entries(types)) {
    const reply = await get(server, target);
    assertEquals([reply.fields.get("content-type"), reply.fields.get("content-length")], [type, "0"], target);
    assertEquals(reply.fields.get("x-content-type-options"), "nosniff");
    assertEquals(reply.fields.get("server"), undefined);
  }
});

on("Site gives the folder's own 404.html when something is missing", {
  files: { "404.html": "<p>lost</p>", "a.txt": "a" },
}, async (server) => {
  const reply = await get(server, "/nothing", { Range: "bytes=0-1", "If-None-Match": "*" });
  assertEquals([reply.status, reply.text], [404, "<p>lost</p>"]);
  assertEquals([reply.fields.get("content-type"), reply.fields.get("etag")], ["text/html; charset=utf-8", undefined]);
  assertEquals((await get(server, "/..%2fx")).text, "<p>lost</p>");
});

on("Site answers unknown paths without an extension with index.html when --spa is on", {
  files: { "index.html": "app", "a.js": "js" },
  site: { spa: true },
}, async (server) => {
  assertEquals((await get(server, "/users/17?tab=2")).text, "app");
  assertEquals((await get(server, "/a.js")).text, "js");
  assertEquals((await get(server, "/missing.js")).status, 404);
});

const RULES = {
  "_redirects": `
# comment
/old            /new.txt
/temporary      /new.txt      302   # comment
/see            https://example.org/:x  303
/news/:year/:id /archive/:id?year=:year 307
/docs/*         https://docs.example/:splat 308
/app/*          /app.html     200
/forced.txt     /new.txt      301!
/shadowed.txt   /new.txt      301
/gone           /gone.html    410
/secret/*       /gone.html    404
`,
  "new.txt": "new",
  "app.html": "app",
  "gone.html": "gone",
  "forced.txt": "file",
  "shadowed.txt": "file",
};

on("Site follows _redirects: statuses, splats, placeholders, rewrites, force", { files: RULES }, async (server) => {
  const cases: [target: string, status: number, location: string | undefined, text?: string][] = [
    ["/old", 301, "/new.txt"],
    ["/old/", 301, "/new.txt"],
    ["/old?a=b", 301, "/new.txt?a=b"],
    ["/temporary", 302, "/new.txt"],
    ["/see", 303, "https://example.org/:x"],
    ["/news/2026/a%20b", 307, "/archive/a%20b?year=2026"],
    ["/docs/one/two%3F", 308, "https://docs.example/one/two%3F"],
    ["/docs", 308, "https://docs.example/"],
    ["/app/any/thing", 200, undefined, "app"],
    ["/forced.txt", 301, "/new.txt"],
    ["/shadowed.txt", 200, undefined, "file"],
    ["/gone", 410, undefined, "gone"],
    ["/secret/x", 404, undefined, "gone"],
    ["/_redirects", 404, undefined],
  ];
  for (const [target, status, location, text] of cases) {
    const reply = await get(server, target);
    assertEquals([reply.status, reply.fields.get("location")], [status, location], target);
    if (text !== undefined) assertEquals(reply.text, text, target);
  }
});

on("Site sets the fields of _headers and --cache, the file's word last", {
  files: {
    "_headers":
      "/*\n  X-All: 1\n/css/*\n  Cache-Control: no-store\n  Link: </a>\n  Link: </b>\n  ! X-Frame-Options\n/u/:id\n  X-User: yes\n",
    "a.js": "a",
    "css/a.css": "a",
    "u/17": "u",
  },
  site: { cacheControl: ["*.js=max-age=60", "/css/*=max-age=70"], serverName: "tcplab/test" },
}, async (server) => {
  const js = await get(server, "/a.js");
  assertEquals([js.fields.get("x-all"), js.fields.get("cache-control"), js.fields.get("server")], [
    "1",
    "max-age=60",
    "tcplab/test",
  ]);
  const css = await get(server, "/css/a.css");
  assertEquals(css.fields.get("cache-control"), "no-store");
  assertEquals(css.fields.get("link"), "</a>, </b>");
  assertEquals(css.fields.get("x-frame-options"), undefined);
  assertEquals((await get(server, "/u/17")).fields.get("x-user"), "yes");
  const not = await get(server, "/css/a.css", { "If-None-Match": css.fields.get("etag")! });
  assertEquals([not.status, not.fields.get("cache-control")], [304, "no-store"]);
});

Deno.test("serve() names the file and the line when a rule cannot be read", async () => {
  const cases: [file: string, text: string, message: RegExp][] = [
    ["_redirects", "/a /b\n/c\n", /_redirects, line 2: expected FROM TO/],
    ["_redirects", "/a /b 418\n", /line 1: the status is one of/],
    ["_redirects", "a /b\n", /line 1: FROM begins with/],
    ["_redirects", "/a //evil\n", /line 1: TO is a path/],
    ["_redirects", "/a/*/b /c\n", /line 1: \* stands at the end/],
    ["_redirects", "/a /b 301 Country=il\n", /line 1: conditions/],
    ["_redirects", "/a https://x/ 200\n", /line 1: status 200 needs a path/],
    ["_headers", "  X: 1\n", /_headers, line 1: a field stands before any path/],
    ["_headers", "/a\n  X 1\n", /line 2: expected a field/],
    ["_headers", "/a\n  Content-Length: 1\n", /line 2: Content-Length is set by the server/],
    ["_headers", "x\n", /line 1: a path begins with/],
  ];
  for (const [file, text, message] of cases) {
    const error = await assertRejects(() => withServer({ files: { [file]: text } }, () => Promise.resolve()), Failure);
    assertMatch(error.message, message);
  }
  await assertRejects(() => withServer({ site: { cacheControl: ["nonsense"] } }, () => Promise.resolve()), UsageError);
});

on("Site lists a folder when told to: escaped, sorted, nothing hidden", {
  files: {
    "b.txt": "12345",
    "a<b>&\"'.txt": "1",
    "sub/x": "",
    ".hidden": "",
    "_headers": "",
    "javascript:alert(1)": "",
  },
  site: { listing: true },
}, async (server) => {
  await Deno.symlink("../..", `${server.root}/out`);
  const page = await get(server, "/");
  assertEquals(page.status, 200);
  assertMatch(page.fields.get("content-security-policy")!, /default-src 'none'/);
  assertEquals(page.text.includes(".hidden") || page.text.includes("_headers") || page.text.includes("out/"), false);
  assert(!page.text.includes("a<b>"));
  const names = (text: string) => [...text.matchAll(/<tr><td><a href="([^"]*)"/g)].map((match) => match[1]);
  const odd = "./a%3Cb%3E%26%22'.txt";
  assertEquals(names(page.text), ["./sub/", odd, "./b.txt", "./javascript%3Aalert(1)"]);
  assertEquals(names((await get(server, "/?sort=-size")).text), ["./sub/", "./b.txt", odd, "./javascript%3Aalert(1)"]);
  assertEquals(names((await get(server, "/?sort=-name")).text)[1], "./javascript%3Aalert(1)");
  assertEquals(names((await get(server, "/sub/")).text), ["../", "./x"]);
  assertEquals((await get(server, `/${odd.slice(2)}`)).text, "1");
});

on(
  "Site answers cross-origin questions when --cors is on",
  { files: { "a.txt": "a" }, site: { cors: true } },
  async (server) => {
    assertEquals((await get(server, "/a.txt")).fields.get("access-control-allow-origin"), "*");
    assertEquals((await get(server, "/missing")).fields.get("access-control-allow-origin"), "*");
    const asked = {
      Origin: "http://o",
      "Access-Control-Request-Method": "GET",
      "Access-Control-Request-Headers": "range",
    };
    const [reply] = await server.exchange(request("/a.txt", asked, "OPTIONS"));
    assertEquals(reply?.status, 204);
    assertEquals(reply?.fields.get("access-control-allow-methods"), "GET, HEAD, OPTIONS");
    assertEquals(reply?.fields.get("access-control-allow-headers"), "range");
  },
);

on("Site asks for the password, and takes no part of it for the whole", {
  files: { "a.txt": "a" },
  site: { access: { users: [{ name: "user", secret: "plain:pass:wörd" }], rules: [] } },
}, async (server) => {
  const basic = (pair: string) => `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(pair)))}`;
  const cases: [authorization: string | null, status: number][] = [
    [null, 401],
    [basic("user:pass:wörd"), 200],
    [basic("user:pass:wörd").replace("Basic", "bASIC"), 200],
    [basic("user:pass"), 401],
    [basic("user:pass:wörd!"), 401],
    [basic("user:pass:wördu"), 401],
    [basic(""), 401],
    ["Basic", 401],
    ["Bearer x", 401],
  ];
  for (const [authorization, status] of cases) {
    const reply = await get(server, "/a.txt", authorization === null ? {} : { Authorization: authorization });
    assertEquals(reply.status, status, authorization ?? "none");
    if (status === 401) assertMatch(reply.fields.get("www-authenticate")!, /^Basic realm="/);
  }
});

on("Site compresses text on the fly when --gzip is on, with an ETag and ranges of its own", {
  files: { "a.css": "body{}".repeat(500), "a.jpg": "x".repeat(5000), "short.css": "a{}" },
  site: { compress: ["gzip"] },
}, async (server) => {
  const plain = await get(server, "/a.css");
  const zipped = await get(server, "/a.css", { "Accept-Encoding": "gzip" });
  assertEquals(zipped.fields.get("content-encoding"), "gzip");
  assertEquals([plain.fields.get("vary"), zipped.fields.get("vary")], ["Accept-Encoding", "Accept-Encoding"]);
  assert(plain.fields.get("etag") !== zipped.fields.get("etag"));
  const stream = new Blob([zipped.body as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(stream).text(), "body{}".repeat(500));
  const part = await get(server, "/a.css", { "Accept-Encoding": "gzip", Range: "bytes=0-1" });
  assertEquals([part.status, [...part.body]], [206, [...zipped.body.subarray(0, 2)]]);
  for (const target of ["/a.jpg", "/short.css"]) {
    assertEquals((await get(server, target, { "Accept-Encoding": "gzip" })).fields.get("content-encoding"), undefined);
  }
});

on("Site takes up changed rules while it runs, and keeps the old ones when the new ones are wrong", {
  files: { "_redirects": "/a /one", "x.txt": "x" },
}, async (server) => {
  const location = async () => (await get(server, "/a")).fields.get("location");
  assertEquals(await location(), "/one");
  await Deno.writeTextFile(`${server.root}/_redirects`, "/a /second");
  await until("the changed rules are taken up", async () => await location() === "/second");
  await Deno.writeTextFile(`${server.root}/_redirects`, "/a /third 999");
  await until(
    "the server warns of the wrong rules",
    async () => await location() !== "" && server.warnings.length === 1,
  );
  assertEquals(await location(), "/second");
  assertMatch(server.warnings[0]!, /_redirects, line 1: the status is one of.*stay as they were$/);
});

on("Site serves a root that was deleted and restored", { files: { "a.txt": "one" } }, async (server) => {
  assertEquals((await get(server, "/a.txt")).text, "one");
  await Deno.rename(server.root, `${server.root}-away`);
  await until("the deleted root is noticed", async () => (await get(server, "/a.txt")).status === 404);
  await writeFiles(server.root, { "a.txt": "two" });
  assertEquals((await get(server, "/a.txt")).text, "two");
});
