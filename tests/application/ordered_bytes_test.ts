/** The bytes of a direction come out once and in their order, however its segments come in. */
import { assertEquals } from "@std/assert";
import { type Data, OrderedBytes } from "../../src/application/stream/ordered_bytes.ts";
import { Random } from "../random.ts";

/** What came out: the bytes in order, `.` for each one that is missing. */
class Heard {
  text = "";
  readonly places: number[] = [];

  take(bytes: Uint8Array, from: number, end: number, at: { readonly number: number }): void {
    this.text += new TextDecoder().decode(bytes.subarray(from, end));
    this.places.push(at.number);
  }

  skip(count: number): void {
    this.text += count > 100 ? `<${count}>` : ".".repeat(count);
  }
}

function segment(seq: number, text: string, number = 1, captured = text.length): Data {
  const bytes = new TextEncoder().encode(`##${text}`);
  return {
    seq: seq >>> 0,
    bytes,
    start: 2,
    captured,
    length: text.length,
    at: { number, seconds: 1, nanoseconds: 0 },
  };
}

function heard(first: number | null, segments: readonly Data[], finishes = true): Heard {
  const taker = new Heard();
  const ordered = new OrderedBytes(taker);
  if (first !== null) ordered.begin(first >>> 0);
  for (const data of segments) {
    ordered.take(data);
    data.bytes.fill(0x23);
  }
  if (finishes) ordered.finish();
  return taker;
}

const CASES: readonly { what: string; first: number | null; segments: readonly Data[]; expected: string }[] = [
  { what: "in order", first: 10, segments: [segment(10, "abc"), segment(13, "def")], expected: "abcdef" },
  { what: "swapped", first: 10, segments: [segment(13, "def"), segment(10, "abc")], expected: "abcdef" },
  { what: "begun in the middle", first: null, segments: [segment(13, "def"), segment(10, "abc")], expected: "def" },
  {
    what: "sent again, more of it",
    first: 10,
    segments: [segment(10, "abc"), segment(10, "abcdef"), segment(11, "bc")],
    expected: "abcdef",
  },
  {
    what: "over the end of the circle",
    first: -2,
    segments: [segment(1, "de"), segment(-2, "abc")],
    expected: "abcde",
  },
  { what: "a hole that nothing fills", first: 10, segments: [segment(12, "cd"), segment(15, "f")], expected: "..cd.f" },
  {
    what: "cut off by the capture",
    first: 10,
    segments: [segment(10, "abcd", 1, 2), segment(14, "e")],
    expected: "ab..e",
  },
  {
    what: "cut off, then whole",
    first: 10,
    segments: [segment(10, "ab"), segment(10, "abcd", 1, 0)],
    expected: "ab..",
  },
  { what: "nothing", first: 10, segments: [], expected: "" },
];

Deno.test("OrderedBytes gives each byte once, and holes as holes", () => {
  for (const { what, first, segments, expected } of CASES) {
    assertEquals([what, heard(first, segments).text], [what, expected]);
  }
});

Deno.test("OrderedBytes waits for a hole to be filled, and says of each byte when it came", () => {
  assertEquals(heard(10, [segment(12, "cd", 2)], false).text, "");
  const { text, places } = heard(10, [segment(12, "cd", 2), segment(10, "ab", 3)]);
  assertEquals([text, places], ["abcd", [3, 2]]);
});

Deno.test("OrderedBytes takes a hole for lost when too much has come behind it", () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => segment(100 + i, "x", i));
  assertEquals(heard(99, many(64), false).text, "");
  assertEquals(heard(99, many(65), false).text, "." + "x".repeat(65));
  const long = "y".repeat(65_536);
  assertEquals(heard(99, [segment(100, long)], false).text, "");
  assertEquals(heard(99, [segment(100, long), segment(65_636, "z")], false).text, `.${long}z`);
});

Deno.test("OrderedBytes makes the same of any order of overlapping segments", () => {
  const random = new Random(3);
  const text = Array.from({ length: 60 }, () => String.fromCharCode(random.int(97, 122))).join("");
  for (let round = 0; round < 200; round++) {
    const base = random.int(0, 0xffff_ffff);
    const segments: Data[] = [];
    for (let at = 0; at < text.length;) {
      const length = random.int(1, 9);
      const from = Math.max(0, at - random.int(0, 3));
      segments.push(segment((base + from) >>> 0, text.slice(from, at + length)));
      at += length;
    }
    segments.sort(() => random.unit() - 0.5);
    assertEquals(heard(base, segments).text, text);
  }
});
