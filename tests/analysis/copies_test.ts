/** What analysis says of a packet beside its verdicts: whose copy it is, and which packet it repeats. */
import { assertEquals } from "@std/assert";
import { OPEN } from "../explain/examples/conversations.ts";
import { analysedPackets } from "../explain/scenario.ts";

function told(text: string): { copyOf: number; copyGap: number; duplicateOf: number }[] {
  return analysedPackets(text, {}, ({ copyOf, copyGap, duplicateOf }) => ({ copyOf, copyGap, duplicateOf }));
}

Deno.test("Analyser tells a packet that was captured before, and the time between", () => {
  const last = told(`${OPEN}\n0.1 C PA 1 "hello" ack 1 id 77\n0.100002 C PA 1 "hello" ack 1 id 77
    0.2 S A 1 ack 6 id 78`);
  assertEquals(last.slice(-3).map(({ copyOf, copyGap }) => [copyOf, Math.round(copyGap)]), [[0, 0], [4, 2000], [0, 0]]);
});

Deno.test("Analyser tells copies that come behind a whole burst once the capture has shown one, though no number tells packets apart", () => {
  const burst = (at: string): string =>
    Array.from({ length: 12 }, (_, n) => `\n${at} C A ${n * 100 + 1} len 100 ack 1 id 0`).join("");
  const copied = (text: string): number[] => told(text).slice(-12).map(({ copyOf }) => copyOf);
  const [once, again] = [burst("0.1"), burst("0.1001")];
  const open = `0 C S 0 id 0\n0.00001 C S 0 id 0\n0.009 S SA 0 ack 1\n0.01 C A 1 ack 1`;
  assertEquals(copied(open + once + again), [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  assertEquals(copied(OPEN + once + again), Array(12).fill(0));
});

Deno.test("Analyser tells which ACK a duplicate repeats, of that packet alone", () => {
  const last = told(`${OPEN}\n0.1 C PA 1 len 100 ack 1\n0.11 S A 1 ack 101\n0.12 C A 201 len 100 ack 1
    0.13 S A 1 ack 101\n0.14 C PA 101 len 100 ack 1\n0.15 S A 1 ack 301`);
  assertEquals(last.slice(-4).map(({ duplicateOf }) => duplicateOf), [0, 5, 0, 0]);
});

Deno.test("Conversation counts bytes of a SYN once, with those that are sent again behind it", () => {
  const bytes = analysedPackets(
    `0 C S 0 "hello"\n0.1 S SA 0 ack 1\n0.11 C PA 1 "hello" ack 1\n0.2 C PA 6 "x" ack 1`,
    {},
    ({ conversation }) => conversation.fromClient.bytes,
  );
  assertEquals(bytes, [5, 5, 5, 6]);
});
