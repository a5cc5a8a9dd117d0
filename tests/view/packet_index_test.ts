import { assertEquals, assertThrows } from "@std/assert";
import { NONE, PacketIndex } from "../../src/view/index/packet_index.ts";
import { Random } from "../random.ts";

Deno.test("the index gives back what it was given, conversation by conversation", () => {
  const random = new Random(5);
  const index = new PacketIndex();
  const given: { offset: number; stream: number; verdicts: number }[] = [];
  // More than the first arrays hold, so that they grow twice.
  for (let i = 0; i < 40_000; i++) {
    const packet = { offset: i * 2 ** 20, stream: random.int(-1, 6), verdicts: random.int(0, 1 << 17) };
    given.push(packet);
    index.add(packet.offset, packet.stream, packet.verdicts);
  }
  assertEquals(index.count, given.length);
  for (const [i, { offset, stream, verdicts }] of given.entries()) {
    if (i % 97 !== 0) continue;
    assertEquals([index.offsetOf(i + 1), index.streamOf(i + 1), index.verdictsOf(i + 1)], [offset, stream, verdicts]);
  }
  for (let stream = 0; stream <= 6; stream++) {
    const numbers = given.flatMap((packet, i) => packet.stream === stream ? [i + 1] : []);
    assertEquals(index.packetsOf(stream), numbers);
    assertEquals(index.packetsOf(stream, 10), numbers.slice(0, 10));
    assertEquals(index.sizeOf(stream), numbers.length);
  }
});

Deno.test("what the capture does not have is a mistake of the caller, or nothing", () => {
  const index = new PacketIndex();
  index.add(24, NONE, 0);
  assertThrows(() => index.offsetOf(0));
  assertThrows(() => index.offsetOf(2));
  assertEquals([index.packetsOf(0), index.sizeOf(0), index.streamOf(1)], [[], 0, NONE]);
});
