import { assert, assertEquals } from "@std/assert";
import { emitEthernet, emitSegment } from "../../packet/emit.ts";
import { dissectLayers } from "../../../src/packet/dissect.ts";
import { ACK, Packet, PSH, SYN } from "../../../src/packet/packet.ts";
import { byteFields } from "../../../src/report/html/facts/byte_fields.ts";
import { joined } from "../../packet/record_of.ts";
import { seeded } from "../../random.ts";

function dissected(bytes: Uint8Array, linkType: number): Packet {
  const packet = new Packet();
  packet.data = bytes;
  packet.length = bytes.length;
  packet.linkType = linkType;
  dissectLayers(packet);
  return packet;
}

const ENDS = { src: "10.0.2.4", dst: "10.0.2.15", srcPort: 40618, dstPort: 5050 };

Deno.test("byteFields() names every byte of a SYN in an Ethernet frame", () => {
  const syn = emitSegment({
    ...ENDS,
    seq: 103915608,
    flags: SYN,
    options: [
      { kind: "mss", value: 1460 },
      { kind: "sack_permitted" },
      { kind: "timestamps", value: 7, echo: 0 },
      { kind: "nop" },
      { kind: "window_scale", shift: 7 },
    ],
  });
  const fields = byteFields(dissected(emitEthernet(syn), 1), { seq: 0, ack: 0, window: 64240 });
  assertEquals(fields.map(({ layer, name, value }) => `${layer.kind}: ${name} = ${value}`).slice(2), [
    "link: EtherType = 0x0800",
    "ip: version, header length = 4, 20 bytes",
    "ip: DSCP, ECN = 0, 0",
    "ip: total length = 60",
    "ip: identification = 0x0000",
    "ip: flags, fragment offset = DF, 0",
    "ip: time to live = 64",
    "ip: protocol = 6 (TCP)",
    fields.find(({ name }) => name === "header checksum")!.value.replace(/^/, "ip: header checksum = "),
    "ip: source address = 10.0.2.4",
    "ip: destination address = 10.0.2.15",
    "tcp: source port = 40618",
    "tcp: destination port = 5050",
    "tcp: sequence number = 0 (raw 103915608)",
    "tcp: acknowledgment number = 0 (no ACK flag)",
    "tcp: data offset = 10 × 4 = 40 bytes",
    "tcp: flags = SYN",
    "tcp: window = 64240",
    fields.find(({ name }) => name === "checksum")!.value.replace(/^/, "tcp: checksum = "),
    "tcp: urgent pointer = 0",
    "tcp: maximum segment size = 1460",
    "tcp: selective ACK permitted = ",
    "tcp: timestamps = 7, echo 0",
    "tcp: no operation = ",
    "tcp: window scale = shift 7: × 128",
  ]);
});

Deno.test("byteFields() tells data from the padding behind it", () => {
  const frame = new Uint8Array(60);
  frame.set(emitEthernet(emitSegment({ ...ENDS, flags: ACK | PSH, payload: Uint8Array.of(1, 2) })));
  const [data, padding] = byteFields(dissected(frame, 1), null).slice(-2);
  assertEquals(data, {
    start: 54,
    end: 56,
    layer: { kind: "data", name: "", start: 54, end: 56 },
    name: "data",
    value: "2 bytes",
  });
  assertEquals(padding, {
    start: 56,
    end: 60,
    layer: { kind: "link", name: "", start: 56, end: 60 },
    name: "padding, not data",
    value: "4 bytes",
  });
});

Deno.test("byteFields() names every layer's bytes, a tunnel's too", () => {
  const inner = emitSegment({ ...ENDS, flags: ACK | PSH, payload: Uint8Array.of(1, 2, 3) });
  const tags = "020000000002 020000000001 88a8 6001 8100 0064 0800";
  const outer = "4500 0000 0000 0000 402f 0000 0a000001 0a000002";
  const frame = joined(tags, outer, "b000 0800 1234 0000 00000005 00000009", inner, "0000");
  frame[22 + 3] = frame.length - 22 - 2;
  const fields = byteFields(dissected(frame, 1), null);
  const layers = [...new Set(fields.map(({ layer }) => layer))];
  assertEquals(layers.map(({ kind, name, start, end }) => `${kind} ${name} ${end - start}`), [
    "link Ethernet 14",
    "link 802.1ad 4",
    "link 802.1Q 4",
    "ip IPv4 20",
    "link GRE 16",
    "ip IPv4 20",
    "tcp TCP 20",
    "data  3",
    "link  2",
  ]);
  const valueOf = (layer: string): string[] =>
    fields.filter((field) => field.layer.name === layer).map(({ name, value }) => `${name} = ${value}`);
  assertEquals(valueOf("802.1ad"), ["priority, VLAN = 3, 1", "EtherType = 0x8100"]);
  assertEquals(valueOf("GRE"), [
    "flags, version = 0xb000",
    "protocol = 0x0800",
    "checksum = 0x1234",
    "reserved = 0",
    "key = 5",
    "sequence number = 9",
  ]);
});

Deno.test("byteFields() names the bytes of every tag", () => {
  const ip = emitSegment({ ...ENDS, flags: ACK });
  const ends = "020000000002 020000000001";
  const cases = [
    { bytes: joined(ends, "8847 00064040 00064140", ip), layer: "MPLS", values: ["100", "64", "100, the last", "64"] },
    { bytes: joined(ends, "8864 1100 0007 002a 0021", ip), layer: "PPPoE", values: ["1, 1", "0", "7", "42"] },
    { bytes: joined(ends, "8864 1100 0007 002a 0021", ip), layer: "PPP", values: ["2 bytes"] },
    {
      bytes: joined(ends, "0030 aaaa03 000000 0800", ip),
      layer: "LLC/SNAP",
      values: ["aa aa 3", "0x000000", "0x0800"],
    },
  ];
  for (const { bytes, layer, values } of cases) {
    const fields = byteFields(dissected(bytes, 1), null).filter((field) => field.layer.name === layer);
    assertEquals(fields.map(({ value }) => value), values, layer);
  }
});

Deno.test("byteFields() covers any bytes, each once and in order", () => {
  const random = seeded(6);
  const frames = [
    emitSegment({ ...ENDS, flags: ACK, payload: new Uint8Array(30) }),
    emitSegment({
      ...ENDS,
      src: "2001:db8::1",
      dst: "2001:db8::2",
      flags: SYN,
      options: [{ kind: "mss", value: 1440 }],
    }),
  ];
  for (let round = 0; round < 3000; round++) {
    const bytes = frames[round % 2]!.slice(0, 1 + Math.floor(random() * 90));
    for (let i = 0; i < round % 7; i++) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    const linkType = [1, 101, 113, 276, 0, 999][Math.floor(random() * 6)]!;
    let at = 0;
    for (const { start, end } of byteFields(dissected(bytes, linkType), null)) {
      assert(start === at && end > start, `${start}-${end} after ${at}, link type ${linkType}: ${bytes}`);
      at = end;
    }
    assertEquals(at, bytes.length, `link type ${linkType}: ${bytes}`);
  }
});
