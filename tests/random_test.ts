import { assert, assertEquals } from "@std/assert";
import { Random, seeded } from "./random.ts";

Deno.test("seeded() gives the numbers of mulberry32, again and again", () => {
  const numbers = (seed: number) =>
    Array.from({ length: 3 }, seeded(seed)).map((number) => Math.floor(number * 2 ** 32));
  assertEquals(numbers(1), numbers(1));
  assertEquals(numbers(0), [1144304738, 1416247, 958946056]);
  assertEquals(numbers(-1), numbers(0xffffffff));
});

Deno.test("Random keeps to the limits it is given and reaches them", () => {
  const random = new Random(4);
  const drawn = new Set(Array.from({ length: 200 }, () => random.int(3, 6)));
  assertEquals([...drawn].sort(), [3, 4, 5, 6]);
  assertEquals([random.chance(0), random.chance(1)], [false, true]);
  assertEquals(random.bytes(9).length, 9);
  const shuffled = random.shuffled([1, 2, 3, 4, 5, 6, 7, 8]);
  assertEquals(shuffled.toSorted(), [1, 2, 3, 4, 5, 6, 7, 8]);
  assert(shuffled.some((item, i) => item !== i + 1));
});
