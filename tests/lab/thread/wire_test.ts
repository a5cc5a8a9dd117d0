/** The wire's shell on cables that are sockets: no host, no kernel's TCP. */
import "../../linux/open_libc.ts";
import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { packetPair } from "../../../src/linux/sockets/packet_pair.ts";
import { GOOD_LINK } from "../../../src/lab/wire/link_options.ts";
import { Wire, type WireWatch } from "../../../src/lab/wire/wire.ts";
import { segment } from "../segment.ts";

/** A wire of 1 ms, what it tells, and the far ends of its cables. */
function lay() {
  const [client, near] = packetPair();
  const [server, far] = packetPair();
  const [bell, rope] = packetPair();
  const seen: { host: string; at: number; sent: boolean }[] = [];
  let turns = 0;
  const watch: WireWatch = {
    packet() {},
    seen: (host, { at }, sent) => void seen.push({ host, at, sent }),
    turn: () => (turns++, Infinity),
  };
  const wire = new Wire({ client, server }, bell, { link: { ...GOOD_LINK, delay: 1 }, watch });
  return {
    wire,
    near,
    far,
    rope,
    seen,
    turns: () => turns,
    [Symbol.dispose]() {
      for (const end of [client, near, server, far, bell, rope]) end.close();
    },
  };
}

Deno.test({
  name: "Wire hands packets over in order, no sooner than they are due, and lets its watcher have a turn",
  ignore: Deno.build.os !== "linux",
  fn() {
    using laid = lay();
    const { wire, near, far, seen } = laid;
    for (const seq of [1, 2, 3]) near.write(segment({ flags: "ACK", seq }));
    do wire.step(); while (!wire.empty);
    const buffer = new Uint8Array(100);
    const came = [1, 2, 3].map(() => [far.read(buffer), new DataView(buffer.buffer).getUint32(24)]);
    assertEquals(came, [[40, 1], [40, 2], [40, 3]]);
    assertEquals(far.read(buffer), -1);
    const [went, arrived] = [true, false].map((sent) => seen.filter((one) => one.sent === sent));
    assertEquals([...went!, ...arrived!].map(({ host }) => host), [
      ...Array(3).fill("client"),
      ...Array(3).fill("server"),
    ]);
    for (const place of [0, 1, 2]) assertGreaterOrEqual(arrived![place]!.at - went![place]!.at, 1e6);
    for (let steps = 0; laid.turns() === 0 && steps < 100; steps++) {
      near.write(segment({ flags: "ACK" }));
      wire.step();
    }
    assertGreaterOrEqual(laid.turns(), 1);
  },
});

Deno.test({
  name: "Wire.run() ends when the bell rings",
  ignore: Deno.build.os !== "linux",
  fn() {
    using laid = lay();
    laid.rope.write(Uint8Array.of(1));
    laid.wire.run();
    assertEquals(laid.wire.empty, true);
  },
});
