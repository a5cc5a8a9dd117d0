import { assertEquals } from "@std/assert";
import { seqAdd, seqAfter, seqBefore, seqDiff, seqMax } from "../../src/packet/sequence.ts";

const cases = [
  { a: 1, b: 0, diff: 1 },
  { a: 0, b: 1, diff: -1 },
  { a: 0, b: 0xffffffff, diff: 1 },
  { a: 0xffffffff, b: 0, diff: -1 },
  { a: 0x7fffffff, b: 0, diff: 0x7fffffff },
  { a: 0x80000000, b: 0, diff: -0x80000000 },
  { a: 100, b: 0xffffff00, diff: 356 },
];

Deno.test("seqDiff() is the signed distance on the circle, also across zero", () => {
  for (const { a, b, diff } of cases) {
    assertEquals(seqDiff(a, b), diff);
    assertEquals(seqDiff(a | 0, b | 0), diff, "signed forms of the same numbers");
  }
});

Deno.test("seqBefore() and seqAfter() say what the sign of the distance says", () => {
  for (const { a, b, diff } of cases) {
    assertEquals(seqBefore(a, b), diff < 0);
    assertEquals(seqAfter(a, b), diff > 0);
  }
});

Deno.test("seqAdd() wraps and stays unsigned", () => {
  assertEquals(seqAdd(0xffffffff, 1), 0);
  assertEquals(seqAdd(0xfffffff0, 0x20), 0x10);
  assertEquals(seqAdd(5, -10), 0xfffffffb);
});

Deno.test("seqMax() gives the later number on the circle", () => {
  assertEquals(seqMax(0xffffffff, 3), 3);
  assertEquals(seqMax(7, 3), 7);
});
