import { createConnection } from "node:net";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../src/base/failure.ts";
import { runEchoServer } from "../../src/experiment/echo_server.ts";
import { ECHO_PRESETS } from "../../src/experiment/preset.ts";
import { upperCase } from "../../src/experiment/upper_case.ts";
import { kernelClose } from "../../src/net/kernel_close.ts";
import { writeAll } from "../../src/net/write_all.ts";
import { Random } from "../random.ts";
import { bytesOf, playClient, readExactly, startServer } from "./echo_fixture.ts";

function connect(port: number): Promise<Deno.TcpConn> {
  return Deno.connect({ hostname: "127.0.0.1", port });
}

/** Connects and has the kernel send a RST, the way a program does it that was killed: SO_LINGER of zero. */
async function resetAtOnce(port: number): Promise<void> {
  const socket = createConnection({ host: "127.0.0.1", port });
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.resetAndDestroy();
  await closed;
}

/** Sends `message` in pieces while reading; gives what came back. */
async function echo(conn: Deno.TcpConn, message: Uint8Array): Promise<Uint8Array> {
  const answer = readExactly(conn, message.length);
  let start = 0;
  for (let piece = 1; start < message.length; piece = piece * 3 % 4099) {
    await writeAll(conn, message.subarray(start, start + piece));
    start += piece;
  }
  return await answer;
}

Deno.test("runEchoServer() answers any bytes, cut anywhere, with buffers of every size", async () => {
  for (const buffer of [1, 5, 100, 1024, 65_536]) {
    const server = await startServer({ buffer, count: 1 });
    const conn = await connect(server.port);
    const message = new Random(buffer).bytes(buffer === 1 ? 500 : 20_000);
    assertEquals(await echo(conn, message), upperCase(message));
    await kernelClose(conn);
    await server.done;
    const received = server.log.events.filter((event) => event.type === "received");
    assert(received.every(({ bytes }) => bytes.length >= 1 && bytes.length <= buffer));
  }
});

Deno.test("runEchoServer() serves one client after the other", async () => {
  const { port, log, stop } = await startServer();
  const first = await connect(port);
  await log.until(() => log.count("connection") === 1);
  const second = await connect(port);
  await second.write(bytesOf("second"));
  await first.write(bytesOf("first"));
  assertEquals(await readExactly(first, 5), bytesOf("FIRST"));
  assertEquals(log.count("connection"), 1, "the second client waits in the backlog");
  await kernelClose(first);
  assertEquals(await readExactly(second, 6), bytesOf("SECOND"));
  await kernelClose(second);
  await log.until(() => log.count("closed") === 2);
  assertEquals(await stop(), { clients: 2, interrupted: true });
});

Deno.test("runEchoServer() serves clients at once when concurrent", async () => {
  const { port, stop } = await startServer({ concurrent: true });
  const conns = await Promise.all(Array.from({ length: 40 }, () => connect(port)));
  // The last to come is the first to speak.
  for (const [index, conn] of [...conns.entries()].reverse()) {
    assertEquals(await echo(conn, new Random(index).bytes(2000)), upperCase(new Random(index).bytes(2000)));
  }
  for (const conn of conns) await kernelClose(conn);
  assertEquals((await stop()).clients, 40);
});

Deno.test("runEchoServer() lives through clients that reset, then serves a good one", async () => {
  const { server, client, words } = ECHO_PRESETS.v3;
  const resets = 50;
  const { port, log, done } = await startServer({ ...server, count: resets + 1 });
  for (let index = 0; index < resets; index++) {
    assertEquals((await playClient(port, { ...client, reads: index % 3 })).result, { outcome: "done" });
  }
  const good = await connect(port);
  await good.write(bytesOf("abc"));
  assertEquals((await readExactly(good, 3000)).length, 3000);
  await kernelClose(good);
  assertEquals(await done, { clients: resets + 1, interrupted: false });
  const lines = new Set(log.transcript("server", words).filter((line) => line.includes("Error")));
  lines.delete("ConnectionResetError: [Errno 104] Connection reset by peer");
  lines.delete("BrokenPipeError: [Errno 32] Broken pipe");
  assertEquals([...lines], []);
});

Deno.test("runEchoServer() lives through clients that reset before they are accepted", async () => {
  const { port, log, stop } = await startServer({ noDelay: true });
  const first = await connect(port);
  await log.until(() => log.count("connection") === 1);
  const gone = 20;
  for (let index = 0; index < gone; index++) await resetAtOnce(port);
  await kernelClose(first);
  const { log: good } = await playClient(port);
  assertEquals(good.transcript("client", ECHO_PRESETS.v1.words), ["received data: b'HELLO, WORLD!'"]);
  await log.until(() => log.count("closed") === log.count("connection"));
  await stop();
  assert(log.count("error") >= gone, `${log.count("error")} of ${gone} clients were reported`);
  const errors = log.events.filter((event) => event.type === "error").map(({ error }) => error.name);
  assertEquals([...new Set(errors)], ["ConnectionResetError"]);
});

Deno.test("runEchoServer() closes after its exchanges", async () => {
  const { port, log, done } = await startServer({ exchanges: 2, count: 1 });
  const conn = await connect(port);
  for (const word of ["one", "two"]) {
    await conn.write(bytesOf(word));
    assertEquals(await readExactly(conn, 3), upperCase(bytesOf(word)));
  }
  assertEquals(await conn.read(new Uint8Array(1)), null);
  conn.close();
  await done;
  const closed = log.events.at(-1);
  assert(closed?.type === "closed");
  assertEquals([closed.reason, closed.received, closed.sent], ["done", 6, 6]);
});

Deno.test("runEchoServer() gives up on a silent client after the timeout, and serves the next", async () => {
  const { port, log, done } = await startServer({ timeout: 30, count: 2 });
  const silent = await connect(port);
  await log.until(() => log.count("closed") === 1);
  assertEquals(log.transcript("server", ECHO_PRESETS.v1.words).at(-1), "TimeoutError: timed out");
  assertEquals(await silent.read(new Uint8Array(1)), null);
  silent.close();
  const { log: next } = await playClient(port);
  assertEquals(next.transcript("client", ECHO_PRESETS.v1.words), ["received data: b'HELLO, WORLD!'"]);
  await done;
});

Deno.test("runEchoServer() serves others while a client does not read", async () => {
  const { port, log, stop } = await startServer({ repeat: 2_000_000, concurrent: true });
  const deaf = await connect(port);
  await deaf.write(bytesOf("never read"));
  await log.until(() => log.count("received") === 1);
  const other = await connect(port);
  await other.write(bytesOf("x"));
  assertEquals(await readExactly(other, 2_000_000), new Uint8Array(2_000_000).fill(0x58));
  await kernelClose(other);
  assertEquals(log.events.filter((event) => event.type === "sent").length, 1, "the first reply still waits");
  assertEquals(await stop(), { clients: 2, interrupted: true });
  // Only the peer's end lets go of a write that waits.
  await kernelClose(deaf);
});

Deno.test("runEchoServer() closes everything when interrupted: waiting, reading, pausing", async () => {
  const idle = await startServer();
  assertEquals(await idle.stop(), { clients: 0, interrupted: true });
  await assertRejects(() => connect(idle.port), Deno.errors.ConnectionRefused);
  for (const options of [{}, { delay: 3_600_000 }, { concurrent: true }]) {
    const { port, log, stop } = await startServer(options);
    const conn = await connect(port);
    await log.until(() => log.count("connection") === 1);
    assertEquals(await stop(), { clients: 1, interrupted: true });
    assertEquals(await conn.read(new Uint8Array(1)), null);
    conn.close();
    await assertRejects(() => connect(port), Deno.errors.ConnectionRefused);
  }
});

Deno.test("runEchoServer() does nothing when it is interrupted before it begins", async () => {
  const result = await runEchoServer({
    ...ECHO_PRESETS.v1.server,
    host: "127.0.0.1",
    port: 0,
    signal: AbortSignal.abort(),
  });
  assertEquals(result, { clients: 0, interrupted: true });
});

Deno.test("runEchoServer() rejects with one line when it cannot listen", async () => {
  const { port, stop } = await startServer();
  const table = [
    { options: { host: "127.0.0.1", port }, expected: "the port is in use" },
    { options: { host: "192.0.2.1", port: 0 }, expected: "no interface of this machine has that address" },
    { options: { host: "nowhere.invalid", port: 0 }, expected: "Cannot listen on nowhere.invalid:0" },
  ];
  for (const { options, expected } of table) {
    const failure = await assertRejects(() => runEchoServer({ ...ECHO_PRESETS.v1.server, ...options }), Failure);
    assert(failure.message.includes(expected) && !failure.message.includes("\n"), failure.message);
  }
  await stop();
});

Deno.test("runEchoServer() rejects and closes everything when the event listener fails", async () => {
  for (const concurrent of [false, true]) {
    let port = 0;
    const listening = Promise.withResolvers<void>();
    const done = runEchoServer({
      ...ECHO_PRESETS.v1.server,
      host: "127.0.0.1",
      port: 0,
      concurrent,
      onEvent(event) {
        if (event.type === "listening") port = event.local.port;
        if (event.type === "listening") listening.resolve();
        if (event.type === "received") throw new RangeError("a listener's own fault");
      },
    });
    const rejected = assertRejects(() => done, RangeError);
    await listening.promise;
    const conn = await connect(port);
    await conn.write(bytesOf("x"));
    await rejected;
    assertEquals(await conn.read(new Uint8Array(1)), null);
    conn.close();
  }
});
