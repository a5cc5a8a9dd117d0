/** Clients that would stop a server cheaply, threads that die, stops that must end: what is free again afterwards. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { DEFAULT_LIMITS, siteDefaults } from "../defaults.ts";
import { Server, type ServerListener } from "../../../src/http/server/server.ts";
import type { ServerConn } from "../../../src/http/server/connection.ts";
import { Metrics } from "../../../src/http/logging/metrics.ts";
import { until } from "../../until.ts";
import { bytesOf, pattern } from "../feeding.ts";
import { exchangeWith, readToEnd, request, type TestServer, withServer } from "../serving.ts";

const linuxOnly = { ignore: Deno.build.os !== "linux" };

function descriptors(): number {
  return [...Deno.readDirSync("/proc/self/fd")].length;
}

/** Connections that ask for a large file, read its beginning, and then nothing more. */
async function stuckClients({ address }: TestServer, count: number): Promise<Deno.Conn[]> {
  return await Promise.all(Array.from({ length: count }, async () => {
    const conn = await Deno.connect(address);
    await conn.write(bytesOf(request("/large.bin")));
    await conn.read(new Uint8Array(10));
    return conn;
  }));
}

const FILES = { "large.bin": pattern(30_000_000), "index.html": "home" };

Deno.test("Server has every place free again when clients that never read have had their time", linuxOnly, async () => {
  await withServer({ files: FILES, limits: { connections: 10, writeTime: 300 } }, async (server) => {
    const before = descriptors();
    const stuck = await stuckClients(server, 10);
    await until("a place is free", async () => (await server.exchange(request("/")))[0]?.status === 200);
    await until("all are closed", async () => (await server.serving.metrics()).open === 0);
    assertEquals((await server.serving.metrics()).limits["write-time"], 10);
    for (const conn of stuck) conn.close();
    await until("descriptors are free", () => descriptors() <= before);
  });
});

Deno.test(
  "Serving.stop() ends after its grace although clients never read, and leaves no descriptor",
  linuxOnly,
  async () => {
    await withServer({ files: FILES }, async (server) => {
      const before = descriptors();
      const stuck = await stuckClients(server, 5);
      assertEquals((await server.serving.stop(50)).open, 0);
      for (const conn of stuck) conn.close();
      await until("descriptors are free", () => descriptors() <= before);
    });
  },
);

Deno.test("Serving.stop() ends although nobody takes the access log", async () => {
  const never = () => new Promise<void>(() => {});
  await withServer({ files: FILES, logFormat: "common", serve: { log: never } }, async ({ exchange, serving }) => {
    assertEquals((await exchange(request("/")))[0]?.status, 200);
    await serving.stop(0);
  });
});

/** A listener whose accepts have the given outcomes, then wait. */
function scriptedListener(
  outcomes: (Error | ServerConn)[],
): ServerListener & { readonly accepts: number; fail(error: Error): void } {
  let waiting = Promise.withResolvers<ServerConn>();
  waiting.promise.catch(() => {});
  let accepts = 0;
  return {
    get accepts() {
      return accepts;
    },
    accept() {
      accepts++;
      const outcome = outcomes.shift();
      if (outcome === undefined) return waiting.promise;
      return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
    },
    fail(error) {
      const failed = waiting;
      waiting = Promise.withResolvers();
      waiting.promise.catch(() => {});
      failed.reject(error);
    },
    close: () => waiting.reject(new Deno.errors.BadResource("closed")),
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

async function acceptsBy(outcomes: Error[], act: (accepts: () => number) => Promise<void>): Promise<string[]> {
  const root = await Deno.makeTempDir();
  const warnings: string[] = [];
  const listener = scriptedListener(outcomes);
  const server = await Server.start(listener, {
    site: siteDefaults(root),
    limits: DEFAULT_LIMITS,
    metrics: new Metrics(),
    log: null,
    warn: (message) => warnings.push(message),
  });
  try {
    await act(() => listener.accepts);
  } finally {
    await server.stop(0);
    await Deno.remove(root);
  }
  return warnings;
}

Deno.test("Server accepts the next client at once when one has gone before it was accepted", async () => {
  for (const code of ["ENOTCONN", "ECONNABORTED", "EPROTO", "EINVAL"]) {
    const gone = Array.from({ length: 500 }, () => systemError(code));
    const warnings = await acceptsBy(gone, async (accepts) => {
      // A pause after each would be seen: five hundred of them do not fit between these turns.
      for (let turn = 0; turn < 100 && accepts() < 501; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
      assertEquals(accepts(), 501, code);
    });
    assertEquals(warnings, []);
  }
});

Deno.test("Server pauses, and says so once, when the machine is short of what an accept needs", async () => {
  for (const code of ["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"]) {
    const warnings = await acceptsBy([systemError(code), systemError(code)], async (accepts) => {
      await new Promise((resolve) => setTimeout(resolve, 0));
      assertEquals(accepts(), 1, code);
      await until("it accepts again", () => accepts() === 3);
    });
    assertEquals(warnings.length, 1);
    assertMatch(warnings[0]!, /^Cannot accept a connection for now/);
  }
});

Deno.test("Server closes clients without a request when it is out of descriptors, and no other", async () => {
  await withServer({ files: FILES }, async ({ root }) => {
    const real = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const outcomes: (Error | ServerConn)[] = [];
    const clients: Deno.Conn[] = [];
    for (let count = 0; count < 3; count++) {
      clients.push(await Deno.connect({ hostname: "127.0.0.1", port: real.addr.port }));
      outcomes.push(await real.accept());
    }
    // The second is in the middle of its request when descriptors run out.
    await clients[1]!.write(bytesOf(`${request("/")}GET / HTTP/1.1\r\n`));
    const listener = scriptedListener(outcomes);
    const server = await Server.start(listener, {
      site: siteDefaults(root),
      limits: DEFAULT_LIMITS,
      metrics: new Metrics(),
      log: null,
      warn: () => {},
    });
    // With the answer to the first request comes the certainty that the beginning of the second has been read.
    await clients[1]!.read(new Uint8Array(4096));
    await until("all are accepted", () => listener.accepts === 4);
    listener.fail(systemError("EMFILE"));
    assertEquals([(await readToEnd(clients[0]!)).length, (await readToEnd(clients[2]!)).length], [0, 0]);
    await clients[1]!.write(bytesOf("Host: a\r\nConnection: close\r\n\r\n"));
    assertMatch(new TextDecoder().decode(await readToEnd(clients[1]!)), /^HTTP\/1\.1 200 /);
    await server.stop(0);
    for (const conn of clients) conn.close();
    real.close();
  });
});

Deno.test("Server answers a good client while others reset before they are accepted", linuxOnly, async () => {
  await withServer({ files: FILES }, async ({ address, exchange }) => {
    for (let round = 0; round < 5; round++) {
      for (let count = 0; count < 40; count++) await resetAtOnce(address.port);
      assertEquals((await exchange(request("/")))[0]?.text, "home");
    }
  });
});

/** Connects and resets: a close with bytes unread is a RST. */
async function resetAtOnce(port: number): Promise<void> {
  const { resetConnection } = await import("../../../src/linux/reset_connection.ts");
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  assertEquals(resetConnection(conn), true);
  conn.close();
}

Deno.test("serve() puts another thread in the place of one that dies, and says so", linuxOnly, async () => {
  const threadModule = new URL("./dying_worker.ts", import.meta.url);
  const options = { files: FILES, serve: { workers: 2, threadModule }, logFormat: "common" as const };
  await withServer(options, async ({ address, serving, warnings, log }) => {
    const spread = async () => {
      const replies = await Promise.all(Array.from({ length: 40 }, () => exchangeWith(address, request("/"))));
      assertEquals(replies.filter(([reply]) => reply?.text !== "home").length, 0);
    };
    await spread();
    const channel = new BroadcastChannel("tcplab test: die");
    channel.postMessage("now");
    await until("it has died", () => warnings.length > 0);
    channel.close();
    assertMatch(warnings[0]!, /^A serving thread died: .*a fault in a thread.*; another takes its place$/);
    // The new thread takes the channel up again: that it dies as well shows that it came.
    await until("another has come", async () => {
      const next = new BroadcastChannel("tcplab test: die");
      next.postMessage("now");
      await new Promise((resolve) => setTimeout(resolve, 25));
      next.close();
      return warnings.length > 1;
    });
    await spread();
    await serving.stop(1000);
    // Lines that the dead thread had not handed over yet went with it.
    const lines = log().trimEnd().split("\n").length;
    assert(lines >= 40 && lines <= 80, `${lines} lines`);
  });
});
