import { assertEquals } from "@std/assert";
import { Analyser } from "../../src/analysis/analyser.ts";
import { analysed, packetsOf } from "./trace.ts";

Deno.test("analyse() gives relative numbers and the window scaled once both ends agreed", () => {
  const scale = "opt=01030307";
  const rows = (trace: string): unknown[] => analysed(trace).map((p) => [p.seq, p.ack, p.window]);
  assertEquals(
    rows(`> S 4294967295 0 0 500 ${scale}\n< SA 500 0 0 600 opt=01030302\n> A 0 501 0 10\n< A 501 0 0 20`),
    [[0, 0, 500], [0, 1, 600], [1, 1, 1280], [1, 1, 80]],
  );
  assertEquals(
    rows(`> S 100 0 0 500 ${scale}\n< SA 500 101 0 600\n> A 101 501 0 10\n< A 501 101 0 20`),
    [[0, 0, 500], [0, 1, 600], [1, 1, 10], [1, 1, 20]],
  );
  assertEquals(rows(`< SA 500 101 0 600 ${scale}\n> A 101 501 0 10\n< A 501 101 0 20`), [[0, 1, 600], [1, 1, 10], [
    1,
    1,
    2560,
  ]]);
  assertEquals(rows("> A 101 501 0 10\n< A 501 101 0 20"), [[1, 1, 10], [1, 1, 20]]);
});

Deno.test("analyse() scales windows in a single reading from the second SYN on", () => {
  const [single, packets] = [
    new Analyser(),
    packetsOf("> S 100 0 0 500 opt=01030303\n< SA 500 101 0 600 opt=01030302\n> A 101 501 0 10\n< A 501 101 0 20"),
  ];
  assertEquals(packets.map((packet) => single.analyse(packet)!.window), [500, 600, 80, 80]);
});

Deno.test("analyse() measures round trips, bytes in flight and the timeout", () => {
  const packets = analysed(`
    > S 100
    < SA 500 101 0 1000 dt=8
    > A 101 501
    > A 101 501 100
    > A 201 501 100
    < A 501 201 0 1000 dt=4
    < A 501 250 0 1000 dt=2
    > A 250 501 51 1000 dt=300
    < A 501 301`);
  assertEquals(packets.map((p) => p.acks), [null, 1, 2, null, null, 4, 5, null, 5]);
  assertEquals(packets.map((p) => p.rtt), [null, 8e6, 1e6, null, null, 5e6, 6e6, null, 307e6 + 0]);
  assertEquals(packets.map((p) => p.bytesInFlight), [null, null, null, 100, 200, null, null, 51, null]);
  assertEquals(packets[7]!.retransmissionTimeout, 306e6);
  assertEquals(packets[0]!.conversation.initialRtt, 9e6);
});

Deno.test("analyse() takes what was selectively acknowledged out of the bytes in flight", () => {
  const packets = analysed(`
    > A 101 501 100
    > A 201 501 100
    > A 301 501 100
    < A 501 101 0 1000 opt=0101050a0000012d00000191
    > A 401 501 50`);
  assertEquals(packets.map((p) => p.bytesInFlight), [100, 200, 300, null, 250]);
});

Deno.test("analyse() does not know the bytes in flight after a gap, until an ACK", () => {
  const packets = analysed(`
    > A 101 501 100
    > A 301 501 100
    > A 401 501 100
    < A 501 401
    > A 501 501 100`);
  assertEquals(packets.map((p) => p.bytesInFlight), [100, null, null, null, 200]);
});

Deno.test("analyse() forgets what was acknowledged among segments that came out of order", () => {
  const packets = analysed(`
    > A 91 501 10
    < A 501 101
    > A 121 501 10
    > A 101 501 10
    < A 501 111
    > A 131 501 10
    < A 501 121
    > A 141 501 10`);
  assertEquals(packets.map((p) => p.bytesInFlight), [10, null, null, null, null, 20, null, 30]);
  assertEquals(packets.map((p) => p.acks), [null, 1, null, null, 4, null, null, null]);
});

Deno.test("analyse() measures a timeout from the oldest segment sent at or after the one repeated", () => {
  const cases = [
    { again: "> A 101 501 10", timeout: 302e6 },
    { again: "> A 111 501 10", timeout: 301e6 },
    { again: "> A 106 501 5", timeout: 301e6 },
    { again: "> A 121 501 10", timeout: 300e6 },
  ];
  for (const { again, timeout } of cases) {
    const packets = analysed(`> A 101 501 10\n> A 111 501 10\n> A 121 501 10\n${again} 1000 dt=300`);
    assertEquals(packets.at(-1)!.retransmissionTimeout, timeout, again);
  }
});

Deno.test("analyse() counts bytes in flight without the SYN's and FIN's numbers", () => {
  const packets = analysed(`
    > S 100 0 10
    < SA 500 101
    > A 101 501 10
    > FA 111 501 5`);
  assertEquals(packets.map((p) => p.bytesInFlight), [10, null, 10, 15]);
});

Deno.test("analyse() takes every range of the latest SACK option, and forgets it with the next ACK", () => {
  const two = "opt=010105120000012d000001910000019200000196";
  const packets = analysed(`
    > A 101 501 100
    > A 201 501 100
    > A 301 501 100
    > A 401 501 10
    < A 501 101 0 1000 ${two}
    > A 411 501 9
    < A 501 101
    > A 420 501 1`);
  assertEquals(packets.map((p) => p.bytesInFlight), [100, 200, 300, 310, null, 215, null, 320]);
});
