/** Damage is told in one way: which byte, of what. */
import { assertEquals } from "@std/assert";
import { damageOf } from "../../src/reading/damage.ts";

Deno.test("damageOf() says of which bytes it counts the offset", () => {
  const problem = { offset: 123, reason: "the file ends inside a packet" };
  assertEquals(
    damageOf("x.pcap", { problem, compressed: false }),
    "x.pcap is damaged at byte 123: the file ends inside a packet",
  );
  assertEquals(
    damageOf("x.pcap.gz", { problem, compressed: true }),
    "x.pcap.gz is damaged at byte 123 of the uncompressed capture: the file ends inside a packet",
  );
});
