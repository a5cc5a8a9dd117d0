import { assertEquals } from "@std/assert";
import { epochTime } from "../../src/base/moment.ts";
import { nanosecondsBetween } from "../../src/base/moment.ts";
import { duration, grouped, relativeTime, utcTime } from "../../src/report/words/times.ts";

const at = (seconds: number, nanoseconds: number) => ({ seconds, nanoseconds });

Deno.test("relativeTime() keeps every nanosecond, forwards and backwards", () => {
  const table: { from: [number, number]; to: [number, number]; expected: string }[] = [
    { from: [10, 0], to: [10, 176_452], expected: "0.000176452" },
    { from: [10, 999_999_999], to: [11, 0], expected: "0.000000001" },
    { from: [10, 5], to: [10, 5], expected: "0.000000000" },
    { from: [10, 500_000_000], to: [9, 400_000_000], expected: "-1.100000000" },
    { from: [10, 400_000_000], to: [9, 500_000_000], expected: "-0.900000000" },
    { from: [0, 1], to: [4_294_967_295, 0], expected: "4294967294.999999999" },
  ];
  for (const { from, to, expected } of table) assertEquals(relativeTime(at(...from), at(...to)), expected);
});

Deno.test("utcTime() writes a time of day, or seconds where no calendar reaches", () => {
  assertEquals(utcTime(at(1_606_500_000, 176_452)), "2020-11-27 18:00:00.000176452");
  assertEquals(utcTime(at(0, 0)), "1970-01-01 00:00:00.000000000");
  assertEquals(utcTime(at(9e12, 1)), "9000000000000.000000001");
  assertEquals(epochTime(at(1_606_500_000, 1)), "1606500000.000000001");
});

Deno.test("duration() chooses the unit that suits", () => {
  const table: { input: number; expected: string }[] = [
    { input: 0, expected: "0 ns" },
    { input: 999, expected: "999 ns" },
    { input: 20_818, expected: "20.8 µs" },
    { input: 176_452, expected: "176 µs" },
    { input: 40_000_000, expected: "40.0 ms" },
    { input: 5_003_000_000, expected: "5.00 s" },
    { input: 119e9, expected: "119 s" },
    { input: 125e9, expected: "2 min 5 s" },
    { input: 7_260e9, expected: "2 h 1 min" },
    { input: -20_818, expected: "-20.8 µs" },
  ];
  for (const { input, expected } of table) assertEquals(duration(input), expected);
});

Deno.test("nanosecondsBetween() and grouped() count", () => {
  assertEquals(nanosecondsBetween(at(1, 999_999_999), at(2, 1)), 2);
  assertEquals([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
});
