import { assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../../src/base/failure.ts";
import { sweepValues } from "../../../src/lab/link/sweep.ts";

Deno.test("sweepValues() reads one value, a list, or a range", async (t) => {
  const cases = [
    { text: "10", values: ["10"] },
    { text: "0,1%, 2", values: ["0", "1%", "2"] },
    { text: "5ms/40ms,10/10", values: ["5ms/40ms", "10/10"] },
    { text: "p=1%,r=20%", values: ["p=1%,r=20%"] },
    { text: "10..200", values: ["10", "20", "40", "80", "160", "200"] },
    { text: "1..4mbit", values: ["1mbit", "2mbit", "4mbit"] },
    { text: "0..1%+0.25", values: ["0%", "0.25%", "0.5%", "0.75%", "1%"] },
    { text: "10ms..35ms+10ms", values: ["10ms", "20ms", "30ms", "35ms"] },
    { text: "0,5..20", values: ["0", "5", "10", "20"] },
  ];
  for (const { text, values } of cases) await t.step(text, () => assertEquals(sweepValues(text), values));
});

Deno.test("sweepValues() refuses what has no end, in one line", async (t) => {
  const cases = [
    { text: "0..10", says: "begins at 0 has no end: found 0..10; write 0..10+STEP" },
    { text: "1..10+0", says: "steps of 0" },
    { text: "10..1", says: "A range goes up" },
    { text: "1..1", says: "A range goes up" },
    { text: "1kbit..1mbit", says: "A range has one unit: found 1kbit..1mbit" },
    { text: "a..b", says: "Not a range: a..b" },
    { text: "1..1000+1", says: "more than 100 values" },
  ];
  for (const { text, says } of cases) {
    await t.step(text, () => void assertThrows(() => sweepValues(text), Failure, says));
  }
  assertEquals(sweepValues("1..100+1").length, 100);
});
