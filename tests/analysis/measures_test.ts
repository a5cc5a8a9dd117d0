import { assertEquals } from "@std/assert";
import { analysed } from "./trace.ts";

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
