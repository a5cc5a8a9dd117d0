import { assert, assertEquals } from "@std/assert";
import { sourceAddress } from "../../src/packet/address.ts";
import { copyPacket } from "../../src/packet/copy_packet.ts";
import { dissect } from "../../src/packet/dissect.ts";
import { LAYER_NAMES, MOST_LAYERS } from "../../src/packet/layer.ts";
import { LAYER_READERS } from "../../src/packet/layers/layer_readers.ts";
import { LINK_LAYERS } from "../../src/packet/link_layer.ts";
import { ACK, Packet, PSH } from "../../src/packet/packet.ts";
import { tcpChecksumState } from "../../src/packet/checksum.ts";
import { emitSegment, type SegmentFields } from "../../src/packet/emit.ts";
import { Random } from "../fuzz/random.ts";
import { joined, recordOf } from "./record_of.ts";

const fields: SegmentFields = {
  src: "192.168.7.1",
  dst: "192.168.7.2",
  srcPort: 40618,
  dstPort: 5050,
  seq: 7,
  ack: 9,
  flags: PSH | ACK,
  ttl: 33,
  ipId: 0x4321,
  payload: new TextEncoder().encode("inside"),
};
const four = emitSegment(fields);
const six = emitSegment({ ...fields, src: "2001:db8::1", dst: "2001:db8::2" });
const ETHERNET = "020000000002 020000000001";

/** An IPv4 header around bytes: protocol, and the last byte of either address. */
function in4(protocol: number, inner: Uint8Array, { from = 1, to = 2, fragment = 0 } = {}): Uint8Array<ArrayBuffer> {
  const length = 20 + inner.length;
  const head = joined("4500", length >> 8, length & 255, "0001", fragment >> 8, fragment & 255, 64, protocol, "0000");
  return joined(head, "0a0000", from, "0a0000", to, inner);
}

/** An IPv6 header around bytes. */
function in6(next: number, inner: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = "000000000000000000000000000000";
  return joined("60000000", inner.length >> 8, inner.length & 255, next, "40 fd", end, "fd", end, inner);
}

/** `Ethernet 14, IPv4 20`: the layers of a packet with their lengths. */
function layersOf({ layers }: Packet): string {
  return Array.from({ length: layers.length }, (_, i) => {
    const { kind, start, end } = layers.at(i);
    return `${LAYER_NAMES[kind]} ${end - start}`;
  }).join(", ");
}

const CASES: readonly { name: string; linkType: number; bytes: Uint8Array; layers: string; six?: boolean }[] = [
  { name: "no tag", linkType: 1, bytes: joined(ETHERNET, "0800", four), layers: "Ethernet 14, IPv4 20, TCP 20" },
  {
    name: "two tags",
    linkType: 1,
    bytes: joined(ETHERNET, "88a8 0001 8100 0064 0800", four),
    layers: "Ethernet 14, 802.1ad 4, 802.1Q 4, IPv4 20, TCP 20",
  },
  {
    name: "PPPoE in a VLAN",
    linkType: 1,
    bytes: joined(ETHERNET, "8100 0064 8864 1100 0001 0100 0021", four),
    layers: "Ethernet 14, 802.1Q 4, PPPoE 6, PPP 2, IPv4 20, TCP 20",
  },
  {
    name: "MPLS labels",
    linkType: 1,
    bytes: joined(ETHERNET, "8847 00010040 00011140", four),
    layers: "Ethernet 14, MPLS 4, MPLS 4, IPv4 20, TCP 20",
  },
  {
    name: "LLC/SNAP, then a VLAN tag",
    linkType: 1,
    bytes: joined(ETHERNET, "0064 aaaa03 000000 8100 0001 86dd", six),
    layers: "Ethernet 14, LLC/SNAP 8, 802.1Q 4, IPv6 40, TCP 20",
    six: true,
  },
  { name: "raw IP", linkType: 101, bytes: four, layers: "IPv4 20, TCP 20" },
  { name: "PPP with address", linkType: 9, bytes: joined("ff03 0021", four), layers: "PPP 4, IPv4 20, TCP 20" },
  {
    name: "SLL and a tag",
    linkType: 113,
    bytes: joined("0004 0001 0006 0200000000010000 8100 0007 0800", four),
    layers: "Linux cooked 16, 802.1Q 4, IPv4 20, TCP 20",
  },
  { name: "4 in 4", linkType: 101, bytes: in4(4, four), layers: "IPv4 20, IPv4 20, TCP 20" },
  { name: "6 in 4", linkType: 101, bytes: in4(41, six), layers: "IPv4 20, IPv6 40, TCP 20", six: true },
  { name: "4 in 6", linkType: 101, bytes: in6(4, four), layers: "IPv6 40, IPv4 20, TCP 20" },
  { name: "6 in 6", linkType: 101, bytes: in6(41, six), layers: "IPv6 40, IPv6 40, TCP 20", six: true },
  {
    name: "4 in 6 behind an extension header",
    linkType: 101,
    bytes: in6(60, joined("0400 010400000000", four)),
    layers: "IPv6 48, IPv4 20, TCP 20",
  },
  { name: "GRE", linkType: 101, bytes: in4(47, joined("0000 0800", four)), layers: "IPv4 20, GRE 4, IPv4 20, TCP 20" },
  {
    name: "GRE with checksum, key and sequence number",
    linkType: 101,
    bytes: in4(47, joined("b000 86dd 12340000 00000005 00000001", six)),
    layers: "IPv4 20, GRE 16, IPv6 40, TCP 20",
    six: true,
  },
  {
    name: "GRE with a key over IPv6",
    linkType: 101,
    bytes: in6(47, joined("2000 0800 00000005", four)),
    layers: "IPv6 40, GRE 8, IPv4 20, TCP 20",
  },
  {
    name: "GRE between bridges",
    linkType: 1,
    bytes: joined(ETHERNET, "0800", in4(47, joined("0000 6558", ETHERNET, "8100 0009 0800", four))),
    layers: "Ethernet 14, IPv4 20, GRE 4, Ethernet 14, 802.1Q 4, IPv4 20, TCP 20",
  },
];

Deno.test("dissect() lists the layers of a packet, outermost first, and reads the innermost TCP", () => {
  const reused = new Packet();
  for (const { name, linkType, bytes, layers, six: isSix = false } of CASES) {
    const packet = dissect(recordOf(bytes, linkType), reused);
    assertEquals(packet.problem, null, name);
    assertEquals(layersOf(packet), layers, name);
    assertEquals([packet.srcPort, packet.dstPort, packet.seq, packet.ack], [40618, 5050, 7, 9], name);
    assertEquals(sourceAddress(packet), isSix ? "2001:db8::1" : "192.168.7.1", name);
    assertEquals([packet.ttl, packet.ipId, packet.ipEnd], [33, isSix ? -1 : 0x4321, bytes.length], name);
    assertEquals(new TextDecoder().decode(packet.data.subarray(packet.payloadStart)), "inside", name);
    assertEquals(tcpChecksumState(packet), "correct", name);
    assertEquals(layersOf(copyPacket(packet)), layers, name);
  }
});

Deno.test("dissect() reads as many layers as were captured whole, wherever the capture is cut", () => {
  const reused = new Packet();
  for (const { name, linkType, bytes, layers } of CASES) {
    const names = layers.split(", ");
    const headers = bytes.length - 6;
    for (let cut = 0; cut < bytes.length; cut++) {
      const packet = dissect(recordOf(bytes.slice(0, cut), linkType, bytes.length), reused);
      const found = layersOf(packet).split(", ").filter((layer) => layer !== "");
      // Of an IPv6 header whose extensions are cut off, the first 40 bytes are read.
      const part = (layer: string): string => cut < headers ? layer.replace("IPv6 48", "IPv6 40") : layer;
      assertEquals(found.map(part), names.slice(0, found.length).map(part), `${name}, cut at ${cut}`);
      assertEquals(packet.tcpStart >= 0, cut >= headers, `${name}, cut at ${cut}`);
      assertEquals(packet.tcpStart >= 0, found.length === names.length, `${name}, cut at ${cut}`);
      const silent = cut >= headers || name.startsWith("LLC/SNAP") && cut >= 14 && cut < 22;
      assertEquals(packet.problem === null, silent, `${name}, cut at ${cut}`);
      assert((packet.problem?.offset ?? 0) <= cut, `${name}, cut at ${cut}: ${packet.problem?.offset}`);
    }
  }
});

Deno.test("dissect() says which layer it could not read", () => {
  const cases = [
    { bytes: in4(47, joined("0001 880b", four)), layers: "IPv4 20", reason: "GRE of version 1 is not read" },
    { bytes: in4(47, joined("4000 0800 00000000", four)), layers: "IPv4 20", reason: /source routes/ },
    { bytes: in4(47, joined("0000 0800", six)), layers: "IPv4 20, GRE 4", reason: /IP version is 6 where 4 belongs/ },
    {
      bytes: joined(in4(47, joined("2000 0800")), four),
      layers: "IPv4 20",
      reason: /packet ends inside the GRE header/,
    },
    { bytes: joined(in4(4, four.slice(0, 8)), four), layers: "IPv4 20", reason: /packet ends inside the IPv4 header/ },
    {
      bytes: joined(in6(4, four.slice(0, 30)), four),
      layers: "IPv6 40, IPv4 20",
      reason: /ends inside the TCP header/,
    },
  ];
  for (const { bytes, layers, reason } of cases) {
    const packet = dissect(recordOf(bytes, 101));
    assertEquals(layersOf(packet), layers);
    assert(typeof reason === "string" ? packet.problem?.reason === reason : reason.test(packet.problem?.reason ?? ""));
  }
});

Deno.test("dissect() does not look into what is not IP inside a tunnel, nor into a later fragment of one", () => {
  const arp = dissect(recordOf(in4(47, joined("0000 0806", new Uint8Array(28))), 101));
  assertEquals([layersOf(arp), arp.problem, arp.protocol, arp.etherType], ["IPv4 20, GRE 4", null, 47, 0x0806]);
  const later = dissect(recordOf(in4(4, four, { fragment: 5 }), 101));
  assertEquals([layersOf(later), later.problem, later.tcpStart], ["IPv4 20", null, -1]);
  const first = dissect(recordOf(in4(4, four, { fragment: 0x2000 }), 101));
  assertEquals([first.tcpStart, first.moreFragments, tcpChecksumState(first)], [40, true, "unknown"]);
});

Deno.test("dissect() takes what lies beyond the outer packet for no data", () => {
  const long = four.slice();
  long[3] = four.length + 9;
  const packet = dissect(recordOf(joined(in4(4, long), new Uint8Array(30)), 101));
  assertEquals([packet.payloadLength, packet.ipEnd], [6, 20 + four.length]);
});

Deno.test(`dissect() reads ${MOST_LAYERS} layers, and says so of a packet that has more`, () => {
  const nested = (tunnels: number): Uint8Array => {
    let bytes: Uint8Array = four;
    for (let i = 0; i < tunnels; i++) bytes = in4(4, bytes);
    return bytes;
  };
  const most = dissect(recordOf(nested(MOST_LAYERS - 2), 101));
  assertEquals([most.layers.length, most.problem, most.tcpStart], [MOST_LAYERS, null, 20 * (MOST_LAYERS - 1)]);
  const more = dissect(recordOf(nested(MOST_LAYERS - 1), 101));
  assertEquals([more.layers.length, more.tcpStart], [MOST_LAYERS, -1]);
  assertEquals(more.problem, { offset: 20 * MOST_LAYERS, reason: `more than ${MOST_LAYERS} headers are nested` });
  const tags = dissect(recordOf(joined(ETHERNET, "8100 0001".repeat(300), "0800", four), 1));
  assertEquals([tags.layers.length, tags.problem?.offset], [MOST_LAYERS, 14 + 4 * (MOST_LAYERS - 1)]);
});

Deno.test("Packet.outerHash tells networks apart, and is the same in both directions", () => {
  const hash = (bytes: Uint8Array, linkType = 101): number => dissect(recordOf(bytes, linkType)).outerHash;
  const vlan = (number: string): number => hash(joined(ETHERNET, `8100 ${number} 0800`, four), 1);
  const gre = (key: string, ends: { from: number; to: number }): number =>
    hash(in4(47, joined(`2000 0800 ${key}`, four), ends));
  const there = { from: 1, to: 2 };
  const back = { from: 2, to: 1 };
  assertEquals([hash(four), hash(joined(ETHERNET, "0800", four), 1)], [0, 0]);
  assertEquals(vlan("0064"), vlan("e064"), "the priority is no part of the number");
  assertEquals(gre("00000005", there), gre("00000005", back));
  const different = [
    0,
    vlan("0000"),
    vlan("0064"),
    vlan("0065"),
    gre("00000005", there),
    gre("00000006", there),
    gre("00000005", { from: 1, to: 3 }),
    hash(in4(4, four)),
    hash(in4(4, in4(4, four))),
    hash(in6(4, four)),
  ];
  assertEquals(new Set(different).size, different.length);
});

Deno.test("every layer has a name and a reader, every link type a layer", () => {
  assertEquals(LAYER_READERS.length, LAYER_NAMES.length);
  assertEquals(new Set(LAYER_NAMES).size, LAYER_NAMES.length);
  for (const first of LINK_LAYERS.values()) assert(first > 0 && first < LAYER_NAMES.length);
});

const FIELDS = (Object.keys(new Packet()) as (keyof Packet)[]).filter((name) => name !== "layers" && name !== "bytes");

Deno.test("dissect() puts the layers of any bytes in order and inside what was captured", () => {
  const random = new Random(23);
  const reused = new Packet();
  for (let round = 0; round < 30_000; round++) {
    const { linkType, bytes } = random.pick([...CASES]);
    const garbled = bytes.slice(0, random.chance(0.5) ? bytes.length : random.int(0, bytes.length));
    for (let i = random.int(1, 4); i > 0 && garbled.length > 0; i--) {
      garbled[random.int(0, garbled.length - 1)] = random.int(0, 255);
    }
    const { layers, tcpStart, ipStart } = dissect(recordOf(garbled, linkType, bytes.length), reused);
    assert(layers.length <= MOST_LAYERS);
    let at = 0;
    for (let i = 0; i < layers.length; i++) {
      const { start, end } = layers.at(i);
      assert(start === at && end > start && end <= garbled.length, `${start} to ${end} after ${at}`);
      at = end;
    }
    const fresh = dissect(recordOf(garbled, linkType, bytes.length));
    assertEquals(layersOf(fresh), layersOf(reused));
    for (const name of FIELDS) assertEquals(fresh[name], reused[name], `${name}: nothing is left of the packet before`);
    assert(ipStart < 0 || tcpStart < 0 || tcpStart > ipStart);
  }
});
