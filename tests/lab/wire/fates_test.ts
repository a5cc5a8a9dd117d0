import { assert, assertEquals, assertThrows } from "@std/assert";
import { Failure } from "../../../src/base/failure.ts";
import { fault, parseFaultTarget } from "../../../src/lab/wire/fault.ts";
import { Fates } from "../../../src/lab/wire/fates.ts";
import { GOOD_LINK, roadOf } from "../../../src/lab/wire/link_options.ts";
import { chance } from "../../../src/lab/wire/random.ts";
import { isOfKind, PACKET_KINDS, viewSegment } from "../../../src/lab/wire/segment_view.ts";
import { segment } from "../segment.ts";

Deno.test("chance() is spread evenly and differs by seed, direction, packet and purpose", () => {
  const buckets = new Array<number>(10).fill(0);
  for (let packet = 0; packet < 20_000; packet++) buckets[Math.floor(chance(1, 0, packet, 0) * 10)]!++;
  for (const count of buckets) assert(count > 1800 && count < 2200, `${count} of 20000 in a tenth`);
  const values = [chance(1, 0, 1, 0), chance(2, 0, 1, 0), chance(1, 1, 1, 0), chance(1, 0, 2, 0), chance(1, 0, 1, 1)];
  assertEquals(new Set(values).size, values.length);
  assertEquals(chance(1, 0, 1, 0), values[0]);
});

Deno.test("Fates loses the share that is asked for", () => {
  for (const loss of [0, 0.05, 0.5, 1]) {
    const link = { ...GOOD_LINK, loss };
    const fates = new Fates(link, "client");
    let lost = 0;
    for (let packet = 0; packet < 10_000; packet++) if (fates.next(null, roadOf(link, "client")).lost) lost++;
    assert(Math.abs(lost / 10_000 - loss) < 0.02, `${lost} of 10000 for ${loss}`);
  }
});

Deno.test("isOfKind() sorts packets by their flags and data", () => {
  const kinds = (flags: string, length = 0) => {
    const view = viewSegment(segment({ flags, length }));
    return PACKET_KINDS.filter((kind) => isOfKind(view, kind));
  };
  assertEquals(kinds("SYN"), ["any", "syn"]);
  assertEquals(kinds("SYN ACK"), ["any", "syn"]);
  assertEquals(kinds("ACK"), ["any", "ack"]);
  assertEquals(kinds("PSH ACK", 5), ["any", "data"]);
  assertEquals(kinds("FIN ACK"), ["any", "fin"]);
  assertEquals(kinds("FIN PSH ACK", 5), ["any", "data", "fin"]);
  assertEquals(kinds("RST ACK"), ["any", "rst"]);
  assertEquals(PACKET_KINDS.filter((kind) => isOfKind(null, kind)), ["any"]);
});

Deno.test("viewSegment() refuses what is no whole TCP segment", () => {
  const whole = segment({ flags: "ACK", length: 4 });
  for (let length = 0; length < 40; length++) assertEquals(viewSegment(whole.subarray(0, length)), null);
  assertEquals(viewSegment(whole)?.payloadLength, 4);
  assertEquals(viewSegment(whole.with(9, 17)), null);
  assertEquals(viewSegment(whole.with(0, 0x65)), null);
});

Deno.test("parseFaultTarget() reads the packets that --drop names", () => {
  const base = { action: "drop", behind: 1 } as const;
  assertEquals(parseFaultTarget("client:4", "drop"), { ...base, from: "client", kind: "any", nth: 4, count: 1 });
  assertEquals(parseFaultTarget("server:data:3-5", "drop"), {
    ...base,
    from: "server",
    kind: "data",
    nth: 3,
    count: 3,
  });
  assertEquals(
    parseFaultTarget("client:syn:1", "drop"),
    fault({ action: "drop", from: "client", kind: "syn", nth: 1 }),
  );
});

Deno.test("parseFaultTarget() refuses what names no packet", async (t) => {
  for (
    const text of [
      "",
      "3",
      "client",
      "client:",
      "client:0",
      "client:-1",
      "me:1",
      "client:dat:1",
      "client:5-3",
      "client:1:2",
    ]
  ) {
    await t.step(JSON.stringify(text), () => {
      assertThrows(() => parseFaultTarget(text, "drop"), Failure, `Not a packet: ${text}; write END:N`);
    });
  }
});
