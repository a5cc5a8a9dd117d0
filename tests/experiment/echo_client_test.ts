import { assert, assertEquals } from "@std/assert";
import { runEchoClient } from "../../src/experiment/echo_client.ts";
import { ECHO_PRESETS } from "../../src/experiment/preset.ts";
import { kernelClose } from "../../src/net/kernel_close.ts";
import { bytesOf, EventLog, playClient, readExactly, startServer } from "./echo_fixture.ts";

const { client, words } = ECHO_PRESETS.v1;

/** A server of one client that does what `serve` says. */
async function withServer(
  serve: (conn: Deno.TcpConn) => Promise<void>,
  play: (port: number) => Promise<void>,
): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = listener.accept().then(serve);
  await play(listener.addr.port);
  await serving;
}

Deno.test("runEchoClient() sends every message its times and sends, with reads after each", async () => {
  const { port, log, done } = await startServer({ count: 1 });
  const messages = ["one ", Uint8Array.of(0xff, 0x61, 0x00)];
  const played = await playClient(port, { messages, times: 3, sends: 2, reads: 1, readSize: 4096 });
  assertEquals(played.result, { outcome: "done" });
  await done;
  const sent = played.log.events.filter((event) => event.type === "sent").map(({ length, times }) => [length, times]);
  assertEquals(sent, [[12, 3], [12, 3], [9, 3], [9, 3]]);
  const received = log.events.filter((event) => event.type === "received").flatMap(({ bytes }) => [...bytes]);
  assertEquals(received, [...bytesOf("one ".repeat(6)), ...Array(6).fill([0xff, 0x61, 0x00]).flat()]);
});

Deno.test("runEchoClient() shows the end of stream as Python does, and reads no further", async () => {
  await withServer(async (conn) => {
    await readExactly(conn, 13);
    await conn.write(bytesOf("bye"));
    await kernelClose(conn);
  }, async (port) => {
    const { result, log } = await playClient(port, { reads: 5, delay: 1 });
    assertEquals(result, { outcome: "done" });
    assertEquals(log.transcript("client", words), ["received data: b'bye'", "received data: b''"]);
  });
});

Deno.test("runEchoClient() says what failed", async () => {
  using closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = closed.addr;
  closed.close();
  const refused = await runEchoClient({ ...client, host: "localhost", port });
  assert(refused.outcome === "failed");
  assertEquals([refused.step, refused.error.name], ["connect", "ConnectionRefusedError"]);

  const unknown = await runEchoClient({ ...client, host: "nowhere.invalid", port });
  assert(unknown.outcome === "failed");
  assertEquals([unknown.step, unknown.error.code], ["connect", "ENOTFOUND"]);
});

Deno.test("runEchoClient() reports a reset and closes", async () => {
  await withServer(async (conn) => {
    await conn.read(new Uint8Array(1));
    await kernelClose(conn); // 12 of 13 bytes are unread: RST
  }, async (port) => {
    const { result, log } = await playClient(port);
    assert(result.outcome === "failed");
    assertEquals([result.step, result.error.name], ["receive", "ConnectionResetError"]);
    assertEquals(log.transcript("client", words), ["ConnectionResetError: [Errno 104] Connection reset by peer"]);
    assertEquals(log.events.at(-1)?.type, "closed");
  });
});

Deno.test("runEchoClient() gives up after the timeout: nothing comes, or nothing is taken", async () => {
  const table = [
    { options: { timeout: 20 }, step: "receive" },
    { options: { timeout: 50, times: 4_000_000 }, step: "send" },
  ];
  for (const { options, step } of table) {
    const release = Promise.withResolvers<void>();
    await withServer(async (conn) => {
      await release.promise;
      await kernelClose(conn);
    }, async (port) => {
      const { result } = await playClient(port, options);
      assert(result.outcome === "failed");
      assertEquals([result.step, result.error.message], [step, "timed out"]);
      release.resolve();
    });
  }
});

Deno.test("runEchoClient() closes when interrupted", async () => {
  const controller = new AbortController();
  await withServer(async (conn) => {
    await readExactly(conn, 13);
    controller.abort();
    assertEquals(await conn.read(new Uint8Array(1)), null);
    conn.close();
  }, async (port) => {
    const { result, log } = await playClient(port, { signal: controller.signal });
    assertEquals(result, { outcome: "interrupted" });
    assertEquals(log.events.at(-1)?.type, "closed");
  });
  const log = new EventLog();
  const options = { ...client, host: "127.0.0.1", port: 9, signal: controller.signal, onEvent: log.listener };
  assertEquals(await runEchoClient(options), { outcome: "interrupted" });
  assertEquals(log.events, []);
});
