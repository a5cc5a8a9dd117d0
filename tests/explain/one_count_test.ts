/** Every byte of a stream counts once, however its segments come. */
import { assertEquals } from "@std/assert";
import { Explainer } from "../../src/explain/explainer.ts";
import { type Hole, Holes } from "../../src/explain/memory/holes.ts";
import { Random } from "../random.ts";
import { OPEN } from "./examples/conversations.ts";
import { analysedPackets, play } from "./scenario.ts";

function hole(from: number, to: number): Hole {
  return { from, to, number: 1, ipId: 0, stamp: -1, idBefore: 0, time: 0 };
}

Deno.test("Holes.fill() counts what was passed over, once, and forgets the oldest of many", () => {
  const holes = new Holes();
  holes.open(hole(10, 20));
  holes.open(hole(30, 40));
  assertEquals([holes.at(9), holes.at(10)?.to, holes.at(19)?.to, holes.at(20)], [null, 20, 20, null]);
  const between = [holes.between(0, 10), holes.between(0, 11), holes.between(19, 31), holes.between(20, 31)];
  assertEquals(between.map((found) => found?.from ?? null), [null, 10, 10, 30]);
  assertEquals([holes.fill(0, 10), holes.fill(12, 15), holes.fill(12, 35), holes.fill(0, 100)], [0, 3, 5 + 5, 2 + 5]);
  const many = new Holes();
  for (let i = 0; i < 65; i++) many.open(hole(i * 10, i * 10 + 1));
  assertEquals(many.fill(0, 1000), 64);
});

Deno.test("bytes() is the number of distinct bytes that came, in any order, again and overlapping", () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = new Random(seed);
    const seen = new Set<number>();
    let text = OPEN;
    for (let i = 0; i < 40; i++) {
      const seq = random.int(1, 600);
      const length = random.int(2, 60);
      for (let byte = 0; byte < length; byte++) seen.add(seq + byte);
      text += `\n${(1 + i * 0.05).toFixed(3)} C A ${seq} len ${length} ack 1`;
    }
    const explainer = new Explainer();
    const packets = analysedPackets(text, {}, (analysed) => {
      explainer.observe(analysed);
      return analysed.conversation;
    });
    assertEquals(explainer.bytes(packets[0]!).client, seen.size, `seed ${seed}`);
  }
});

Deno.test("story() and summary() count what came out of order", () => {
  const { stories, summary } = play(
    `${OPEN}\n1 C A 1 len 100 ack 1\n1.01 C A 201 len 100 ack 1\n1.02 C A 101 len 100 ack 1`,
  );
  assertEquals(stories[0]!.paragraphs.some((text) => text.includes("sent 300 bytes in 3 segments")), true);
  assertEquals(summary.paragraphs[0]!.includes("300 bytes"), true);
});
