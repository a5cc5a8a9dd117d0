/** What the lessons about queues promise beyond their patterns: seen in what the wire itself did, not in the time it took. */
import "../../linux/open_libc.ts";
import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import type { WirePacket } from "../../../src/lab/wire/passage.ts";
import { CANNOT_PLAY, playing } from "../can_play.ts";
import { playLesson } from "../play_lesson.ts";

/** How long the server's packets waited for the line, ms, in order. */
function waits(packets: readonly WirePacket[], { delay, rate }: { delay: number; rate: number }): number[] {
  return packets.filter(({ from, event }) => from === "server" && event !== "dropped").map((packet) =>
    packet.delay / 1e6 - delay - packet.bytes.length * 8000 / rate
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
}

const count = (packets: readonly WirePacket[], event: WirePacket["event"]) =>
  packets.filter((packet) => packet.event === event).length;

Deno.test({
  name: playing("saw-tooth loses by the queue again and again, and no packet waits longer than the queue is"),
  ignore: CANNOT_PLAY,
  async fn() {
    const { packets } = await playLesson("saw-tooth");
    const drops = packets.filter(({ event }) => event === "dropped").map(({ at }) => at / 1e9);
    // Drops of one overflow come within a round trip or two: a gap of half a second is another tooth.
    const teeth = 1 + drops.filter((at, index) => index > 0 && at - (drops[index - 1] ?? at) > 0.5).length;
    assertGreater(teeth, 1);
    // 20 packets wait at most, of 2.4 ms each, behind the one on the line.
    assertLess(Math.max(...waits(packets, { delay: 20, rate: 5_000_000 })), 21 * 2.4 + 0.1);
  },
});

Deno.test({
  name: playing("bufferbloat loses nothing, and its packets wait for a second"),
  ignore: CANNOT_PLAY,
  async fn() {
    const { packets } = await playLesson("bufferbloat");
    assertEquals(count(packets, "dropped"), 0);
    assertGreater(Math.max(...waits(packets, { delay: 10, rate: 2_000_000 })), 700);
  },
});

for (const [name, event] of [["codel", "dropped"], ["ecn", "marked"]] as const) {
  Deno.test({
    name: playing(`${name} keeps the wait short`),
    ignore: CANNOT_PLAY,
    async fn() {
      const { packets } = await playLesson(name);
      assertGreater(count(packets, event), 0);
      if (name === "ecn") assertEquals(count(packets, "dropped"), 0);
      const all = waits(packets, { delay: 10, rate: 2_000_000 });
      assertLess(median(all.slice(all.length >> 1)), 40);
    },
  });
}

Deno.test({
  name: playing("nat shows the server another address"),
  ignore: CANNOT_PLAY,
  async fn() {
    const { lines } = await playLesson("nat");
    assert(lines.includes("server: New connection from: ('10.0.2.1', 61001)"), lines.join("\n"));
  },
});

for (const name of ["path-mtu", "black-hole", "idle-firewall"]) {
  Deno.test({
    name: playing(`runLab() plays ${name} as promised`),
    ignore: CANNOT_PLAY,
    fn: async () => void await playLesson(name),
  });
}
