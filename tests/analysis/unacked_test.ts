import { assertEquals } from "@std/assert";
import { Direction } from "../../src/analysis/direction.ts";
import {
  dropCovered,
  outEnd,
  outPacket,
  outSeq,
  outTime,
  pushOut,
  spanOut,
  type UnackedSegments,
} from "../../src/analysis/unacked.ts";
import { Random } from "../random.ts";

type Plain = { seq: number; end: number; packet: number; time: number };

function contents(unacked: UnackedSegments): Plain[] {
  return Array.from({ length: unacked.outCount }, (_, i) => ({
    seq: outSeq(unacked, i),
    end: outEnd(unacked, i),
    packet: outPacket(unacked, i),
    time: outTime(unacked, i),
  }));
}

/** The same as plainly as can be: a list. Numbers stay below 2^31, so that they compare as they are. */
class PlainList {
  list: Plain[] = [];

  span(base: number): number {
    if (this.list.length === 0) return 0;
    return Math.max(...this.list.map(({ end }) => end - base)) - Math.min(...this.list.map(({ seq }) => seq - base));
  }
}

Deno.test("UnackedSegments keeps what a plain list keeps, in whatever order segments come and are acknowledged", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new Random(seed);
    const tidy = random.chance(0.3);
    const [unacked, plain] = [new Direction(), new PlainList()];
    let next = 1000;
    for (let step = 1; step <= 120; step++) {
      if (random.chance(0.65)) {
        const seq = tidy || random.chance(0.6) ? next : random.int(1000, next);
        const end = seq + random.int(1, 20);
        pushOut(unacked, seq, end, step, step * 10);
        plain.list.push({ seq, end, packet: step, time: step * 10 });
        next = Math.max(next, end);
      } else {
        const ack = random.int(1000, next);
        dropCovered(unacked, ack);
        plain.list = plain.list.filter(({ end }) => end > ack);
      }
      assertEquals(contents(unacked), plain.list, `seed ${seed}, step ${step}`);
      assertEquals(spanOut(unacked, 900), plain.span(900), `seed ${seed}, step ${step}`);
    }
  }
});

Deno.test("UnackedSegments compares on the circle", () => {
  const unacked = new Direction();
  pushOut(unacked, -20 | 0, -10 | 0, 1, 0);
  pushOut(unacked, -10 | 0, 5, 2, 0);
  pushOut(unacked, 5, 15, 3, 0);
  assertEquals([unacked.outInOrder, spanOut(unacked, -21)], [true, 35]);
  dropCovered(unacked, 5);
  assertEquals(contents(unacked).map(({ packet }) => packet), [3]);
});

Deno.test("UnackedSegments is in order again once no more than one is left", () => {
  const unacked = new Direction();
  for (const empty of [() => dropCovered(unacked, 30), () => dropCovered(unacked, 100)]) {
    pushOut(unacked, 30, 40, 1, 0);
    assertEquals(unacked.outInOrder, true);
    pushOut(unacked, 20, 30, 2, 0);
    assertEquals(unacked.outInOrder, false);
    empty();
    assertEquals(unacked.outInOrder, true);
    dropCovered(unacked, 1000);
    assertEquals([unacked.outCount, spanOut(unacked, 0)], [0, 0]);
  }
});

Deno.test("UnackedSegments says a negative span for a segment from before the base", () => {
  const unacked = new Direction();
  pushOut(unacked, 100, 110, 1, 0);
  pushOut(unacked, 80, 90, 2, 0);
  assertEquals(spanOut(unacked, 100), -10);
});
