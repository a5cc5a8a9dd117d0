/** What people ask static servers for: clean addresses, a base path, caching, compression, the nearest 404, live pages. */
import { assert, assertEquals, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { brotliDecompressSync, gunzipSync, gzipSync, zstdDecompressSync } from "node:zlib";
import { UsageError } from "../../../src/base/failure.ts";
import { bytesOf } from "../feeding.ts";
import { get, on, request, type TestServer, withServer } from "../serving.ts";

/** Status, where it sends to, and text. */
async function outline(server: TestServer, target: string): Promise<string> {
  const { status, fields, text } = await get(server, target);
  return fields.has("location") ? `${status} ${fields.get("location")}` : `${status} ${text}`;
}

on("Site gives pages their clean addresses, and sends the others there", {
  files: {
    "index.html": "home",
    "about.html": "about",
    "docs/index.html": "docs",
    "docs/guide.html": "guide",
    "both.html": "file",
    "both/index.html": "folder",
    "a.txt": "a",
    "404.html": "lost",
  },
  site: { cleanUrls: true },
}, async (server) => {
  const cases: [target: string, expected: string][] = [
    ["/about", "200 about"],
    ["/about?x=1", "200 about"],
    ["/about.html", "301 /about"],
    ["/about.html?x=1", "301 /about?x=1"],
    ["/about/", "301 /about"],
    ["/index.html", "301 /"],
    ["/docs/index.html", "301 /docs/"],
    ["/docs/guide", "200 guide"],
    ["/docs/guide.html", "301 /docs/guide"],
    ["/docs", "301 /docs/"],
    ["/both", "301 /both/"],
    ["/both.html", "200 file"],
    ["/a.txt", "200 a"],
    ["/a", "404 lost"],
    ["/none.html", "404 lost"],
    // By its own name it is no other page than by any that is not there.
    ["/404", "404 lost"],
    ["/404.html", "404 lost"],
  ];
  for (let round = 0; round < 2; round++) {
    for (const [target, expected] of cases) assertEquals(await outline(server, target), expected, target);
  }
});

on("Site without clean addresses leaves them as they are", { files: { "about.html": "about" } }, async (server) => {
  assertEquals((await get(server, "/about")).status, 404);
  assertEquals(await outline(server, "/about.html"), "200 about");
});

on("Site stands below its base path, and sends clients to addresses below it", {
  files: {
    "index.html": "home",
    "sub/index.html": "sub",
    "page.html": "page",
    "_redirects": "/old /new\n/out https://example.org/",
    "_headers": "/page\n  X-Page: 1",
  },
  site: { base: "/my docs/", cleanUrls: true },
}, async (server) => {
  const cases: [target: string, expected: string][] = [
    ["/my%20docs/", "200 home"],
    ["/my%20docs", "301 /my%20docs/"],
    ["/my%20docs?x", "301 /my%20docs/?x"],
    ["/my%20docs/sub", "301 /my%20docs/sub/"],
    ["/my%20docs/sub/", "200 sub"],
    ["/my%20docs/page.html", "301 /my%20docs/page"],
    ["/my%20docs/old", "301 /my%20docs/new"],
    ["/my%20docs/out", "301 https://example.org/"],
  ];
  for (const [target, expected] of cases) assertEquals(await outline(server, target), expected, target);
  assertEquals((await get(server, "/my%20docs/page")).fields.get("x-page"), "1");
  for (const target of ["/", "/index.html", "/my%20docsx/", "/my/docs/"]) {
    assertEquals((await get(server, target)).status, 404, target);
  }
});

Deno.test("serve() refuses a base path that is none", async () => {
  for (const base of ["/a/../b", "/%zz"]) {
    await assertRejects(() => withServer({ site: { base } }, () => Promise.resolve()), UsageError);
  }
});

on("Site gives the 404.html nearest to the path", {
  files: { "404.html": "top", "docs/404.html": "docs", "docs/deep/x.txt": "x" },
}, async (server) => {
  const cases: [target: string, text: string][] = [
    ["/none", "top"],
    ["/docs/none", "docs"],
    ["/docs/deep/none", "docs"],
    ["/docs/none/", "docs"],
    ["/other/none", "top"],
    [`/docs/${"a/".repeat(500)}`, "docs"],
    ["/404.html", "top"],
    ["/docs/404.html", "docs"],
    ["/docs/deep/404.html", "docs"],
  ];
  for (const [target, text] of cases) {
    const reply = await get(server, target);
    assertEquals([reply.status, reply.text], [404, text], target);
  }
});

on("Site has pages asked for again, and leaves other files to the browser", {
  files: { "index.html": "", "a.css": "", "p.html": "", "_headers": "/p.html\n  Cache-Control: max-age=9" },
  site: { cacheControl: ["*.css=max-age=5"] },
}, async (server) => {
  const cache = async (target: string) => (await get(server, target)).fields.get("cache-control");
  assertEquals([await cache("/"), await cache("/a.css"), await cache("/p.html")], [
    "no-cache",
    "max-age=5",
    "max-age=9",
  ]);
});

on("Site has everything asked for again when --no-cache is on, whatever else is said", {
  files: { "index.html": "", "a.css": "", "a.js": "", "_headers": "/*.js\n  Cache-Control: immutable" },
  site: { noCache: true, cacheControl: ["*.css=max-age=5"] },
}, async (server) => {
  for (const target of ["/", "/a.css", "/a.js"]) {
    assertEquals((await get(server, target)).fields.get("cache-control"), "no-cache", target);
  }
});

const TEXT = "body { color: red }\n".repeat(400);

on("Site compresses while serving in the coding the client likes best, each with its own tag", {
  files: { "a.css": TEXT, "short.css": "a{}", "a.jpg": TEXT, "done.css": TEXT, "done.css.gz": gzipSync(TEXT) },
  site: { compress: ["br", "zstd", "gzip"] },
}, async (server) => {
  const decoders = { br: brotliDecompressSync, zstd: zstdDecompressSync, gzip: gunzipSync };
  const tags = new Set<string>();
  for (const [coding, decode] of Object.entries(decoders)) {
    for (let round = 0; round < 2; round++) {
      const reply = await get(server, "/a.css", { "Accept-Encoding": coding });
      assertEquals(reply.fields.get("content-encoding"), coding);
      assertEquals(decode(reply.body).toString(), TEXT);
      tags.add(reply.fields.get("etag")!);
      assertEquals(reply.fields.get("vary"), "Accept-Encoding");
    }
  }
  tags.add((await get(server, "/a.css")).fields.get("etag")!);
  assertEquals(tags.size, 4);
  const best = await get(server, "/a.css", { "Accept-Encoding": "gzip, br, zstd" });
  assertEquals(best.fields.get("content-encoding"), "br");
  const [head] = await server.exchange(request("/a.css", { "Accept-Encoding": "br" }, "HEAD"));
  assertEquals(head?.fields.get("content-length"), `${best.body.length}`);
  for (const target of ["/short.css", "/a.jpg"]) {
    assertEquals(
      (await get(server, target, { "Accept-Encoding": "br" })).fields.get("content-encoding"),
      undefined,
      target,
    );
  }
  assertEquals(
    (await get(server, "/done.css", { "Accept-Encoding": "br, gzip" })).fields.get("content-encoding"),
    "gzip",
  );
});

on("Site keeps answering while many files are compressed, each answer right", {
  files: Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`${index}.css`, `/* ${index} */${TEXT}`])),
  site: { compress: ["br"] },
}, async (server) => {
  await Promise.all(Array.from({ length: 120 }, async (_, index) => {
    const reply = await get(server, `/${index}.css`, { "Accept-Encoding": "br" });
    // When too many wait for the thread, the file comes as it is.
    const bytes = reply.fields.has("content-encoding") ? brotliDecompressSync(reply.body) : reply.body;
    assertStringIncludes(new TextDecoder().decode(bytes), `/* ${index} */`);
  }));
});

on("Site takes no compressed file that is older than what it was made from", {
  files: { "a.css": "new", "a.css.gz": "old", "b.css": "new", "b.css.gz": "as old" },
}, async (server) => {
  const older = new Date(Date.now() - 7_200_000);
  await Deno.utime(`${server.root}/a.css.gz`, older, older);
  const coding = async (target: string) =>
    (await get(server, target, { "Accept-Encoding": "gzip" })).fields.get("content-encoding");
  assertEquals([await coding("/a.css"), await coding("/b.css")], [undefined, "gzip"]);
});

on("Site applies _headers of the path that was asked for to what is served for it", {
  files: {
    "index.html": "app",
    "_redirects": "/rewritten/* /index.html 200",
    "_headers": "\ufeff/app/*\n  X-App: 1\n/rewritten/*\n  X-Rewritten: 1\n/index.html\n  X-File: 1\n/\n  X-Root: 1",
  },
  site: { spa: true },
}, async (server) => {
  const names = async (target: string) =>
    [...(await get(server, target)).fields.keys()].filter((name) => /^x-(?:app|rew|file|root)/.test(name)).sort();
  for (let round = 0; round < 2; round++) {
    assertEquals(await names("/app/17"), ["x-app", "x-file"]);
    assertEquals(await names("/rewritten/x"), ["x-file", "x-rewritten"]);
    assertEquals(await names("/"), ["x-file", "x-root"]);
    assertEquals(await names("/index.html"), ["x-file"]);
  }
});

on("Site knows the types of well-kept tables, sources as text, and svgz as compressed", {
  files: {
    "a.jxl": "",
    "a.svgz": gzipSync("<svg/>"),
    "a.mpeg": "",
    "a.3gp": "",
    "a.eot": "",
    "a.apk": "",
    "a.py": "",
    "a.rs": "",
    "a.go": "",
  },
}, async (server) => {
  const types: Record<string, string> = {
    "/a.jxl": "image/jxl",
    "/a.svgz": "image/svg+xml",
    "/a.mpeg": "video/mpeg",
    "/a.3gp": "video/3gpp",
    "/a.eot": "application/vnd.ms-fontobject",
    "/a.apk": "application/vnd.android.package-archive",
    "/a.py": "text/plain; charset=utf-8",
    "/a.rs": "text/plain; charset=utf-8",
    "/a.go": "text/plain; charset=utf-8",
  };
  for (const [target, type] of Object.entries(types)) {
    assertEquals((await get(server, target)).fields.get("content-type"), type, target);
  }
  assertEquals((await get(server, "/a.svgz")).fields.get("content-encoding"), "gzip");
});

on("Site lists no name that could not be asked for, and isolates each", {
  files: { "good.txt": "", "bad\\name": "", "new\nline": "", "שלום 17.txt": "" },
  site: { listing: true },
}, async (server) => {
  const { text } = await get(server, "/");
  assert(!text.includes("bad") && !text.includes("line"), text);
  assertStringIncludes(text, "<bdi>שלום 17.txt</bdi>");
  for (const [, target] of text.matchAll(/<td><a href="\.([^"]+)"/g)) {
    assertEquals((await get(server, target!)).status, 200, target);
  }
});

on("Site tells listening pages when a file changes, and its answer is new by then", {
  files: { "index.html": "<body>one</BODY></html>", "a.txt": "a" },
  site: { live: true },
}, async (server) => {
  const page = await get(server, "/");
  assertEquals(page.text, '<body>one<script src="/.tcplab/live.js"></script>\n</BODY></html>');
  assertMatch((await get(server, "/.tcplab/live.js")).text, /new EventSource\("\/\.tcplab\/live"\)/);
  assertEquals((await get(server, "/a.txt")).text, "a");
  const conn = await Deno.connect(server.address);
  await conn.write(bytesOf(request("/.tcplab/live")));
  const reader = conn.readable.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  const hear = async (wanted: string) => {
    while (!heard.includes(wanted)) {
      const { value, done } = await reader.read();
      assert(!done, heard);
      heard += value;
    }
  };
  await hear("retry: 500");
  assertMatch(heard, /^HTTP\/1\.1 200 OK\r\n[^]*Content-Type: text\/event-stream\r\n/);
  await Deno.writeTextFile(`${server.root}/index.html`, "<p>two");
  await hear("event: change");
  assertEquals((await get(server, "/")).text, '<p>two<script src="/.tcplab/live.js"></script>\n');
  await server.serving.stop(10_000);
  assertEquals((await reader.read()).done, true);
});
