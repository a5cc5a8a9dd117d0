import { assertEquals, assertRejects } from "@std/assert";
import { kernelClose } from "../../src/net/kernel_close.ts";

/** Two connected ends. */
async function pair(): Promise<[Deno.TcpConn, Deno.TcpConn]> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = listener.accept();
  const { hostname, port } = listener.addr;
  return [await Deno.connect({ hostname, port }), await accepting];
}

Deno.test("kernelClose() resets the connection when bytes are left unread", async () => {
  const [near, far] = await pair();
  await far.write(new Uint8Array(3000));
  await near.read(new Uint8Array(1000));
  await kernelClose(near);
  // `near.close()` would send a FIN first, and this read would give null.
  await assertRejects(() => far.read(new Uint8Array(10)), Deno.errors.ConnectionReset);
  far.close();
});

Deno.test("kernelClose() ends the stream when everything was read", async () => {
  const [near, far] = await pair();
  await far.write(new Uint8Array(10));
  await near.read(new Uint8Array(10));
  await near.write(Uint8Array.of(7));
  await kernelClose(near);
  const buffer = new Uint8Array(10);
  assertEquals(await far.read(buffer), 1);
  assertEquals(await far.read(buffer), null);
  far.close();
});

Deno.test("kernelClose() does nothing to a connection that is closed already", async () => {
  const [near, far] = await pair();
  near.close();
  await kernelClose(near);
  await kernelClose(near);
  far.close();
});
