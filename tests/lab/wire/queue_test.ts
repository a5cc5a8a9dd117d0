import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { ecnOf, marked, setEcn } from "../../../src/lab/queue/congestion_mark.ts";
import { CoDelQueue } from "../../../src/lab/queue/codel.ts";
import { Fifo } from "../../../src/lab/queue/fifo.ts";
import type { Queue, QueueOptions, Waiting } from "../../../src/lab/queue/queue.ts";
import { RedQueue } from "../../../src/lab/queue/red.ts";
import { TailDropQueue } from "../../../src/lab/queue/tail_drop.ts";
import { foldSum, sumWords } from "../../../src/packet/checksum.ts";
import { emitSegment } from "../../packet/emit.ts";
import { ACK } from "../../../src/packet/packet.ts";

const MS = 1e6;

interface Numbered extends Waiting {
  readonly number: number;
}

function packet(number: number, given: Partial<Numbered> = {}): Numbered {
  return { number, size: 1500, packets: 1, mark: () => false, chance: () => 0.5, ...given };
}

function options(given: Partial<QueueOptions<Numbered>> = {}): QueueOptions<Numbered> {
  return {
    limit: { unit: "packets", most: 1000 },
    ecn: false,
    largest: 1500,
    slot: 1.2 * MS,
    dropped: () => {},
    ...given,
  };
}

Deno.test("Fifo gives back what came, in order, however much came", () => {
  const fifo = new Fifo<number>();
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 3000; n++) fifo.push(n);
    for (let n = 0; n < 3000; n++) assertEquals([fifo.length, fifo.first, fifo.take()], [3000 - n, n, n]);
    assertEquals([fifo.length, fifo.first, fifo.take()], [0, undefined, undefined]);
  }
});

Deno.test("TailDropQueue takes what has room, by packets or by bytes", () => {
  const cases = [
    { limit: { unit: "packets", most: 3 }, sizes: [1500, 40, 40, 40], taken: [true, true, true, false] },
    { limit: { unit: "bytes", most: 3000 }, sizes: [1500, 1500, 40], taken: [true, true, false] },
    { limit: { unit: "bytes", most: 3000 }, sizes: [1500, 1400, 100], taken: [true, true, true] },
    // What is larger than the whole queue may wait alone: else it would never pass.
    { limit: { unit: "bytes", most: 100 }, sizes: [1500, 40], taken: [true, false] },
    { limit: { unit: "packets", most: Infinity }, sizes: [1, 2, 3], taken: [true, true, true] },
  ] as const;
  for (const { limit, sizes, taken } of cases) {
    const queue = new TailDropQueue<Numbered>(limit);
    assertEquals(sizes.map((size, number) => queue.offer(packet(number, { size }))), [...taken]);
    assertEquals(queue.length, taken.filter((one) => one).length);
    while (queue.take() !== null);
    assertEquals([queue.length, queue.bytes, queue.filled], [0, 0, 0]);
  }
});

Deno.test("TailDropQueue counts a large segment as the packets that it will be cut into", () => {
  const queue = new TailDropQueue<Numbered>({ unit: "packets", most: 10 });
  assertEquals([4, 4, 4].map((packets, number) => queue.offer(packet(number, { packets }))), [true, true, false]);
});

/** Feeds a queue whose line takes one packet each 1.2 ms (10 Mbit/s), and tells what was dropped or marked, and when. */
function standingQueue(
  make: (options: QueueOptions<Numbered>) => Queue<Numbered>,
  { arrivals, until, ...rest }: { arrivals: (now: number) => number; until: number } & Partial<QueueOptions<Numbered>>,
): { drops: number[]; marks: number[]; refused: number[]; longest: number } {
  const [drops, marks, refused]: [number[], number[], number[]] = [[], [], []];
  let [now, number, longest] = [0, 0, 0];
  const queue = make(options({ dropped: () => drops.push(now / MS), ...rest }));
  for (; now < until * MS; now += 1.2 * MS) {
    for (let count = arrivals(now / MS); count > 0; count--) {
      const at = now;
      const mark = () => marks.push(at / MS) > 0;
      if (!queue.offer(packet(number++, { mark, chance: () => (number * 0.618) % 1 }), now)) refused.push(now / MS);
    }
    longest = Math.max(longest, queue.length);
    queue.take(now);
  }
  return { drops, marks, refused, longest };
}

Deno.test("CoDelQueue drops nothing from a burst, and begins after an interval above the target", () => {
  // 60 packets at once: the last waits 72 ms, and the wait falls below 5 ms within the interval of 100 ms.
  assertEquals(
    standingQueue((o) => new CoDelQueue(o), { arrivals: (now) => now === 0 ? 60 : 0, until: 200 }).drops,
    [],
  );
  // A standing queue of 20 packets (24 ms): the first drop comes an interval after the wait was first too long.
  const { drops } = standingQueue((o) => new CoDelQueue(o), { arrivals: (now) => now === 0 ? 21 : 1, until: 1000 });
  const [first = 0, second = 0] = drops;
  // The fifth packet is the first that has waited 5 ms.
  assert(Math.abs(first - (6 + 100)) < 2.5, `first drop at ${first} ms`);
  assert(Math.abs(second - first - 100) < 2.5, `second drop at ${second} ms`);
});

Deno.test("CoDelQueue's drops follow the control law: the n-th comes interval / sqrt(n) after the one before", () => {
  const { drops } = standingQueue((o) => new CoDelQueue(o), { arrivals: (now) => now === 0 ? 200 : 1, until: 1000 });
  const gaps = drops.slice(1).map((at, index) => at - (drops[index] ?? 0));
  assertGreater(gaps.length, 15);
  for (const [index, gap] of gaps.slice(0, 15).entries()) {
    const expected = 100 / Math.sqrt(index + 1);
    assert(Math.abs(gap - expected) <= 1.3, `gap ${index + 1} is ${gap} ms, the law says ${expected}`);
  }
});

Deno.test("CoDelQueue goes on with its pace where it soon has to drop again", () => {
  let phase = 0;
  // A long queue, a pause in which it empties, and again a long queue.
  const arrivals = (now: number) => {
    if (now < 900) return now === 0 ? 200 : 1;
    if (now < 1300) return 0;
    return phase++ === 0 ? 200 : 1;
  };
  const { drops } = standingQueue((o) => new CoDelQueue(o), { arrivals, until: 2000 });
  const again = drops.filter((at) => at > 1300);
  assertGreater(again.length, 3);
  assertLess((again[1] ?? 0) - (again[0] ?? 0), 50);
});

Deno.test("CoDelQueue marks instead of dropping where packets speak ECN", () => {
  const arrivals = (now: number) => now === 0 ? 200 : 1;
  const { drops, marks } = standingQueue((o) => new CoDelQueue(o), { arrivals, until: 1000, ecn: true });
  assertEquals(drops, []);
  assertGreater(marks.length, 15);
});

Deno.test("RedQueue lets everything in below a third of its upper bound, and everything out at its limit", () => {
  const limit = { unit: "packets", most: 60 } as const;
  const short = standingQueue((o) => new RedQueue(o), { arrivals: (now) => now === 0 ? 9 : 1, until: 5000, limit });
  assertEquals([short.refused, short.longest], [[], 9]);
  const flooded = standingQueue((o) => new RedQueue(o), { arrivals: () => 2, until: 20_000, limit });
  assertGreater(flooded.refused.length, 7000);
  assertLess(flooded.longest, 61);
});

Deno.test("RedQueue drops the share that its average asks for, evenly spread", () => {
  // Kept at 24 of 60: between the bounds 10 and 30, where 0.1 * 14 / 20 = 7 % are dropped.
  const queue = new RedQueue<Numbered>(options({ limit: { unit: "packets", most: 60 } }));
  let [refused, offered, now] = [0, 0, 0];
  const gaps: number[] = [];
  let since = 0;
  for (let number = 0; number < 40_000; number++) {
    now += 1.2 * MS;
    while (queue.length < 24) {
      offered++;
      since++;
      const chance = (Math.imul(offered, 2654435761) >>> 0) / 2 ** 32;
      if (queue.offer(packet(offered, { chance: () => chance }), now)) continue;
      if (number > 5000) gaps.push(since);
      [since, refused] = [0, refused + (number > 5000 ? 1 : 0)];
    }
    queue.take(now);
  }
  assert(Math.abs(queue.average - 23.5) < 1, String(queue.average));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  // Spread evenly over 1 / p: the mean gap is half of it and a little more.
  assert(mean > 5 && mean < 16, `a drop every ${mean} packets`);
  assertLess(Math.max(...gaps), 17);
});

Deno.test("RedQueue marks between its bounds and drops above them", () => {
  const limit = { unit: "packets", most: 60 } as const;
  const { marks, refused } = standingQueue((o) => new RedQueue(o), {
    arrivals: () => 2,
    until: 20_000,
    limit,
    ecn: true,
  });
  assertGreater(marks.length, 0);
  assertGreater(refused.length, 0);
  assertLess(Math.max(...marks.slice(0, 1)), Math.min(...refused.slice(-1)));
});

Deno.test("marked() sets congestion experienced where the ends speak ECN, and the IPv4 checksum stays right", () => {
  for (const [src, dst] of [["10.0.2.4", "10.0.2.15"], ["fd00::4", "fd00::15"]] as const) {
    const bytes = emitSegment({ src, dst, srcPort: 1, dstPort: 2, flags: ACK, payload: new Uint8Array(10) });
    assertEquals(marked(bytes), null);
    for (const ecn of [1, 2, 3]) {
      setEcn(bytes, ecn);
      assertEquals(ecnOf(bytes), ecn);
      const result = marked(bytes);
      assert(result !== null);
      assertEquals([ecnOf(result), ecnOf(bytes)], [3, ecn]);
      if (result[0]! >> 4 === 4) assertEquals(foldSum(sumWords(result, 0, 20)), 0xffff);
      assertEquals(result.slice(20), bytes.slice(20));
    }
  }
});
