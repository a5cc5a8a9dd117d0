import { assert, assertEquals, assertMatch } from "@std/assert";
import { writeAll } from "../../../src/net/write_all.ts";
import { bytesOf, pattern } from "../feeding.ts";
import { until } from "../../until.ts";
import { exchangeWith, parseReplies, type Place, readToEnd, request, withServer } from "../serving.ts";

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

async function digest(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource)).toHex();
}

const BIG = pattern(3_500_000);
const FILES = { "index.html": "home", "big.bin": BIG };

Deno.test("Server sends a large file whole, in ranges and among other answers when it is pipelined", async () => {
  await withServer({ files: FILES }, async ({ exchange }) => {
    const [whole, small, part, several, head, last] = await exchange(
      request("/big.bin") + request("/") + request("/big.bin", { Range: "bytes=1000000-2500000" }) +
        request("/big.bin", { Range: "bytes=0-9,3000000-3000009" }) + request("/big.bin", {}, "HEAD") + request("/"),
    );
    assertEquals(await digest(whole!.body), await digest(BIG));
    assertEquals(small?.text, "home");
    assertEquals(await digest(part!.body), await digest(BIG.subarray(1_000_000, 2_500_001)));
    const text = String.fromCharCode(...several!.body);
    assert(text.includes(String.fromCharCode(...BIG.subarray(0, 10))));
    assert(text.includes(String.fromCharCode(...BIG.subarray(3_000_000, 3_000_010))));
    assertEquals([head?.status, head?.fields.get("content-length")], [200, "3500000"]);
    assertEquals(last?.text, "home");
  });
});

Deno.test("Server keeps answers apart when many clients pipeline different files", async () => {
  const files: Record<string, Uint8Array> = {};
  for (let index = 0; index < 20; index++) files[`${index}.bin`] = pattern(index * 3000, index + 1);
  await withServer({ files, site: { cacheBytes: 100_000 } }, async ({ exchange }) => {
    const client = async (offset: number) => {
      const names = Array.from({ length: 40 }, (_, index) => `${(index * 7 + offset) % 20}.bin`);
      const replies = await exchange(names.map((name) => request(`/${name}`)).join(""));
      assertEquals(replies.length, names.length);
      for (const [index, name] of names.entries()) {
        assertEquals(await digest(replies[index]!.body), await digest(files[name]!), name);
      }
    };
    await Promise.all(Array.from({ length: 25 }, (_, offset) => client(offset)));
  });
});

Deno.test("Server cuts the connection when the file shrinks or is written to while it is sent", async () => {
  const changes: [name: string, change: (path: string) => Promise<void>][] = [
    ["shrinks", (path) => Deno.truncate(path, 1000)],
    ["grows", (path) => Deno.writeFile(path, pattern(100), { append: true })],
    ["is overwritten", (path) => Deno.writeFile(path, pattern(20_000_000, 9))],
  ];
  for (const [name, change] of changes) {
    await withServer({ files: { "large.bin": pattern(20_000_000) } }, async ({ root, address, exchange }) => {
      using conn = await Deno.connect(address);
      await conn.write(bytesOf(request("/large.bin")));
      const first = new Uint8Array(1000);
      const count = await conn.read(first) ?? 0;
      await change(`${root}/large.bin`);
      const received = count + (await readToEnd(conn)).length;
      assert(received < 20_000_000, `all of a file that ${name}`);
      assertEquals((await exchange(request("/large.bin", {}, "HEAD")))[0]?.status, 200);
    });
  }
});

Deno.test("Server sends the old content to its end when the file is replaced or removed while it is sent", async () => {
  const old = pattern(8_000_000);
  for (const replace of [true, false]) {
    await withServer({ files: { "large.bin": old } }, async ({ root, address }) => {
      using conn = await Deno.connect(address);
      await conn.write(bytesOf(request("/large.bin", { Connection: "close" })));
      const first = new Uint8Array(1000);
      const start = first.subarray(0, await conn.read(first) ?? 0);
      if (replace) {
        await Deno.writeFile(`${root}/next`, pattern(8_000_000, 2));
        await Deno.rename(`${root}/next`, `${root}/large.bin`);
      } else await Deno.remove(`${root}/large.bin`);
      const rest = await readToEnd(conn);
      const [reply] = parseReplies(joined(start, rest), ["GET"]);
      assertEquals(await digest(reply!.body), await digest(old));
    });
  }
});

Deno.test("Server serves others at once while many clients drip a head, and cuts these off at the limit", async () => {
  await withServer({ files: FILES, limits: { headTime: 600 } }, async ({ address, exchange, serving }) => {
    // The limit on a head of 8,000 bytes passes long before they are sent, a byte a turn.
    const head = bytesOf(request("/", { X: "y".repeat(8000) }));
    const dripping = await Promise.all(Array.from({ length: 50 }, () => Deno.connect(address)));
    const replies = Promise.all(dripping.map(async (conn) => parseReplies(await readToEnd(conn), ["GET"])[0]?.status));
    let sent = 0;
    await until("the dripping clients are cut off", async () => {
      const byte = head.subarray(sent, ++sent);
      // Who has been cut off is told so by an error, sooner or later.
      await Promise.all(dripping.map((conn) => conn.write(byte).catch(() => 0)));
      assertEquals((await exchange(request("/")))[0]?.text, "home");
      return (await serving.metrics()).limits["head-time"] === 50;
    });
    assertEquals(await replies, new Array(50).fill(408));
    for (const conn of dripping) conn.close();
    assertEquals((await serving.metrics()).limits["head-time"], 50);
  });
});

Deno.test("Server closes a connection without a word when it is idle too long, before or after a request", async () => {
  await withServer({ files: FILES, limits: { headTime: 150, idleTime: 150 } }, async ({ address, serving }) => {
    using silent = await Deno.connect(address);
    assertEquals((await readToEnd(silent)).length, 0);
    using idle = await Deno.connect(address);
    await idle.write(bytesOf(request("/")));
    assertEquals(parseReplies(await readToEnd(idle), ["GET"]).map(({ status }) => status), [200]);
    assertEquals((await serving.metrics()).limits["idle-time"], 2);
  });
});

Deno.test("Server cuts off a client that does not take its answer, and serves the others", async () => {
  const files = { "huge.bin": pattern(30_000_000), "index.html": "home" };
  await withServer({ files, limits: { writeTime: 300 } }, async ({ address, exchange, serving }) => {
    using stuck = await Deno.connect(address);
    await stuck.write(bytesOf(request("/huge.bin")));
    await until("the stuck client is cut off", async () => {
      assertEquals((await exchange(request("/")))[0]?.text, "home");
      return (await serving.metrics()).limits["write-time"] !== 0;
    });
    assert((await readToEnd(stuck)).length < 30_000_000);
  });
});

Deno.test("Server says 503 to a connection over the limit, and serves again when one has closed", async () => {
  await withServer({ files: FILES, limits: { connections: 2 } }, async ({ address, exchange, serving }) => {
    const held = [await Deno.connect(address), await Deno.connect(address)];
    for (const conn of held) {
      await conn.write(bytesOf(request("/")));
      await conn.read(new Uint8Array(1000));
    }
    const [busy] = await exchange(request("/"));
    assertEquals([busy?.status, busy?.fields.get("retry-after"), busy?.fields.get("connection")], [503, "1", "close"]);
    for (const conn of held) conn.close();
    await until("the held connections have closed", async () => (await serving.metrics()).open === 0);
    assertEquals((await exchange(request("/")))[0]?.status, 200);
  });
});

Deno.test("Server goes on when clients reset after any number of bytes", async () => {
  await withServer({ files: FILES, limits: { body: 100 } }, async ({ address, exchange, warnings }) => {
    const text = bytesOf(`${request("/big.bin")}POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n123456789`);
    for (let length = 0; length <= text.length; length++) await resetAfter(address, text.subarray(0, length));
    assertEquals((await exchange(request("/")))[0]?.text, "home");
    assertEquals(warnings, []);
  });
});

/** Sends bytes and closes with unread data on the way, which the kernel turns into RST. */
async function resetAfter(address: Place, bytes: Uint8Array): Promise<void> {
  using conn = await Deno.connect(address);
  if (bytes.length > 0) await writeAll(conn, bytes);
}

Deno.test("Serving.stop() closes idle connections at once and lets an answer under way finish", async () => {
  await withServer(
    { files: { "large.bin": pattern(8_000_000), "index.html": "home" } },
    async ({ address, serving }) => {
      using idle = await Deno.connect(address);
      await idle.write(bytesOf(request("/")));
      await idle.read(new Uint8Array(1000));
      const busy = await Deno.connect(address);
      await busy.write(bytesOf(request("/large.bin") + request("/")));
      const first = new Uint8Array(1000);
      const start = first.slice(0, await busy.read(first) ?? 0);
      const stopped = serving.stop(10_000);
      assertEquals((await readToEnd(idle)).length, 0);
      const rest = await readToEnd(busy);
      const [large] = parseReplies(joined(start, rest), ["GET", "GET"]);
      assertEquals(large?.body.length, 8_000_000);
      busy.close();
      assertEquals((await stopped).open, 0);
    },
  );
});

Deno.test("Server logs and counts of an answer that is cut off what of it was sent", async () => {
  const size = 60_000_000;
  const files = { "large.bin": pattern(size) };
  await withServer({ files, logFormat: "json" }, async ({ address, serving, log }) => {
    const read = await Deno.connect(address);
    await writeAll(read, bytesOf(request("/large.bin", { Connection: "close" })));
    assertEquals(parseReplies(await readToEnd(read), ["GET"])[0]?.body.length, size);
    read.close();
    using stuck = await Deno.connect(address);
    await writeAll(stuck, bytesOf(request("/large.bin", {}, "HEAD") + request("/large.bin")));
    // The head of the second answer is there, so its body is on its way.
    const first = new Uint8Array(4000);
    let text = "";
    while (text.split("HTTP/1.1 200").length < 3) {
      text += new TextDecoder().decode(first.slice(0, await stuck.read(first) ?? 0));
    }
    const { bytes } = await serving.stop(0);
    const lines = log().trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(lines.map(({ method, status }) => [method, status]), [["GET", 200], ["HEAD", 200], ["GET", 200]]);
    const [whole, head, cut] = lines.map((line) => line.bytes);
    assertEquals([whole, head], [size, 0]);
    assert(cut > 0 && cut < size, `${cut} bytes`);
    assertEquals(bytes, size + cut);
  });
});

Deno.test("serve() speaks TLS when it has a certificate and key", async () => {
  const read = (name: string) => Deno.readTextFile(new URL(name, import.meta.url));
  const tls = { cert: await read("localhost_cert.pem"), key: await read("localhost_key.pem") };
  await withServer({ files: FILES, serve: { tls } }, async ({ address, warnings, exchange }) => {
    using conn = await Deno.connectTls({
      ...address,
      hostname: "localhost",
      caCerts: [tls.cert],
      alpnProtocols: ["http/1.1"],
    });
    assertEquals((await conn.handshake()).alpnProtocol, "http/1.1");
    await writeAll(conn, bytesOf(request("/big.bin") + request("/", { Connection: "close" })));
    const replies = parseReplies(await readToEnd(conn), ["GET", "GET"]);
    assertEquals(await digest(replies[0]!.body), await digest(BIG));
    assertEquals(replies[1]?.text, "home");
    await exchange("GET / HTTP/1.1\r\n\r\n").catch(() => []);
    assertEquals(warnings, []);
  });
});

Deno.test("serve() listens on IPv6 and on a Unix socket, and removes the socket's file when it stops", async () => {
  await withServer({ files: FILES, serve: { place: { hostname: "::1", port: 0 } } }, async ({ exchange }) => {
    assertEquals((await exchange(request("/")))[0]?.text, "home");
  });
  const folder = await Deno.makeTempDir();
  const unix = `${folder}/socket`;
  await withServer({ files: FILES, logFormat: "common", serve: { place: { unix } } }, async ({ log, serving }) => {
    using conn = await Deno.connect({ transport: "unix", path: unix });
    await conn.write(bytesOf(request("/", { Connection: "close" })));
    assertEquals(parseReplies(await readToEnd(conn), ["GET"])[0]?.text, "home");
    await serving.stop(0);
    assertMatch(log(), /^unix: - - \[/);
  });
  assertEquals([...Deno.readDirSync(folder)], []);
  await Deno.remove(folder);
});

Deno.test("serve() spreads clients over threads with one log, one count and one stop", async () => {
  await withServer({ files: FILES, logFormat: "common", serve: { workers: 3 } }, async ({ address, serving, log }) => {
    const client = async () => {
      const replies = await exchangeWith(address, request("/") + request("/big.bin") + request("/none"));
      assertEquals(replies.map(({ status }) => status), [200, 200, 404]);
      assertEquals(await digest(replies[1]!.body), await digest(BIG));
    };
    await Promise.all(Array.from({ length: 30 }, client));
    assertEquals((await serving.metrics()).requests, 90);
    const final = await serving.stop(1000);
    assertEquals([final.requests, final.open, final.classes[4]], [90, 0, 30]);
    assertEquals(log().trimEnd().split("\n").length, 90);
  });
});
