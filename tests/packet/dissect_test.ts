import { assert, assertEquals } from "@std/assert";
import { destinationAddress, sourceAddress } from "../../src/packet/address.ts";
import { dissect, dissectLayers } from "../../src/packet/dissect.ts";
import { emitEthernet, emitSegment, type SegmentFields } from "./emit.ts";
import { LINK_LAYERS, linkTypeName } from "../../src/packet/link_layer.ts";
import { ACK, AE, FIN, Packet, PSH, SYN } from "../../src/packet/packet.ts";
import { copyPacket } from "./copy_packet.ts";
import { tcpOptions } from "../../src/packet/tcp_options.ts";
import { WRAPPINGS } from "../captures/make_link_types.ts";
import { Random } from "../random.ts";
import { joined, recordOf } from "./record_of.ts";

const fields: SegmentFields = {
  src: "10.0.2.4",
  dst: "10.0.2.15",
  srcPort: 40618,
  dstPort: 5050,
  seq: 103915609,
  ack: 1162581601,
  flags: PSH | ACK,
  window: 502,
  ipId: 0x1234,
  ttl: 61,
  urgentPointer: 9,
  options: [{ kind: "nop" }, { kind: "nop" }, { kind: "timestamps", value: 3287217420, echo: 3170710849 }],
  payload: new TextEncoder().encode("World! Hello, World!"),
};
const fields6: SegmentFields = { ...fields, src: "2001:db8::1", dst: "fe80::2" };
const four = emitSegment(fields);
const six = emitSegment(fields6);

/** What must be read of a segment made from `fields`, whatever stands before it. */
function assertSegment(packet: Packet, expected: SegmentFields): void {
  assertEquals(packet.problem, null);
  assertEquals(sourceAddress(packet), expected.src);
  assertEquals(destinationAddress(packet), expected.dst);
  assertEquals([packet.srcPort, packet.dstPort], [expected.srcPort, expected.dstPort]);
  assertEquals([packet.seq, packet.ack, packet.flags, packet.window], [
    expected.seq!,
    expected.ack!,
    expected.flags,
    expected.window!,
  ]);
  assertEquals([packet.ttl, packet.urgentPointer], [expected.ttl!, expected.urgentPointer!]);
  assertEquals(packet.payloadLength, expected.payload!.length);
  assertEquals(packet.data.slice(packet.payloadStart, packet.payloadStart + packet.payloadLength), expected.payload);
  assertEquals(tcpOptions(packet), [...expected.options!]);
}

const eth = "020000000002 020000000001";

Deno.test("dissect() reads a segment behind every link layer, from either end", () => {
  const reused = new Packet();
  for (const { name, linkType, before, six: isSix = false } of WRAPPINGS) {
    for (const fromClient of [true, false]) {
      const { problem, srcPort } = dissect(
        recordOf(joined(before(fromClient, (isSix ? six : four).length), isSix ? six : four), linkType),
        reused,
      );
      assertEquals([name, problem, srcPort], [name, null, fields.srcPort]);
      assertSegment(reused, isSix ? fields6 : fields);
    }
  }
});

Deno.test("dissect() knows the number of Linux for IPv6 on a loopback, which tshark does not", () => {
  assertSegment(dissect(recordOf(joined("0a000000", six), 0)), fields6);
});

Deno.test("dissect() knows every link type it lists by a name", () => {
  for (const number of LINK_LAYERS.keys()) assert(!linkTypeName(number).startsWith("link type"), `${number}`);
});

Deno.test("dissect() takes Ethernet padding for no data", () => {
  const bare = emitSegment({ ...fields, options: [], payload: new Uint8Array(0) });
  const frame = emitEthernet(bare);
  assertEquals(frame.length, 60);
  const packet = dissect(recordOf(frame, 1));
  assertEquals([packet.payloadLength, packet.ipEnd, packet.capturedLength], [0, 54, 60]);
});

Deno.test("dissect() takes what lies beyond a PPPoE frame for no data", () => {
  const bare = emitSegment({ ...fields, options: [], payload: new Uint8Array(0) });
  bare[3] = 46;
  const packet = dissect(recordOf(joined(eth, "8864 1100 0001 002a 0021", bare, "000000000000"), 1));
  assertEquals([packet.payloadLength, packet.frameEnd, packet.capturedLength], [0, 62, 68]);
});

Deno.test("dissect() reads packets where they stand in a larger buffer", () => {
  const buffer = joined("ffffff", four, "ffff");
  const packet = dissect({ ...recordOf(buffer, 101, four.length), start: 3, capturedLength: four.length });
  assertSegment(packet, fields);
  const copy = copyPacket(packet);
  buffer.fill(0);
  assertSegment(copy, fields);
});

Deno.test("dissect() counts data by the IP length where the capture was cut", () => {
  const cut = dissect(recordOf(four.slice(0, 60), 101, four.length));
  assertEquals([cut.payloadLength, cut.problem, cut.capturedLength], [20, null, 60]);
});

Deno.test("dissect() uses the frame's length where the IP length is 0", () => {
  const big = emitSegment({ ...fields, payload: new Uint8Array(70_000) });
  assertEquals([big[2], big[3]], [0, 0]);
  assertEquals(dissect(recordOf(big, 101)).payloadLength, 70_000);
  const big6 = emitSegment({ ...fields6, payload: new Uint8Array(70_000) });
  assertEquals(dissect(recordOf(big6, 101)).payloadLength, 70_000);
});

Deno.test("dissect() reads through IPv6 extension headers", () => {
  const tcp = six.slice(40);
  const header = (next: string, length: number): Uint8Array => {
    const bytes = joined(six.slice(0, 40));
    bytes[6] = parseInt(next, 16);
    bytes[4] = (tcp.length + length) >> 8;
    bytes[5] = tcp.length + length;
    return bytes;
  };
  const cases = [
    { name: "hop-by-hop", bytes: joined(header("00", 8), "06 00 0104 00000000", tcp) },
    { name: "routing of two units", bytes: joined(header("2b", 16), "06 01 0000", new Uint8Array(12), tcp) },
    {
      name: "destination after hop-by-hop",
      bytes: joined(header("00", 16), "3c00 010400000000 0600 010400000000", tcp),
    },
    { name: "authentication", bytes: joined(header("33", 24), "06 04 0000", new Uint8Array(20), tcp) },
    { name: "mobility", bytes: joined(header("87", 8), "06 00 0000 00000000", tcp) },
    { name: "host identity", bytes: joined(header("8b", 8), "06 00 0000 00000000", tcp) },
    { name: "shim6", bytes: joined(header("8c", 8), "06 00 0000 00000000", tcp) },
    { name: "atomic fragment", bytes: joined(header("2c", 8), "06 00 0000 00000007", tcp) },
  ];
  for (const { bytes } of cases) assertSegment(dissect(recordOf(bytes, 229)), fields6);
});

Deno.test("dissect() reads the jumbo payload length", () => {
  const payload = new Uint8Array(70_000);
  const whole = emitSegment({ ...fields6, payload });
  const length = whole.length - 40 + 8;
  const jumbo = joined(
    whole.slice(0, 6),
    "00 40",
    whole.slice(8, 40),
    "06 00 c204",
    length >>> 24,
    length >>> 16,
    length >>> 8,
    length,
  );
  const packet = dissect(recordOf(joined(jumbo, whole.slice(40), "ffff"), 229));
  assertEquals(packet.payloadLength, 70_000);
});

Deno.test("dissect() does not read TCP from a later fragment", () => {
  const later = four.slice();
  later[6] = 0x20;
  later[7] = 0x10;
  const packet = dissect(recordOf(later, 101));
  assertEquals([packet.tcpStart, packet.fragmentOffset, packet.moreFragments], [-1, 128, true]);
});

Deno.test("dissect() says at which byte and why it stopped", () => {
  const change = (at: number, value: number): Uint8Array => {
    const bytes = four.slice();
    bytes[at] = value;
    return bytes;
  };
  const cases: { bytes: Uint8Array; linkType: number; offset: number; reason: RegExp }[] = [
    { bytes: four, linkType: 9999, offset: 0, reason: /link type 9999 is not known/ },
    { bytes: four.slice(0, 10), linkType: 1, offset: 0, reason: /ends inside the Ethernet header/ },
    { bytes: four.slice(0, 19), linkType: 101, offset: 0, reason: /ends inside the IPv4 header/ },
    { bytes: six.slice(0, 39), linkType: 101, offset: 0, reason: /ends inside the IPv6 header/ },
    { bytes: change(0, 0x44), linkType: 101, offset: 0, reason: /header length says 16 bytes/ },
    { bytes: change(0, 0x65), linkType: 228, offset: 0, reason: /version is 6 where 4 belongs/ },
    { bytes: four.slice(0, 39), linkType: 101, offset: 20, reason: /ends inside the TCP header/ },
    { bytes: four.slice(0, 45), linkType: 101, offset: 45, reason: /ends inside the TCP options/ },
    { bytes: change(3, 39), linkType: 101, offset: 20, reason: /IP packet ends inside the TCP header/ },
    { bytes: change(3, 19), linkType: 101, offset: 2, reason: /total length says 19 bytes/ },
    { bytes: change(32, 0x40), linkType: 101, offset: 32, reason: /TCP header length says 16 bytes/ },
  ];
  for (const { bytes, linkType, offset, reason } of cases) {
    const { problem } = dissect(recordOf(bytes, linkType, four.length));
    assertEquals(problem?.offset, offset);
    assert(reason.test(problem!.reason), problem!.reason);
  }
});

Deno.test("dissect() keeps the ninth flag", () => {
  const packet = dissect(recordOf(emitSegment({ ...fields, flags: AE | SYN | FIN }), 101));
  assertEquals(packet.flags, AE | SYN | FIN);
});

Deno.test("dissect() survives any bytes under any link type", () => {
  const random = new Random(11);
  const packet = new Packet();
  for (let round = 0; round < 20_000; round++) {
    const bytes = random.chance(0.5) ? random.bytes(random.int(0, 90)) : mutated(random);
    packet.linkType = random.pick([...LINK_LAYERS.keys(), 7777]);
    packet.data = bytes;
    packet.length = random.chance(0.5) ? bytes.length : random.int(0, 0xffffffff);
    dissectLayers(packet);
    tcpOptions(packet);
    sourceAddress(packet);
    destinationAddress(packet);
    assert(packet.payloadLength >= 0);
    assert(packet.tcpStart < 0 || packet.tcpStart + 20 <= bytes.length);
  }
});

function mutated(random: Random): Uint8Array<ArrayBuffer> {
  const bytes = joined(
    random.pick(["", eth + "0800", eth + "81000001" + "86dd", "02000000"]),
    random.pick([four, six]),
  );
  for (let i = random.int(1, 6); i > 0; i--) bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
  return bytes.slice(0, random.int(0, bytes.length));
}
