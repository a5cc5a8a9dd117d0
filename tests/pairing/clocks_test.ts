/** The difference of two clocks, its error and its drift, from delays that are made up. */
import { assert, assertEquals } from "@std/assert";
import { Clocks } from "../../src/pairing/clock/clocks.ts";
import type { ClockReading } from "../../src/pairing/terms/pairing.ts";
import { Random } from "../random.ts";

const MS = 1e6;
const SECOND = 1e9;

interface Path {
  readonly seconds: number;
  readonly offset: number;
  readonly skewPpm: number;
  /** Least delay of each way, and what queues add to it, ns. */
  readonly there: number;
  readonly back: number;
  readonly queue: number;
  readonly packets: number;
}

/** Reads the clocks over a path on which packets go both ways. */
function readingOver({ seconds, offset, skewPpm, there, back, queue, packets }: Path, seed = 1): ClockReading {
  const random = new Random(seed);
  const clocks = new Clocks();
  for (let index = 0; index < packets; index++) {
    const fromA = index % 2 === 0;
    const at = index / packets * seconds * SECOND;
    const delay = (fromA ? there : back) - Math.log(1 - random.unit()) * queue;
    const difference = offset + skewPpm * 1e-6 * at;
    clocks.add(at, fromA ? difference + delay : difference - delay, fromA);
  }
  return clocks.line({ first: 0, last: seconds * SECOND, resolution: 1 }, Infinity).reading!;
}

Deno.test("the difference is the middle of what both ways allow, and half of the round trip its error", () => {
  const path = { seconds: 10, offset: 1234 * MS, skewPpm: 0, there: 10 * MS, back: 10 * MS, queue: 0, packets: 1000 };
  const { offset, error } = readingOver(path);
  assert(Math.abs(offset - path.offset) < 1000, `${offset}`);
  assert(error >= 10 * MS && error < 11 * MS, `${error}`);
});

Deno.test("a path that is longer one way than the other is within the error", () => {
  for (const there of [0, 1, 5, 15, 19, 20]) {
    const path = {
      seconds: 10,
      offset: -MS,
      skewPpm: 0,
      there: there * MS,
      back: (20 - there) * MS,
      queue: MS,
      packets: 500,
    };
    const { offset, error } = readingOver(path);
    assert(Math.abs(offset - path.offset) <= error, `${there} ms there: ${offset} within ${error}`);
  }
});

Deno.test("drift is told over ten minutes with queues, and is in the error", () => {
  for (const skewPpm of [-200, -12.5, 0, 12.5, 50, 200]) {
    const path = { seconds: 600, offset: 0, skewPpm, there: 5 * MS, back: 5 * MS, queue: 0.3 * MS, packets: 60_000 };
    const reading = readingOver(path);
    assert(reading.skewPpm !== null, `${skewPpm} ppm are told`);
    assert(
      Math.abs(reading.skewPpm - skewPpm) <= Math.max(3, 0.2 * Math.abs(skewPpm)),
      `${reading.skewPpm}: ${skewPpm}`,
    );
    for (const at of [0, 600 * SECOND]) {
      assert(Math.abs(skewPpm * 1e-6 * at - reading.offset) <= reading.error, `${skewPpm} ppm at ${at}`);
    }
  }
});

Deno.test("drift over a second is not told, and is in the error all the same", () => {
  for (const skewPpm of [0, 30, -60]) {
    const reading = readingOver({
      ...{ seconds: 1, offset: 0, skewPpm, there: MS, back: MS, queue: 0.1 * MS, packets: 200 },
    });
    assertEquals(reading.skewPpm, null);
    assert(Math.abs(skewPpm * 1e-6 * SECOND - reading.offset) <= reading.error);
  }
});

Deno.test("packets of one way bound the difference by the round trip, or not at all", () => {
  const line = (roundTrip: number): ClockReading => {
    const clocks = new Clocks();
    clocks.add(0, 30 * MS, true);
    return clocks.line({ first: 0, last: 0, resolution: 1 }, roundTrip).reading!;
  };
  assertEquals([line(20 * MS).offset, line(20 * MS).error], [20 * MS, 10 * MS + 2]);
  assertEquals(line(Infinity).error, Infinity);
  assertEquals(new Clocks().line({ first: 0, last: 0, resolution: 1 }, Infinity).reading, null);
});
