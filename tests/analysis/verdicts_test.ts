import { assertEquals } from "@std/assert";
import { analysed, verdictsOf } from "./trace.ts";
import { HANDSHAKE, VERDICT_CASES } from "./verdict_cases.ts";

Deno.test("analyse() gives each situation its verdict", () => {
  for (const { name, trace, expected } of VERDICT_CASES) {
    assertEquals(verdictsOf(analysed(`${HANDSHAKE}\n${trace}`).at(-1)!), expected, name);
  }
});

Deno.test("analyse() judges by 3 ms what is late where no round trip was measured", () => {
  for (
    const { after, verdict } of [
      { after: 2.999999, verdict: "out_of_order" },
      { after: 3, verdict: "retransmission" },
      { after: 3.000001, verdict: "retransmission" },
      // Time ran backwards: the capture's packets are not in order, and nothing is known of how late this one is.
      { after: -0.5, verdict: "retransmission" },
    ]
  ) {
    const packets = analysed(`> A 90 501 11\n> A 111 501 10\n> A 101 501 10 1000 dt=${after}`);
    assertEquals(packets.map(verdictsOf), [[], ["lost_segment"], [verdict]], `${after} ms`);
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
  for (const { name, trace, expected } of VERDICT_CASES) {
    if (trace.includes("opt=")) continue;
    for (const by of [0xffffffff - 105, 0xffffffff - 502, 0x7fffff90]) {
      const moved = `${HANDSHAKE}\n${trace}`.split("\n").map((line) => shift(line, by)).join("\n");
      assertEquals(verdictsOf(analysed(moved).at(-1)!), expected, `${name}, shifted by ${by}`);
    }
  }
});

Deno.test("analyse() counts duplicates from one where the acknowledged number is 0", () => {
  const packets = analysed("> S 4294967295\n< SA 500 0\n> A 0 501\n< A 501 0\n< A 501 0");
  assertEquals(packets.map(verdictsOf), [[], [], [], ["duplicate_ack#1"], ["duplicate_ack#2"]]);
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
  const packets = analysed(`${HANDSHAKE}
    > A 101 501 10
    < A 501 111
    < A 501 111
    < A 501 111`);
  const expected = [[0, 0], [0, 0], [0, 0], [0, 0], [0, 0], [1, 5], [2, 5]];
  assertEquals(packets.map((packet) => [packet.duplicateAck, packet.duplicateOf]), expected);
});
