import { assertEquals } from "@std/assert";
import { sumsOf } from "../../../src/report/html/parts/arithmetic.ts";
import { wordsOf } from "../../../src/report/html/text/page_words.ts";
import { packetOf, V2 } from "./fixture.ts";

const packets = V2.map((line, i) => packetOf(line, i + 1));
const sums = (number: number): string[] =>
  sumsOf(packets[number - 1]!, (n) => packets[n - 1], wordsOf("en")).map(({ label, formula, note }) =>
    note === "" ? `${label}: ${formula}` : `${label}: ${formula} (${note})`
  );

Deno.test("sumsOf() shows that a SYN takes one number and what the answer makes of it", () => {
  assertEquals(
    sums(1)[0],
    "next sequence number: seq 0 + 1 = 1 (raw 103915608 + 1 = 103915609) (the SYN takes one number)",
  );
  assertEquals(sums(2)[1], "acknowledges: ack 1 = 0 + 1 (raw 103915609 = 103915608 + 1) (packet 1)");
});

Deno.test("sumsOf() shows the sums of data, of its acknowledgment, and of the window", () => {
  assertEquals(sums(4), [
    "next sequence number: seq 1 + 20 = 21 (raw 103915609 + 20 = 103915629)",
    "acknowledges: ack 1 (raw 1162581601) (everything before this byte has arrived)",
    "window: 502 × 2^7 = 502 × 128 = 64256",
    "in flight: 20 (bytes sent and not yet acknowledged)",
    "on the way: 500 µs (measured)",
  ]);
  assertEquals(sums(5)[0], "next sequence number: seq 1 + 0 = 1 (no data, no SYN or FIN: it takes no number)");
  assertEquals(sums(5)[1], "acknowledges: ack 21 = 1 + 20 (raw 103915629 = 103915609 + 20) (packet 4)");
});

Deno.test("sumsOf() counts past the end of the sequence numbers", () => {
  const packet = packetOf({ from: "C", at: 0, flags: "ACK", seq: 1, ack: 1, data: "ab" }, 1);
  const wrapped = { ...packet, tcp: { ...packet.tcp!, seq: 2 ** 32 - 1, seqRaw: 2 ** 32 - 2 } };
  const [first] = sumsOf(wrapped, () => undefined, wordsOf("en"));
  assertEquals(first!.formula, "seq 4294967295 + 2 = 1 (raw 4294967294 + 2 = 0)");
});

Deno.test("sumsOf() has no next number for a reset, nothing for a packet that is not TCP", () => {
  assertEquals(sums(11), ["on the way: 500 µs (measured)"]);
  assertEquals(sumsOf({ ...packets[0]!, tcp: null }, () => undefined, wordsOf("en")), []);
});
