import { assertEquals } from "@std/assert";
import { Deadlines, type Timed } from "../../src/net/deadlines.ts";

class Recorder implements Timed {
  readonly expired: number[] = [];
  constructor(public deadline: number) {}
  expire(now: number): void {
    this.expired.push(now);
    this.deadline = Infinity;
  }
}

Deno.test("Deadlines.sweep() expires what is due, once, when deadlines moved meanwhile", () => {
  const table = new Deadlines(60_000);
  const [early, late, moved] = [new Recorder(100), new Recorder(300), new Recorder(100)];
  for (const timed of [early, late, moved]) table.add(timed);
  moved.deadline = 250;
  table.sweep(99);
  assertEquals(early.expired, []);
  table.sweep(100);
  assertEquals([early.expired, late.expired, moved.expired], [[100], [], []]);
  table.sweep(260);
  table.sweep(300);
  assertEquals([early.expired, late.expired, moved.expired], [[100], [300], [260]]);
  for (const timed of [early, late, moved]) table.remove(timed);
  assertEquals(table.size, 0);
});
