import { assertEquals } from "@std/assert";
import { CaptureRecord } from "../../src/capture-file/capture_record.ts";
import { RecordsFeed } from "../../src/reading/feeds/records_feed.ts";
import { surelyHolds } from "../../src/reading/look_ahead.ts";
import { ACK } from "../../src/packet/packet.ts";
import { emitSegment } from "../packet/emit.ts";

const SEGMENT = emitSegment({ src: "10.0.0.1", dst: "10.0.0.2", srcPort: 1, dstPort: 2, flags: ACK });
const NO_IP = new Uint8Array(40);

/** A capture of so many bytes, as far as its feed says, with these packets. */
function capture(size: number | null, packets: readonly Uint8Array[]): RecordsFeed {
  const records = packets.map((bytes, index) => {
    const record = new CaptureRecord();
    const { length } = bytes;
    return Object.assign(record, { number: index + 1, linkType: 101, bytes, length, capturedLength: length });
  });
  return Object.defineProperty(new RecordsFeed(records, "made"), "size", { value: size });
}

Deno.test("a look at the beginning tells more TCP packets than so many", async () => {
  assertEquals(await surelyHolds(capture(1e6, new Array(4).fill(SEGMENT)), 3), true);
  assertEquals(await surelyHolds(capture(1e6, new Array(3).fill(SEGMENT)), 3), false);
});

Deno.test("what its beginning does not tell is not looked for further on", async () => {
  const late = [...new Array(7).fill(NO_IP), ...new Array(4).fill(SEGMENT)];
  assertEquals(await surelyHolds(capture(1e6, late), 3), false);
  assertEquals(await surelyHolds(capture(1e6, late.slice(4)), 3), true);
});

Deno.test("nothing is taken from a capture that can be read once only, or that is too short to hold so many", async () => {
  const packets = new Array(4).fill(SEGMENT);
  assertEquals(await surelyHolds(capture(null, packets), 3), false);
  assertEquals(await surelyHolds(capture(3 * 70, packets), 3), false);
});
