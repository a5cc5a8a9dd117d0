import { assertEquals } from "@std/assert";
import { analysed, verdictsOf } from "./trace.ts";

const handshake = `
  > S 100 0 0 1000
  < SA 500 101 0 1000 dt=8
  > A 101 501`;

/** Each trace goes on after a handshake that takes 9 ms; the verdicts are those of its last packet. */
const cases: { name: string; trace: string; expected: string[] }[] = [
  { name: "data in order", trace: "> A 101 501 10", expected: [] },
  { name: "a gap", trace: "> A 111 501 10", expected: ["lost_segment"] },
  { name: "a RST beyond what was seen", trace: "> R 111", expected: [] },
  { name: "a window closed", trace: "< A 501 101 0 0", expected: ["zero_window"] },
  { name: "a RST with window 0", trace: "< R 501 0 0 0", expected: [] },
  { name: "a probe of a closed window", trace: "< A 501 101 0 0\n> A 101 501 1", expected: ["zero_window_probe"] },
  { name: "two bytes into a closed window", trace: "< A 501 101 0 0\n> A 101 501 2", expected: [] },
  {
    name: "a probe answered, its byte not taken",
    trace: "< A 501 101 0 0\n> A 101 501 1\n< A 501 101 0 0",
    expected: ["zero_window", "zero_window_probe_ack"],
  },
  {
    name: "a probe answered, its byte taken",
    trace: "< A 501 101 0 0\n> A 101 501 1\n< A 501 102 0 0",
    expected: ["zero_window", "zero_window_probe_ack"],
  },
  {
    name: "a probe answered by an open window",
    trace: "< A 501 101 0 0\n> A 101 501 1\n< A 501 102 0 900",
    expected: ["window_update"],
  },
  { name: "a keep-alive without data", trace: "> A 100 501", expected: ["keep_alive"] },
  { name: "a keep-alive with a byte", trace: "> A 100 501 1", expected: ["keep_alive"] },
  { name: "a FIN at the place of a keep-alive", trace: "> FA 100 501", expected: ["retransmission"] },
  { name: "a resend of two bytes at nextseq-1", trace: "> A 100 501 2", expected: [] },
  { name: "a keep-alive answered", trace: "< A 501 101\n> A 100 501\n< A 501 101", expected: ["keep_alive_ack"] },
  { name: "a window update", trace: "< A 501 101\n< A 501 101 0 900", expected: ["window_update"] },
  {
    name: "a changed window with SACK",
    trace: "< A 501 101\n< A 501 101 0 900 opt=0101050a0000006f00000079",
    expected: ["duplicate_ack#2"],
  },
  { name: "a window filled", trace: "> A 101 501 1000", expected: ["window_full"] },
  { name: "a window filled but for a byte", trace: "> A 101 501 999", expected: [] },
  { name: "the same ACK again", trace: "> A 101 501", expected: ["duplicate_ack#1"] },
  { name: "the same ACK a third time", trace: "> A 101 501\n> A 101 501", expected: ["duplicate_ack#2"] },
  { name: "the same ACK with data", trace: "> A 101 501\n> A 101 501 5", expected: [] },
  { name: "an ACK of bytes never seen", trace: "< A 501 201", expected: ["ack_lost_segment"] },
  {
    name: "the same beyond a hole that was acknowledged",
    trace: "> A 201 501 100\n< A 501 201\n< A 501 301",
    expected: [],
  },
  {
    name: "acknowledged data again",
    trace: "> A 101 501 10\n< A 501 111\n> A 101 501 10",
    expected: ["retransmission", "spurious_retransmission"],
  },
  {
    name: "unacknowledged data again, late",
    trace: "> A 101 501 10\n> A 101 501 10 1000 dt=300",
    expected: ["retransmission"],
  },
  {
    name: "a segment asked for by two duplicate ACKs",
    trace: "> A 101 501 10\n> A 111 501 10\n< A 501 101\n< A 501 101\n< A 501 101\n> A 101 501 10",
    expected: ["retransmission", "fast_retransmission"],
  },
  {
    name: "the same after 20 ms",
    trace: "> A 101 501 10\n> A 111 501 10\n< A 501 101\n< A 501 101\n< A 501 101\n> A 101 501 10 1000 dt=20",
    expected: ["retransmission"],
  },
  {
    name: "a segment late by less than a round trip",
    trace: "> A 111 501 10\n> A 101 501 10 1000 dt=8.9",
    expected: ["out_of_order"],
  },
  {
    name: "a segment late by a round trip",
    trace: "> A 111 501 10\n> A 101 501 10 1000 dt=9",
    expected: ["retransmission"],
  },
  { name: "a part of a segment, at once", trace: "> A 101 501 10\n> A 101 501 5", expected: ["retransmission"] },
  { name: "an ACK inside a segment", trace: "> A 101 501 10\n< A 501 106", expected: ["partial_ack"] },
  { name: "a SYN again", trace: "> S 100 0 0 1000 dt=50", expected: ["retransmission"] },
  { name: "a SYN of another number", trace: "> S 900", expected: ["reused_ports"] },
  { name: "a SYN of the same number after a RST", trace: "< RA 501 101\n> S 100", expected: ["reused_ports"] },
  { name: "a SYN,ACK of another number", trace: "< SA 900 101", expected: ["reused_ports"] },
];

Deno.test("analyse() gives each situation its verdict", () => {
  for (const { name, trace, expected } of cases) {
    assertEquals(verdictsOf(analysed(`${handshake}\n${trace}`).at(-1)!), expected, name);
  }
});

Deno.test("analyse() gives the same verdicts wherever the sequence numbers wrap", () => {
  const shift = (line: string, by: number): string =>
    line.replace(/^(\s*[<>] \w+ )(\d+)(?: (\d+))?/, (_, start, seq, ack) => {
      const moved = (value: string): number => (Number(value) + by) >>> 0;
      // An acknowledgment field without ACK stays 0, as kernels leave it.
      const shown = ack === undefined ? "" : ` ${ack === "0" ? 0 : moved(ack)}`;
      return `${start}${moved(seq)}${shown}`;
    });
  for (const { name, trace, expected } of cases) {
    if (trace.includes("opt=")) continue;
    for (const by of [0xffffffff - 105, 0xffffffff - 502, 0x7fffff90]) {
      const moved = `${handshake}\n${trace}`.split("\n").map((line) => shift(line, by)).join("\n");
      assertEquals(verdictsOf(analysed(moved).at(-1)!), expected, `${name}, shifted by ${by}`);
    }
  }
});

Deno.test("analyse() tells Fast Open by a cookie in the SYN and an ACK of its data", () => {
  const packets = analysed(`
    > S 100 0 10 1000 opt=220a0102030405060708
    < SA 500 111 0 1000
    > S 100 0 10 1000 port=2000 opt=2202
    < SA 500 101 0 1000 port=2000
    > S 100 0 0 1000 port=3000 opt=fe0cf9890102030405060708`);
  assertEquals(packets.map(verdictsOf), [["tfo_syn"], ["tfo_ack"], [], ["partial_ack"], ["tfo_syn"]]);
});

Deno.test("analyse() names the packet that a duplicate ACK duplicates", () => {
  const packets = analysed(`${handshake}
    > A 101 501 10
    < A 501 111
    < A 501 111
    < A 501 111`);
  assertEquals(packets.slice(5).map((packet) => [packet.duplicateAck, packet.duplicateOf]), [[1, 5], [2, 5]]);
});
