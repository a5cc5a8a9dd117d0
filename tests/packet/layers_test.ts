import { assert, assertEquals } from "@std/assert";
import { sourceAddress } from "../../src/packet/address.ts";
import { PcapngWriter } from "../../src/capture-file/pcapng_writer.ts";
import { copyPacket } from "./copy_packet.ts";
import { dissect } from "../../src/packet/dissect.ts";
import * as layer from "../../src/packet/layer.ts";
import { LAYER_NAMES, MOST_LAYERS } from "../../src/packet/layer.ts";
import { LAYER_READERS } from "../../src/packet/layers/layer_readers.ts";
import { LINK_LAYERS } from "../../src/packet/link_layer.ts";
import { Packet } from "../../src/packet/packet.ts";
import { tcpChecksumState } from "../../src/packet/checksum.ts";
import { Random } from "../random.ts";
import { LAYER_CASES } from "./layers/layer_cases.ts";
import { ETHERNET, four, in4, in6, six, udp } from "./layers/layer_parts.ts";
import { joined, recordOf } from "./record_of.ts";

/** `Ethernet 14, IPv4 20`: the layers of a packet with their lengths. */
function layersOf({ layers }: Packet): string {
  return Array.from({ length: layers.length }, (_, i) => {
    const { kind, start, end } = layers.at(i);
    return `${LAYER_NAMES[kind]} ${end - start}`;
  }).join(", ");
}

/** Whether bytes that are cut there end in front of this layer, or in it. */
function cutIn(layers: string, name: string, cut: number): boolean {
  let start = 0;
  for (const layer of layers.split(", ")) {
    const end = start + Number(/\d+$/.exec(layer)![0]);
    if (layer.startsWith(`${name} `)) return cut >= start && cut < end;
    start = end;
  }
  return false;
}

Deno.test("dissect() lists the layers of a packet, outermost first, and reads the innermost TCP", () => {
  const reused = new Packet();
  for (const { name, linkType, bytes, layers, six: isSix = false } of LAYER_CASES) {
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
  for (const { name, linkType, bytes, layers } of LAYER_CASES) {
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
      const silent = cut >= headers || cutIn(layers, "LLC/SNAP", cut);
      assertEquals(packet.problem === null, silent, `${name}, cut at ${cut}`);
      assert((packet.problem?.offset ?? 0) <= cut, `${name}, cut at ${cut}: ${packet.problem?.offset}`);
    }
  }
});

Deno.test("dissect() says which layer it could not read", () => {
  const cases = [
    { bytes: in4(47, joined("0001 0800", four)), layers: "IPv4 20", reason: "GRE of version 1 is not read" },
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
  assertEquals([layersOf(first), first.tcpStart, first.moreFragments], ["IPv4 20", -1, true]);
  const whole = in4(4, four, { fragment: 0x2000 });
  const cut = dissect(recordOf(whole.slice(0, -1), 101, whole.length));
  assertEquals([cut.tcpStart, cut.moreFragments, tcpChecksumState(cut)], [40, true, "unknown"]);
});

Deno.test("dissect() takes UDP to a tunnel's port for a tunnel only where its header is one, a family for IPv6 where it is one", () => {
  const frame = joined(ETHERNET, "0800", four);
  for (
    const [port, head] of [[4789, "00000000 00002a00"], [4789, "08800000 00002a00"], [
      6081,
      "c0006558 00002a00",
    ]] as const
  ) {
    const packet = dissect(recordOf(in4(17, udp(port, joined(head, frame))), 101));
    const isTunnel = head.startsWith("0880");
    assertEquals(
      [layersOf(packet).startsWith("IPv4 20, UDP 8, VXLAN"), packet.tcpStart >= 0],
      [isTunnel, isTunnel],
      head,
    );
  }
  for (const [family, isSix] of [["1e", true], ["1f", false], ["0a", true], ["0b", false]] as const) {
    assertEquals(dissect(recordOf(joined(`${family}000000`, six), 0)).tcpStart >= 0, isSix, family);
  }
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
  const pppoe = (session: string): number => hash(joined(ETHERNET, `8864 1100 ${session} 0100 0021`, four), 1);
  const erspan = (session: string): number =>
    hash(in4(47, joined(`1000 88be 00000001 1001 ${session} 00000000`, ETHERNET, "0800", four)));
  const vxlan = (network: string): number =>
    hash(in4(17, udp(4789, joined(`08000000 ${network}00`, ETHERNET, "0800", four))));
  const gre = (key: string, ends: { from: number; to: number }): number =>
    hash(in4(47, joined(`2000 0800 ${key}`, four), ends));
  const there = { from: 1, to: 2 };
  const back = { from: 2, to: 1 };
  for (const tunnel of [in4(41, six), in6(41, six)]) assert(hash(tunnel) !== 0, "IPv6 inside is in a tunnel");
  assertEquals([hash(four), hash(joined(ETHERNET, "0800", four), 1)], [0, 0]);
  assertEquals(vlan("0064"), vlan("e064"), "the priority is no part of the number");
  assertEquals(gre("00000005", there), gre("00000005", back));
  const different = [
    0,
    vlan("0000"),
    vlan("0064"),
    vlan("0065"),
    pppoe("0001"),
    pppoe("0002"),
    erspan("0005"),
    erspan("0006"),
    vxlan("00002a"),
    vxlan("00002b"),
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
  const numbers = Object.entries(layer).filter(([name]) => name !== "MOST_LAYERS").map(([, value]) => value)
    .filter((value) => typeof value === "number");
  assertEquals(numbers.toSorted((a, b) => a - b), [...LAYER_NAMES.keys()]);
  assertEquals(LAYER_READERS.length, LAYER_NAMES.length);
  assertEquals(new Set(LAYER_NAMES).size, LAYER_NAMES.length);
  for (const first of LINK_LAYERS.values()) assert(first > 0 && first < LAYER_NAMES.length);
});

/** A raw link has no header of its own, so that no packet has it among its layers; others carry no TCP. */
const WITHOUT_CASE: readonly number[] = [
  layer.NOTHING,
  layer.RAW_IP,
  layer.RAW_IPV4,
  layer.RAW_IPV6,
  layer.ICMP,
  layer.ICMPV6,
];

Deno.test("every layer stands in one of the cases", () => {
  const found = new Set(LAYER_CASES.flatMap(({ layers }) => layers.split(", ").map((one) => one.replace(/ \d+$/, ""))));
  assertEquals(LAYER_NAMES.filter((name, kind) => !found.has(name) && !WITHOUT_CASE.includes(kind)), []);
});

const FIELDS = (Object.keys(new Packet()) as (keyof Packet)[]).filter((name) => name !== "layers" && name !== "bytes");

Deno.test("dissect() puts the layers of any bytes in order and inside what was captured", () => {
  const random = new Random(23);
  const reused = new Packet();
  for (let round = 0; round < 30_000; round++) {
    const { linkType, bytes } = random.pick([...LAYER_CASES]);
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

/** Layers that tshark reads only where it is told to. */
const TSHARK_ASKS: readonly string[] = ["Ethernet over MPLS", "CAPWAP with the radio's address, around 802.11"];

const hasTshark = await new Deno.Command("tshark", { args: ["--version"], stdout: "null", stderr: "null" }).output()
  .then(({ success }) => success, () => false);

Deno.test({
  name: "dissect() finds the segment where tshark finds it (skipped where there is no tshark)",
  ignore: !hasTshark,
  fn: async () => {
    const writer = new PcapngWriter();
    const blocks = [writer.header()];
    for (const { name, linkType, bytes } of LAYER_CASES) {
      const { id, block } = writer.addInterface({ linkType, name });
      blocks.push(block, writer.packet({ ...recordOf(bytes, linkType), data: bytes }, { interfaceId: id }));
    }
    const file = await Deno.makeTempFile({ suffix: ".pcapng" });
    try {
      await Deno.writeFile(file, joined(...blocks));
      const fields = ["tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.ack_raw", "tcp.len"];
      const args = ["-r", file, "-T", "fields", ...fields.flatMap((field) => ["-e", field])];
      const { stdout } = await new Deno.Command("tshark", { args, stderr: "null" }).output();
      const lines = new TextDecoder().decode(stdout).split("\n");
      const compared = LAYER_CASES.filter(({ name }) => !TSHARK_ASKS.includes(name));
      assertEquals(
        compared.map((each) => `${each.name}: ${lines[LAYER_CASES.indexOf(each)]}`),
        compared.map(({ name, bytes, linkType }) => {
          const { srcPort, dstPort, seq, ack, payloadLength } = dissect(recordOf(bytes, linkType));
          return `${name}: ${[srcPort, dstPort, seq, ack, payloadLength].join("\t")}`;
        }),
      );
    } finally {
      await Deno.remove(file);
    }
  },
});
