/** Every byte of a stream is counted once, in whatever order and pieces it comes. */
import { assertEquals } from "@std/assert";
import { type ByteStream, takeBytes } from "../../src/analysis/stream_bytes.ts";
import { Random } from "../random.ts";

/** A stream of which nothing has come. */
function nothing(): ByteStream {
  return { bytes: 0, firstByte: 0, nextByte: 0, holes: null };
}

/** What `takeBytes` gives for each segment, and the sum. */
function taken(...segments: readonly (readonly [seq: number, length: number])[]): [number[], number] {
  const stream = nothing();
  return [segments.map(([seq, length]) => takeBytes(stream, seq, length)), stream.bytes];
}

const table = [
  { name: "in order", segments: [[10, 5], [15, 5]], expected: [[5, 5], 10] },
  { name: "again", segments: [[10, 5], [10, 5]], expected: [[5, 0], 5] },
  { name: "more than the first time", segments: [[10, 5], [10, 8]], expected: [[5, 3], 8] },
  { name: "late", segments: [[10, 5], [20, 5], [15, 5], [15, 5]], expected: [[5, 5, 5, 0], 15] },
  { name: "late in parts", segments: [[10, 5], [30, 5], [20, 4], [15, 20]], expected: [[5, 5, 4, 11], 25] },
  { name: "from the middle of a hole on", segments: [[10, 5], [30, 5], [25, 20]], expected: [[5, 5, 15], 25] },
  { name: "before the first", segments: [[20, 5], [10, 5], [8, 20]], expected: [[5, 5, 10], 20] },
  { name: "up to the first", segments: [[20, 5], [15, 5], [10, 20]], expected: [[5, 5, 10], 20] },
  { name: "around the first", segments: [[20, 5], [10, 30]], expected: [[5, 25], 30] },
  {
    name: "over the end of the circle",
    segments: [[0x7ffffffe, 5], [-0x7ffffffd, 5], [-0x80000000, 5]],
    expected: [[5, 5, 0], 10],
  },
] as const;

for (const { name, segments, expected } of table) {
  Deno.test(`takeBytes() counts each byte once: ${name}`, () => {
    assertEquals(taken(...segments) as unknown, expected);
  });
}

Deno.test("takeBytes() gives the number of distinct bytes of random segments, wherever they begin", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const random = new Random(seed);
    const start = random.int(-0x80000000, 0x7fffffff);
    const stream = nothing();
    const seen = new Set<number>();
    for (let i = 0; i < 60; i++) {
      const seq = random.int(0, 900);
      const length = random.int(1, 60);
      const before = seen.size;
      for (let byte = 0; byte < length; byte++) seen.add(seq + byte);
      assertEquals(takeBytes(stream, (start + seq) | 0, length), seen.size - before, `seed ${seed}, segment ${i}`);
    }
    assertEquals(stream.bytes, seen.size);
  }
});

Deno.test("takeBytes() remembers 64 holes: what fills an older one counts as sent again", () => {
  for (const [holes, expected] of [[64, 1], [65, 0]] as const) {
    const stream = nothing();
    for (let i = 0; i <= holes; i++) takeBytes(stream, i * 10, 9);
    assertEquals(takeBytes(stream, 9, 1), expected, `${holes} holes`);
  }
});

Deno.test("takeBytes() takes numbers of 1 GB ago for another round of the circle", () => {
  const MB = 2 ** 20;
  for (const [megabytes, expected] of [[1023, [1, 1]], [1025, [0, 0]]] as const) {
    const stream = nothing();
    takeBytes(stream, 0, 10);
    takeBytes(stream, 11, MB - 11);
    for (let i = 1; i < megabytes; i++) takeBytes(stream, i * MB, MB);
    // The hole in front, and the number before the first one.
    assertEquals([takeBytes(stream, 10, 1), takeBytes(stream, -1, 1)], [...expected], `${megabytes} MB`);
  }
});
