/** TLS: certificates that are renewed, the way to it, those who speak none, and those who never read. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { bytesOf, pattern } from "../feeding.ts";
import { readToEnd, request, withServer } from "../serving.ts";

const linuxOnly = { ignore: Deno.build.os !== "linux" };
const FILES = { "large.bin": pattern(30_000_000), "index.html": "home" };

/** Waits until a condition holds; asks again and again, but not for ever. */
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let count = 0; count < 600; count++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`It has not happened in 15 s: ${what}`);
}

Deno.test(
  "Serving.reload() gives new connections the new certificate and new users, and drops nobody",
  linuxOnly,
  async () => {
    const read = (name: string) => Deno.readTextFile(new URL(name, import.meta.url));
    const first = { cert: await read("localhost_cert.pem"), key: await read("localhost_key.pem") };
    const second = { cert: await read("other_cert.pem"), key: await read("other_key.pem") };
    await withServer({ files: FILES, serve: { tls: first } }, async ({ address, serving }) => {
      const connect = async (cert: string) => {
        const conn = await Deno.connectTls({ ...address, hostname: "localhost", caCerts: [cert] });
        try {
          await conn.handshake();
          return conn;
        } catch (error) {
          conn.close();
          throw error;
        }
      };
      const held = await connect(first.cert);
      const access = { users: [{ name: "ada", secret: "plain:x" }], rules: [] };
      await serving.reload({ access, tls: second });
      const dropped: string[] = [];
      await until("the new certificate is given alone", async () => {
        const tried = await Promise.all(
          Array.from({ length: 8 }, () =>
            connect(second.cert).then((conn) => (conn.close(), true), (error) => {
              if (!/certificate|UnknownIssuer/i.test(String(error))) dropped.push(String(error));
              return false;
            })),
        );
        return tried.every((ok) => ok);
      });
      // What the kernel was just handing to the listener before may be reset; nothing else goes wrong.
      assertEquals(dropped.filter((error) => !/reset/i.test(error)), []);
      await held.write(bytesOf(request("/", { Connection: "close" })));
      assertMatch(new TextDecoder().decode(await readToEnd(held)), /^HTTP\/1\.1 401 /);
      held.close();
      const wrong = { cert: "nonsense", key: "nonsense" };
      const refused = await serving.reload({ access: null, tls: wrong }).then(
        () => "taken",
        (error) => `${error.message}`,
      );
      assertMatch(refused, /Cannot use the certificate and key/);
      (await connect(second.cert)).close();
    });
  },
);

Deno.test("serve() sends clients of the port without TLS to the one with it", async () => {
  const read = (name: string) => Deno.readTextFile(new URL(name, import.meta.url));
  const tls = { cert: await read("localhost_cert.pem"), key: await read("localhost_key.pem") };
  const other = { cert: await read("other_cert.pem"), key: await read("other_key.pem") };
  await withServer({ files: FILES, serve: { tls, redirectPort: 0 } }, async ({ address, serving }) => {
    const place = { hostname: "127.0.0.1", port: serving.redirectAddress!.port };
    const cases: [request: string, status: number, location: string | undefined][] = [
      [request("/a%20b?c=d"), 308, `https://localhost:${address.port}/a%20b?c=d`],
      [request("http://x/abs"), 308, `https://localhost:${address.port}/abs`],
      ["POST / HTTP/1.1\r\nHost: h:80\r\nContent-Length: 2\r\n\r\nab", 308, `https://127.0.0.1:${address.port}/`],
      ["GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 308, `https://127.0.0.1:${address.port}/`],
      ["GET / HTTP/1.1\r\nHost: LocalHost:80\r\n\r\n", 308, `https://LocalHost:${address.port}/`],
      ["GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 308, `https://127.0.0.1:${address.port}/`],
      ["GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n", 308, `https://127.0.0.1:${address.port}/`],
      [request("/", {}, "HEAD"), 308, `https://localhost:${address.port}/`],
      ["GET / HTTP/1.0\r\n\r\n", 400, undefined],
      ["GET / HTTP/1.1\r\nHost: a<b\r\n\r\n", 400, undefined],
      ["nonsense\r\n\r\n", 400, undefined],
    ];
    for (const [text, status, location] of cases) {
      const bytes = await exchangeRaw(place, text);
      assertMatch(bytes, new RegExp(`^HTTP/1\\.1 ${status} `), text);
      assertEquals(/^Location: (.*)\r$/m.exec(bytes)?.[1], location, text);
      assert(bytes.includes("Connection: close\r\n"));
    }
    assertEquals(serving.redirectAddress!.port, place.port);
    await serving.reload({ access: null, tls: other });
    const asked = await exchangeRaw(place, request("/"));
    assertEquals(/^Location: (.*)\r$/m.exec(asked)?.[1], `https://localhost:${address.port}/`);
  });
});

Deno.test("serve() sends clients of the port without TLS to the site below its base path, and nowhere else", async () => {
  const read = (name: string) => Deno.readTextFile(new URL(name, import.meta.url));
  const tls = { cert: await read("localhost_cert.pem"), key: await read("localhost_key.pem") };
  const options = { files: FILES, site: { base: "/my docs" }, serve: { tls, redirectPort: 0 } };
  await withServer(options, async ({ address, serving }) => {
    const place = { hostname: "127.0.0.1", port: serving.redirectAddress!.port };
    const cases: [target: string, status: number, path: string | undefined][] = [
      ["/", 308, "/my%20docs/"],
      ["/?a", 308, "/my%20docs/?a"],
      ["/my%20docs", 308, "/my%20docs"],
      ["/my%20docs/a/b", 308, "/my%20docs/a/b"],
      ["/my%20docsx", 404, undefined],
      ["/else", 404, undefined],
    ];
    for (const [target, status, path] of cases) {
      const bytes = await exchangeRaw(place, request(target));
      assertMatch(bytes, new RegExp(`^HTTP/1\\.1 ${status} `), target);
      const location = path === undefined ? undefined : `https://localhost:${address.port}${path}`;
      assertEquals(/^Location: (.*)\r$/m.exec(bytes)?.[1], location, target);
    }
  });
});

async function exchangeRaw(place: { hostname: string; port: number }, text: string): Promise<string> {
  using conn = await Deno.connect(place);
  await conn.write(bytesOf(text));
  return new TextDecoder().decode(await readToEnd(conn));
}

Deno.test("Server tells a client that speaks no TLS to a port that does, and serves the others", async () => {
  const read = (name: string) => Deno.readTextFile(new URL(name, import.meta.url));
  const tls = { cert: await read("localhost_cert.pem"), key: await read("localhost_key.pem") };
  await withServer(
    { files: FILES, serve: { tls }, limits: { headTime: 500 } },
    async ({ address, warnings, serving }) => {
      for (const text of [request("/"), "GET / HTTP/1.0\r\n\r\n", "nonsense\r\n\r\n", "x"]) {
        const reply = await exchangeRaw(address, text);
        assertMatch(
          reply,
          /^HTTP\/1\.1 400 Bad Request\r\n[^]*This port speaks TLS: the address begins with https/,
          text,
        );
      }
      // Whoever says nothing, or begins a handshake and no more, has as long as anybody.
      assertEquals(await exchangeRaw(address, ""), "");
      await exchangeRaw(address, "\x16\x03\x01");
      using conn = await Deno.connectTls({ ...address, hostname: "localhost", caCerts: [tls.cert] });
      await conn.write(bytesOf(request("/large.bin") + request("/", { Connection: "close" })));
      const bytes = await readToEnd(conn);
      assert(bytes.length > 30_000_000);
      assert(new TextDecoder().decode(bytes.subarray(-200)).endsWith("\r\n\r\nhome"));
      await until("all are closed", async () => (await serving.metrics()).open === 0);
      assertEquals(warnings, []);
    },
  );
});

Deno.test(
  "Server has every place free again when TLS clients that never read have had their time",
  linuxOnly,
  async () => {
    const read = (name: string) => Deno.readTextFile(new URL(name, import.meta.url));
    const tls = { cert: await read("localhost_cert.pem"), key: await read("localhost_key.pem") };
    await withServer({ files: FILES, serve: { tls }, limits: { writeTime: 300 } }, async ({ address, serving }) => {
      const stuck = await Promise.all(Array.from({ length: 5 }, async () => {
        const conn = await Deno.connectTls({ ...address, hostname: "localhost", caCerts: [tls.cert] });
        await conn.write(bytesOf(request("/large.bin")));
        await conn.read(new Uint8Array(10));
        return conn;
      }));
      await until("all are closed", async () => (await serving.metrics()).open === 0);
      for (const conn of stuck) conn.close();
      const last = await Deno.connectTls({ ...address, hostname: "localhost", caCerts: [tls.cert] });
      await last.write(bytesOf(request("/large.bin")));
      await last.read(new Uint8Array(10));
      assertEquals((await serving.stop(50)).open, 0);
      last.close();
    });
  },
);
