import { assertEquals } from "@std/assert";
import { UnackedSegments } from "../../src/analysis/unacked.ts";
import { Random } from "../random.ts";

type Plain = { seq: number; end: number; packet: number; time: number };

function contents(unacked: UnackedSegments): Plain[] {
  return Array.from({ length: unacked.length }, (_, i) => ({
    seq: unacked.seq(i),
    end: unacked.end(i),
    packet: unacked.packet(i),
    time: unacked.time(i),
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
    const [unacked, plain] = [new UnackedSegments(), new PlainList()];
    let next = 1000;
    for (let step = 1; step <= 120; step++) {
      if (random.chance(0.65)) {
        const seq = tidy || random.chance(0.6) ? next : random.int(1000, next);
        const end = seq + random.int(1, 20);
        unacked.push(seq, end, step, step * 10);
        plain.list.push({ seq, end, packet: step, time: step * 10 });
        next = Math.max(next, end);
      } else {
        const ack = random.int(1000, next);
        unacked.dropCovered(ack);
        plain.list = plain.list.filter(({ end }) => end > ack);
      }
      assertEquals(contents(unacked), plain.list, `seed ${seed}, step ${step}`);
      assertEquals(unacked.span(900), plain.span(900), `seed ${seed}, step ${step}`);
    }
  }
});

Deno.test("UnackedSegments compares on the circle", () => {
  const unacked = new UnackedSegments();
  unacked.push(-20 | 0, -10 | 0, 1, 0);
  unacked.push(-10 | 0, 5, 2, 0);
  unacked.push(5, 15, 3, 0);
  assertEquals([unacked.inOrder, unacked.span(-21)], [true, 35]);
  unacked.dropCovered(5);
  assertEquals(contents(unacked).map(({ packet }) => packet), [3]);
});

Deno.test("UnackedSegments is in order again once no more than one is left, and after clear()", () => {
  const unacked = new UnackedSegments();
  for (const empty of [() => unacked.dropCovered(30), () => unacked.dropCovered(100), () => unacked.clear()]) {
    unacked.push(30, 40, 1, 0);
    assertEquals(unacked.inOrder, true);
    unacked.push(20, 30, 2, 0);
    assertEquals(unacked.inOrder, false);
    empty();
    assertEquals(unacked.inOrder, true);
    unacked.clear();
    assertEquals([unacked.length, unacked.span(0)], [0, 0]);
  }
});

Deno.test("UnackedSegments says a negative span for a segment from before the base", () => {
  const unacked = new UnackedSegments();
  unacked.push(100, 110, 1, 0);
  unacked.push(80, 90, 2, 0);
  assertEquals(unacked.span(100), -10);
});
