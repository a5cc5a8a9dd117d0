import { assert, assertEquals, assertGreater } from "@std/assert";
import { Direction } from "../../../src/lab/wire/direction.ts";
import { fault } from "../../../src/lab/wire/fault.ts";
import { GOOD_LINK, type LinkOptions } from "../../../src/lab/wire/link_options.ts";
import type { WirePacket } from "../../../src/lab/wire/passage.ts";
import { segment } from "../segment.ts";

const MS = 1e6;

/** One direction of a link, with what was watched and what came out. */
class Bench {
  readonly watched: WirePacket[] = [];
  readonly out: { at: number; data: number }[] = [];
  readonly direction: Direction;

  constructor(link: Partial<LinkOptions>) {
    this.direction = new Direction({ ...GOOD_LINK, ...link }, "client", (packet) => this.watched.push(packet));
  }

  /** Lets data segment number `data` (told by its length) in at `at` ms. */
  enter(data: number, at: number): void {
    this.leave(at);
    this.direction.enter(segment({ flags: "ACK", length: data }), at * MS);
  }

  /** Takes out what is due until `at` ms. */
  leave(at: number): void {
    for (let due = this.direction.due; due <= at * MS; due = this.direction.due) {
      const frame = this.direction.leave(due);
      if (frame !== null) this.out.push({ at: due / MS, data: frame.frame.length - 40 });
    }
  }

  get order(): number[] {
    return this.out.map(({ data }) => data);
  }
}

Deno.test("Direction delivers in order, each packet after the link's delay", () => {
  const bench = new Bench({ delay: 5 });
  bench.enter(1, 0);
  bench.enter(2, 1);
  bench.enter(3, 1.5);
  bench.leave(100);
  assertEquals(bench.out, [{ at: 5, data: 1 }, { at: 6, data: 2 }, { at: 6.5, data: 3 }]);
  assert(bench.direction.empty);
  assertEquals(bench.watched.map(({ delay }) => delay), [5 * MS, 5 * MS, 5 * MS]);
});

Deno.test("Direction never lets packets overtake each other when there is jitter", () => {
  const bench = new Bench({ delay: 5, jitter: 50 });
  for (let data = 1; data <= 200; data++) bench.enter(data, data * 0.1);
  bench.leave(1000);
  assertEquals(bench.order, Array.from({ length: 200 }, (_, index) => index + 1));
  assertGreater(new Set(bench.watched.map(({ delay }) => delay)).size, 1);
});

Deno.test("Direction spaces packets by the link's rate", () => {
  const bench = new Bench({ delay: 1, rate: 1_000_000 });
  // 125 bytes are 1 ms at a megabit per second; 40 of them are headers.
  for (let count = 0; count < 3; count++) bench.enter(85, 0);
  bench.leave(100);
  assertEquals(bench.out.map(({ at }) => at), [2, 3, 4]);
});

Deno.test("Direction loses, holds and doubles the packets that faults name", async (t) => {
  const cases = [
    {
      name: "drop",
      faults: [fault({ action: "drop", from: "client", nth: 2 })],
      order: [1, 3, 4],
      events: [null, "lost", null, null],
    },
    {
      name: "drop two of a kind",
      faults: [fault({ action: "drop", from: "client", kind: "data", nth: 1, count: 2 })],
      order: [3, 4],
      events: ["lost", "lost", null, null],
    },
    {
      name: "another end's",
      faults: [fault({ action: "drop", from: "server", nth: 2 })],
      order: [1, 2, 3, 4],
      events: [null, null, null, null],
    },
    {
      name: "hold",
      faults: [fault({ action: "hold", from: "client", nth: 2 })],
      order: [1, 3, 2, 4],
      events: [null, null, "held", null],
    },
    {
      name: "hold behind two",
      faults: [fault({ action: "hold", from: "client", nth: 1, behind: 2 })],
      order: [2, 3, 1, 4],
      events: [null, null, "held", null],
    },
    {
      name: "duplicate",
      faults: [fault({ action: "duplicate", from: "client", nth: 3 })],
      order: [1, 2, 3, 3, 4],
      events: [null, null, null, "duplicated", null],
    },
  ] as const;
  for (const { name, faults, order, events } of cases) {
    await t.step(name, () => {
      const bench = new Bench({ faults });
      for (let data = 1; data <= 4; data++) bench.enter(data, data);
      bench.leave(1000);
      assertEquals(bench.order, [...order]);
      assertEquals(bench.watched.map(({ event }) => event), [...events]);
      assert(bench.direction.empty);
    });
  }
});

Deno.test("Direction lets a held packet go when nothing comes to overtake it", () => {
  const bench = new Bench({ delay: 2, faults: [fault({ action: "hold", from: "client", nth: 1 })] });
  bench.enter(1, 0);
  assert(!bench.direction.empty);
  bench.leave(1000);
  assertEquals(bench.order, [1]);
  assert(bench.direction.empty);
});

Deno.test("Direction flips one bit of a corrupted packet's data, and no other byte", () => {
  const bench = new Bench({ faults: [fault({ action: "corrupt", from: "client", nth: 1 })] });
  bench.enter(100, 0);
  const [{ bytes, event }] = bench.watched as [WirePacket];
  const whole = segment({ flags: "ACK", length: 100 });
  const changed = [...bytes.keys()].filter((index) => bytes[index] !== whole[index]);
  assertEquals([event, changed.length], ["corrupted", 1]);
  assert(changed[0]! >= 40);
  const bits = bytes[changed[0]!]! ^ whole[changed[0]!]!;
  assertEquals(bits & (bits - 1), 0);
});

Deno.test("Direction does the same to the same packets for the same seed, whatever the timing", () => {
  const play = (seed: number, pace: number) => {
    const bench = new Bench({ seed, loss: 0.2, reorder: 0.2, duplicate: 0.2, corrupt: 0.1 });
    for (let data = 1; data <= 300; data++) bench.enter(data, data * pace);
    bench.leave(10_000);
    return bench.watched.map(({ event, bytes }) => `${event} ${bytes.length}`);
  };
  assertEquals(play(7, 1), play(7, 0.01));
  assert(play(7, 1).join() !== play(8, 1).join());
});

Deno.test("Direction's faults do not depend on packets that come between, nor on where sequence numbers begin", () => {
  const lost = (first: number, repeated: boolean) => {
    const seen: number[] = [];
    const direction = new Direction({ ...GOOD_LINK, loss: 0.1, seed: 5 }, "client", ({ event, bytes }) => {
      const seq = new DataView(bytes.buffer, bytes.byteOffset).getUint32(24);
      if (event === "lost") seen.push((seq - first) >>> 0);
    });
    for (let index = 0; index < 200; index++) {
      const packet = () => segment({ flags: "ACK", length: 100, seq: (first + index * 100) >>> 0, ack: first + 7 });
      direction.enter(packet(), index);
      if (repeated && index % 20 === 0 && !seen.includes(index * 100)) {
        direction.enter(segment({ flags: "ACK", seq: 3 }), index);
      }
    }
    return seen;
  };
  const expected = lost(1000, false);
  assertGreater(expected.length, 5);
  assertEquals(lost(4_294_960_000, false), expected);
  const between = lost(1000, true).filter((offset) => offset < 20_000);
  assertEquals(between, expected);
});

Deno.test("Direction says when it is full, and is not any more once packets have left", () => {
  const bench = new Bench({ delay: 1000 });
  let entered = 0;
  while (!bench.direction.full && entered < 100_000) {
    bench.direction.enter(segment({ flags: "ACK", length: ++entered % 2 }), 0);
  }
  assert(bench.direction.full && entered < 100_000);
  bench.leave(1000);
  assert(!bench.direction.full);
});
