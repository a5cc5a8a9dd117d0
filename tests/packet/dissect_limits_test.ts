/** Where each header ends, to the byte, and what a packet that is used again forgets. */
import { assertEquals } from "@std/assert";
import { foldSum } from "../../src/packet/checksum.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { emitSegment } from "./emit.ts";
import { LINK_LAYERS, linkTypeName } from "../../src/packet/link_layer.ts";
import { ACK, Packet, PSH } from "../../src/packet/packet.ts";
import { joined, recordOf } from "./record_of.ts";

const HEADER_LENGTHS: Readonly<Record<number, number>> = {
  0: 4,
  1: 14,
  9: 2,
  10: 13,
  12: 1,
  14: 1,
  50: 2,
  51: 6,
  101: 1,
  104: 4,
  105: 24,
  108: 4,
  109: 12,
  113: 16,
  117: 4,
  127: 8,
  192: 8,
  228: 1,
  229: 1,
  239: 4,
  258: 12,
  276: 20,
};

Deno.test("dissect() reads a link header that is all there, and says so of one that lacks a byte", () => {
  for (const number of LINK_LAYERS.keys()) {
    const length = HEADER_LENGTHS[number];
    assertEquals(length === undefined, false, `link type ${number} has no line here`);
    const ends = (captured: number): boolean =>
      dissect(recordOf(new Uint8Array(captured), number, 100)).problem?.reason ===
        `the capture ends inside the ${linkTypeName(number)} header`;
    assertEquals([ends(length! - 1), ends(length!)], [true, false], linkTypeName(number));
  }
});

Deno.test("dissect() forgets what a packet said that is used again", () => {
  const segment = emitSegment({
    src: "10.0.0.1",
    dst: "10.0.0.2",
    srcPort: 1,
    dstPort: 2,
    seq: 3,
    ack: 4,
    flags: PSH | ACK,
    window: 5,
    urgentPointer: 6,
    ipId: 7,
    payload: new Uint8Array(8),
  });
  segment[6] = 0x20;
  // Cut off: of a whole first piece TCP is not read before the others are there.
  const packet = dissect(recordOf(segment.slice(0, -1), 101, segment.length));
  assertEquals([packet.moreFragments, packet.payloadLength, packet.pieceStart], [true, 8, 20]);
  dissect(recordOf(Uint8Array.of(1, 2, 3), 9999, 30), packet);
  const { etherType, frameEnd, ipVersion, ipStart, ipEnd, protocol, ipId, ttl, fragmentOffset, moreFragments } = packet;
  assertEquals(packet.pieceStart, -1);
  assertEquals({ etherType, frameEnd, ipVersion, ipStart, ipEnd, protocol, ipId, ttl, fragmentOffset, moreFragments }, {
    etherType: -1,
    frameEnd: 30,
    ipVersion: 0,
    ipStart: -1,
    ipEnd: -1,
    protocol: -1,
    ipId: -1,
    ttl: -1,
    fragmentOffset: 0,
    moreFragments: false,
  });
  const { tcpStart, srcPort, dstPort, seq, ack, flags, window, checksum, urgentPointer, payloadStart, payloadLength } =
    packet;
  assertEquals([tcpStart, payloadStart], [-1, -1]);
  assertEquals(
    [srcPort, dstPort, seq, ack, flags, window, checksum, urgentPointer, payloadLength],
    new Array(9).fill(0),
  );
});

Deno.test("dissect() tells IPv6 fragments apart: the first, one between, the last", () => {
  const six = emitSegment({ src: "2001:db8::1", dst: "2001:db8::2", srcPort: 1, dstPort: 2, flags: ACK });
  const fragment = (field: number): Packet => {
    const header = joined(six.slice(0, 40), "06 00", field >> 8, field & 255, "00010002", six.slice(40));
    header[5] = header.length - 40;
    header[6] = 44;
    return dissect(recordOf(header, 229));
  };
  const cases = [
    { field: 0x0001, expected: [0, true, false, 48] },
    { field: 0x0000, expected: [0, false, true, -1] },
    { field: 0x0009, expected: [8, true, false, 48] },
    { field: 0x0ff8, expected: [4088, false, false, 48] },
    // The two bits between are reserved, and mean nothing.
    { field: 0x0006, expected: [0, false, true, -1] },
  ];
  for (const { field, expected } of cases) {
    const { fragmentOffset, moreFragments, tcpStart, pieceStart, ipId } = fragment(field);
    assertEquals([fragmentOffset, moreFragments, tcpStart >= 0, pieceStart], expected, field.toString(16));
    assertEquals(ipId, 2);
  }
});

Deno.test("foldSum() adds the carry until none is left", () => {
  const cases = [
    { sum: 0, expected: 0 },
    { sum: 0xffff, expected: 0xffff },
    { sum: 0x10000, expected: 1 },
    { sum: 0x10001, expected: 2 },
    { sum: 0x1ffff, expected: 1 },
    { sum: 0xffff_ffff, expected: 0xffff },
    { sum: 2 ** 40, expected: 0x100 },
  ];
  for (const { sum, expected } of cases) assertEquals(foldSum(sum), expected, sum.toString(16));
});

Deno.test("a packet that was read from no file has a time", () => assertEquals(new Packet().hasTime, true));
