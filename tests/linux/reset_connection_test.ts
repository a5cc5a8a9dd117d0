/** Ending a connection under a write that its peer keeps from ending. */
import { assert, assertEquals } from "@std/assert";
import { libc } from "../../src/linux/calls/libc.ts";
import { resetConnection } from "../../src/linux/reset_connection.ts";

if (Deno.build.os === "linux") libc();

const linuxOnly = { ignore: Deno.build.os !== "linux" };

for (const hostname of ["127.0.0.1", "::1"]) {
  Deno.test(
    `resetConnection() ends a pending write and a pending read over ${hostname}, and the peer is reset`,
    linuxOnly,
    async () => {
      using listener = Deno.listen({ hostname, port: 0 });
      const peer = await Deno.connect({ hostname, port: listener.addr.port });
      const conn = await listener.accept();
      // Where Deno has not noted the descriptor, it is found by the addresses.
      const { localAddr, remoteAddr } = conn;
      const writing = (async () => {
        for (;;) await conn.write(new Uint8Array(1 << 20));
      })().catch((error) => error);
      const reading = conn.read(new Uint8Array(1)).catch(() => null);
      await peer.read(new Uint8Array(1));
      assertEquals(resetConnection({ localAddr, remoteAddr }), true);
      assert(await writing instanceof Error);
      assertEquals(await reading, null);
      conn.close();
      const drained = (async () => {
        while (await peer.read(new Uint8Array(1 << 20)) !== null);
      })();
      assert(await drained.then(() => null, (error) => error) instanceof Deno.errors.ConnectionReset);
      peer.close();
      assertEquals(resetConnection({ localAddr, remoteAddr }), false);
    },
  );
}

Deno.test("resetConnection() touches nothing that is no TCP connection of this process", linuxOnly, () => {
  const addr = { transport: "tcp", hostname: "192.0.2.1", port: 9 } as const;
  const unix = { transport: "unix", path: "/x" } as const;
  assertEquals(resetConnection({ localAddr: addr, remoteAddr: addr }), false);
  assertEquals(resetConnection({ localAddr: unix, remoteAddr: unix }), false);
});
