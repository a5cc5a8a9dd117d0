/** Numbers in rows are properties like others, and no row touches another one. */
import { assertEquals } from "@std/assert";
import { double, flag, int, list, numberRows, thing } from "../../src/base/number_rows.ts";

const Numbers = numberRows({
  count: int(),
  open: flag(true),
  time: double(-1),
  shift: int(-7),
  closed: flag(),
  share: double(0.5),
});

class Visit extends Numbers {
  name = "";

  get late(): boolean {
    return this.time > 100;
  }
}

function read(visit: Visit): unknown[] {
  return [visit.count, visit.open, visit.time, visit.shift, visit.closed, visit.share, visit.late];
}

Deno.test("numberRows() gives objects that begin with the values that were said", () => {
  // More than one piece of memory holds.
  for (let i = 0; i < 40; i++) assertEquals(read(new Visit()), [0, true, -1, -7, false, 0.5, false]);
});

Deno.test("numberRows() keeps what each object was told, however many there are", () => {
  const visits = Array.from({ length: 100 }, () => new Visit());
  visits.forEach((visit, i) => {
    visit.count = -(2 ** 31) + i;
    visit.open = i % 2 === 0;
    visit.time = i * 1e15 + 0.125;
    visit.shift++;
    visit.closed = i % 3 === 0;
    visit.share = i === 7 ? Infinity : -i / 3;
  });
  visits.forEach((visit, i) => {
    const expected = [
      -(2 ** 31) + i,
      i % 2 === 0,
      i * 1e15 + 0.125,
      -6,
      i % 3 === 0,
      i === 7 ? Infinity : -i / 3,
      i > 0,
    ];
    assertEquals(read(visit), expected, `visit ${i}`);
  });
  assertEquals(read(new Visit()), [0, true, -1, -7, false, 0.5, false]);
});

Deno.test("numberRows() takes an integer for a signed one of 32 bits", () => {
  const visit = new Visit();
  visit.count = 0xffff_ffff;
  assertEquals(visit.count, -1);
});

Deno.test("numberRows() gives rare fields a place when one of them first changes", () => {
  const Rare = numberRows({ count: int() }, {
    time: double(-1),
    number: int(7),
    late: flag(),
    open: flag(true),
    text: thing<string | null>(null),
  });
  const all = (
    one: InstanceType<typeof Rare>,
  ): unknown[] => [one.count, one.time, one.number, one.late, one.open, one.text];
  const fresh: unknown[] = [0, -1, 7, false, true, null];
  const changes: readonly ((one: InstanceType<typeof Rare>) => void)[] = [
    (one) => one.time = 0.5,
    (one) => one.number++,
    (one) => one.late = true,
    (one) => one.open = false,
    (one) => one.text = "told",
  ];
  const changed = [0.5, 8, true, false, "told"];
  const rowOf = (one: InstanceType<typeof Rare>): unknown => (one as unknown as { rare: unknown }).rare;
  const usual = rowOf(new Rare());
  // More than one piece of memory holds, and each with what it begins with.
  for (let round = 0; round < 8; round++) {
    changes.forEach((change, i) => {
      const one = new Rare();
      [one.time, one.number, one.late, one.open, one.text] = [-1, 7, false, true, null];
      assertEquals(all(one), fresh);
      assertEquals(rowOf(one) === usual, true);
      change(one);
      assertEquals(all(one), fresh.with(i + 1, changed[i]!));
    });
  }
});

Deno.test("numberRows() keeps a list of integers in each row", () => {
  const Lists = numberRows({ before: int(-1), list: list(3), after: int(-2), share: double(0.5) });
  const lists = Array.from({ length: 40 }, () => new Lists());
  lists.forEach(({ ints, list }, i) => ints.set([i, -i, 2 * i], list));
  lists.forEach(({ ints, list, before, after, share }, i) => {
    assertEquals([...ints.subarray(list, list + 3), before, after, share], [i, -i, 2 * i, -1, -2, 0.5]);
  });
});

Deno.test("numberRows() keeps two classes apart", () => {
  const Others = numberRows({ time: int(3) });
  const [other, visit] = [new Others(), new Visit()];
  other.time = 5;
  assertEquals([other.time, visit.time], [5, -1]);
  assertEquals("count" in other, false);
});
