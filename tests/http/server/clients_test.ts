/**
 * Real clients against the server: curl, Python's http.client, Node's http, and a browser that seeks in a recording.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { Browser, findChromium } from "../../browser/cdp.ts";
import { type TestServer, withServer } from "../serving.ts";

const FILES = {
  "index.html": "<h1>home</h1>",
  "a.txt": "0123456789",
  "t.css": "plain".repeat(100),
  "t.css.br": "B",
  "t.css.gz": new Uint8Array(
    await new Response(new Blob(["plain".repeat(100)]).stream().pipeThrough(new CompressionStream("gzip")))
      .arrayBuffer(),
  ),
  "large.bin": new Uint8Array(5_000_000).map((_, index) => index % 251),
};

async function has(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"], stdout: "null", stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

async function say(program: string, args: string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(program, { args, stdout: "piped", stderr: "piped" }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

function using(program: string, available: boolean, test: (server: TestServer, base: string) => Promise<void>): void {
  Deno.test({
    name: `${program} gets what it asks for${available ? "" : `: skipped, no ${program} here`}`,
    ignore: !available,
    fn: () =>
      withServer({ files: FILES, limits: { headTime: 2000 } }, (server) => {
        const { hostname, port } = server.address;
        return test(server, `http://${hostname}:${port}`);
      }),
  });
}

using("curl", await has("curl"), async ({ root }, base) => {
  const curl = (...args: string[]) => say("curl", ["-s", "--max-time", "10", ...args]);
  assertEquals(await curl(`${base}/a.txt`, `${base}/a.txt`), "01234567890123456789");
  assertEquals(await curl("-r", "2-4", `${base}/a.txt`), "234");
  assertEquals(await curl("-r", "-3", `${base}/a.txt`), "789");
  assertEquals(await curl("--compressed", `${base}/t.css`, "-H", "Accept-Encoding: gzip"), "plain".repeat(100));
  const code = ["-o", "/dev/null", "-w", "%{http_code} %{size_download}"];
  assertEquals(await curl(...code, "-z", "1 Jan 2037", `${base}/a.txt`), "304 0");
  assertEquals(await curl(...code, "-H", 'If-Match: "x"', `${base}/missing`), "404 116");
  assertEquals(await curl(...code, "-I", `${base}/large.bin`), "200 0");
  assertEquals((await curl(...code, "-d", "x=1", `${base}/a.txt`)).slice(0, 3), "405");
  const upload = ["-H", "Expect: 100-continue", "-H", "Transfer-Encoding: chunked", "-T", `${root}/t.css`];
  assertEquals((await curl(...code, ...upload, `${base}/a.txt`)).slice(0, 3), "405");
  assertEquals(await curl(...code, "--http1.0", `${base}/a.txt`), "200 10");
  assertEquals((await curl(...code, "--path-as-is", `${base}/../a.txt`)).slice(0, 3), "400");
  assertMatch(
    await curl("-X", "OPTIONS", "-i", `${base}/`),
    /^HTTP\/1\.1 204 No Content\r\n[^]*Allow: GET, HEAD, OPTIONS/,
  );
});

using("python3", await has("python3"), async ({ address }) => {
  const program = `
import http.client, hashlib
c = http.client.HTTPConnection("${address.hostname}", ${address.port}, timeout=10)
def ask(path, method="GET", **headers):
    c.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    r = c.getresponse(); return r.status, r.read(), r
s, b, r = ask("/a.txt"); etag = r.getheader("ETag"); print(s, b)
print(*ask("/a.txt", If_None_Match=etag)[:2])
print(*ask("/a.txt", Range="bytes=1-2")[:2])
print(*ask("/a.txt", "HEAD")[:2])
print(ask("/a.txt", "DELETE")[0], ask("/missing")[0])
print(hashlib.sha256(ask("/large.bin")[1]).hexdigest())
print(*ask("/a.txt")[:2])
`;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", FILES["large.bin"] as BufferSource)).toHex();
  assertEquals(
    await say("python3", ["-c", program]),
    `200 b'0123456789'\n304 b''\n206 b'12'\n200 b''\n405 404\n${digest}\n200 b'0123456789'\n`,
  );
});

using("node", await has("node"), async (server, base) => {
  const program = `
const http = require("node:http");
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const ask = (path, options = {}) => new Promise((resolve, reject) => http.request("${base}" + path, { agent, ...options }, (r) => {
  let length = 0; r.on("data", (d) => length += d.length); r.on("end", () => resolve([r.statusCode, length]));
}).on("error", reject).end());
(async () => {
  for (let i = 0; i < 50; i++) if ((await ask("/a.txt"))[1] !== 10) throw new Error("wrong");
  console.log(JSON.stringify([await ask("/large.bin"), await ask("/a.txt", { headers: { range: "bytes=0-0,-1" } }).then((r) => r[0]), await ask("/no")]));
  agent.destroy();
})();`;
  assertEquals(await say("node", ["-e", program]), "[[200,5000000],206,[404,116]]\n");
  assertEquals((await server.serving.metrics()).connections, 1);
});

/** A recording of one minute of silence: WAV, 44,100 samples a second, two channels of 16 bits. */
function silence(): Uint8Array {
  const bytes = new Uint8Array(44 + 44_100 * 4 * 60);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode("RIFF    WAVEfmt "));
  bytes.set(new TextEncoder().encode("data"), 36);
  for (const [at, value] of [[4, bytes.length - 8], [16, 16], [24, 44_100], [28, 176_400], [40, bytes.length - 44]]) {
    view.setUint32(at!, value!, true);
  }
  for (const [at, value] of [[20, 1], [22, 2], [32, 4], [34, 16]]) view.setUint16(at!, value!, true);
  return bytes;
}

Deno.test({
  name: `a browser seeks in a recording by ranges${findChromium() ? "" : ": skipped, no Chromium here"}`,
  ignore: findChromium() === null,
  fn: () =>
    withServer({
      files: { "index.html": `<video src="long.wav" preload="auto"></video>`, "long.wav": silence() },
      logFormat: "common",
    }, async ({ address, serving, log }) => {
      await using browser = await Browser.start();
      const page = await browser.visit(`http://${address.hostname}:${address.port}/`);
      const position = await page.evaluate<number>(`new Promise((resolve) => {
        const video = document.querySelector("video");
        video.onseeked = () => resolve(video.currentTime);
        if (video.readyState > 0) video.currentTime = 55;
        else video.onloadedmetadata = () => video.currentTime = 55;
      })`);
      assertEquals(position, 55);
      await page.close();
      await serving.stop(0);
      const ranges = log().match(/"GET \/long\.wav HTTP\/1\.1" 206/g) ?? [];
      assert(ranges.length >= 2, log());
    }),
});
