import { assertEquals } from "@std/assert";
import * as sequence from "../../src/packet/sequence.ts";
import { seqAdd, seqDiff, seqRelative, signedAdd, signedSeq, unsignedSeq } from "../../src/packet/sequence.ts";

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

Deno.test("the order of two numbers is what the sign of their distance says, in signed and unsigned form", () => {
  for (const { a, b, diff } of cases) {
    for (const [x, y] of [[a, b], [a | 0, b | 0], [a | 0, b], [a, b | 0]] as const) {
      assertEquals(sequence.seqBefore(x, y), diff < 0);
      assertEquals(sequence.seqAfter(x, y), diff > 0);
      assertEquals(sequence.seqAtOrBefore(x, y), diff <= 0);
      assertEquals(sequence.seqAtOrAfter(x, y), diff >= 0);
    }
  }
});

Deno.test("a number is at itself, neither before nor after it", () => {
  for (const seq of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
    assertEquals([sequence.seqAtOrBefore(seq, seq), sequence.seqAtOrAfter(seq, seq)], [true, true]);
    assertEquals([sequence.seqBefore(seq, seq), sequence.seqAfter(seq, seq)], [false, false]);
  }
});

Deno.test("seqAdd() wraps and stays unsigned, signedAdd() wraps and stays signed", () => {
  const sums = [
    { seq: 0xffffffff, count: 1, sum: 0 },
    { seq: 0xfffffff0, count: 0x20, sum: 0x10 },
    { seq: 5, count: -10, sum: 0xfffffffb },
    { seq: 0x7fffffff, count: 1, sum: 0x80000000 },
    { seq: 0xffffffff, count: 0x40000000, sum: 0x3fffffff },
  ];
  for (const { seq, count, sum } of sums) {
    assertEquals([seqAdd(seq, count), signedAdd(seq, count)], [sum, sum | 0]);
    assertEquals([seqAdd(seq | 0, count), signedAdd(seq | 0, count)], [sum, sum | 0]);
  }
});

Deno.test("seqRelative() counts from the base, also across zero, up to one before it", () => {
  assertEquals(seqRelative(5, 0xfffffffe), 7);
  assertEquals(seqRelative(0xffffffff, 0), 0xffffffff);
  assertEquals(seqRelative(9, 10), 0xffffffff);
  assertEquals(seqRelative(-1, -3), 2);
});

Deno.test("signedSeq() and unsignedSeq() are two forms of one number", () => {
  for (const seq of [0, 1, 0x7fffffff, 0x80000000, 0xffffffff]) {
    assertEquals(unsignedSeq(signedSeq(seq)), seq);
    assertEquals(signedSeq(seq), seq > 0x7fffffff ? seq - 2 ** 32 : seq);
  }
});
