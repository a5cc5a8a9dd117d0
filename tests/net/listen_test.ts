import { assertMatch, assertRejects, assertThrows } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { listenTcp, listenTls, listenUnix } from "../../src/net/listen.ts";

Deno.test("listenTcp() says which port and what to do when it is in use", () => {
  using first = listenTcp({ hostname: "127.0.0.1", port: 0 });
  const error = assertThrows(() => listenTcp({ hostname: "127.0.0.1", port: first.addr.port }), Failure);
  assertMatch(error.message, /^Cannot listen on 127\.0\.0\.1:\d+: the port is in use; choose another/);
});

Deno.test("listenTcp() names the address when no interface has it", () => {
  const error = assertThrows(() => listenTcp({ hostname: "192.0.2.1", port: 0 }), Failure);
  assertMatch(error.message, /192\.0\.2\.1:0: no interface/);
});

Deno.test("listenTls() says that the files do not fit when they are not PEM", () => {
  const error = assertThrows(() => listenTls({ hostname: "127.0.0.1", port: 0 }, { cert: "x", key: "y" }), Failure);
  assertMatch(error.message, /certificate and key/);
});

Deno.test("listenUnix() replaces a stale socket and refuses a live one or a file", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/s`;
  try {
    const live = await listenUnix(path);
    const accepting = live.accept();
    await assertRejects(() => listenUnix(path), Failure, "another process listens");
    (await accepting).close();
    live.close();
    await Deno.writeTextFile(`${folder}/file`, "x");
    await assertRejects(() => listenUnix(`${folder}/file`), Failure, "not a socket");
    (await listenUnix(path)).close();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
