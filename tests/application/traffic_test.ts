/** What is not TCP is named by its evidence, port and form, and counted. */
import { assertEquals } from "@std/assert";
import { Traffic, trafficName } from "../../src/application/traffic/traffic.ts";
import { dissect } from "../../src/packet/dissect.ts";
import type { Packet } from "../../src/packet/packet.ts";
import { emitDatagram, emitIp } from "../packet/emit_udp.ts";
import { joined, recordOf } from "../packet/record_of.ts";
import { Random } from "../random.ts";
import { emitDns } from "./emit_dns.ts";

function udp(port: number, payload: Uint8Array | string, srcPort = 40000): Packet {
  const fields = { src: "10.0.0.2", dst: "10.0.0.3", srcPort, dstPort: port, payload: joined(payload) };
  return dissect(recordOf(emitDatagram(fields), 101));
}

function frame(type: string, payload: string | Uint8Array): Packet {
  return dissect(recordOf(joined("ffffffffffff 020000000001", type, payload, new Uint8Array(30)), 1));
}

const text = (line: string): Uint8Array => new TextEncoder().encode(line);
const zeros = (length: number): Uint8Array => new Uint8Array(length);
const DHCP = joined("01", zeros(235), "63825363 3501 01 ff");
const DNS = emitDns({ name: "example.org" });

const CASES: readonly [string, Packet][] = [
  ["DNS", udp(53, DNS)],
  ["DNS", udp(40000, DNS, 53)],
  ["UDP", udp(53, text("no name server speaks so"))],
  ["UDP", udp(54, DNS)],
  ["mDNS", udp(5353, DNS, 5353)],
  ["LLMNR", udp(5355, DNS)],
  ["DHCP", udp(67, DHCP, 68)],
  ["UDP", udp(67, DHCP.slice(0, 239), 68)],
  ["UDP", udp(67, joined("03", DHCP.slice(1)), 68)],
  ["DHCPv6", udp(547, "01000001 0000")],
  ["NTP", udp(123, joined("23", zeros(47)))],
  ["UDP", udp(123, joined("20", zeros(47)))],
  ["UDP", udp(123, joined("2b", zeros(47)))],
  ["SSDP", udp(1900, text("M-SEARCH * HTTP/1.1\r\n"))],
  ["UDP", udp(1900, text("M-SEARC"))],
  ["SNMP", udp(161, "302902010104067075626c6963")],
  ["syslog", udp(514, text("<34>Oct 11 su: x"))],
  ["NetBIOS name service", udp(137, DNS)],
  ["NetBIOS datagrams", udp(138, joined("11", zeros(20)))],
  ["TFTP", udp(69, joined("0001", text("file\0octet\0")))],
  ["RADIUS", udp(1812, joined("01010014", zeros(16)))],
  ["SIP", udp(5060, text("REGISTER sip:example.org SIP/2.0\r\n"))],
  ["IKE", udp(500, joined(zeros(16), "2120", zeros(10)))],
  ["IKE", udp(4500, joined(zeros(20), "2120", zeros(10)))],
  ["ESP in UDP", udp(4500, joined("00000001", zeros(20)))],
  ["WireGuard", udp(51820, joined("01000000", zeros(144)))],
  ["STUN", udp(3478, joined("00010000 2112a442", zeros(12)))],
  ["QUIC", udp(443, joined("c300000001 08", zeros(30)))],
  ["QUIC", udp(443, joined("c36b3343cf 08", zeros(30)))],
  ["UDP", udp(443, joined("4300000001 08", zeros(30)))],
  ["UDP", udp(443, joined("c300000009 08", zeros(30)))],
  ["UDP", udp(444, joined("c300000001 08", zeros(30)))],
  ["ARP", frame("0806", "00010800060400010200")],
  ["LLDP", frame("88cc", "0207")],
  ["STP", frame("0026", "424203 0000")],
  ["IS-IS", frame("0026", "fefe03 83")],
  ["CDP", frame("0026", "aaaa03 00000c 2000 02b4")],
  ["IEEE 802.3 frames", frame("0026", "101103")],
  ["EtherType 0x1234", frame("1234", "00")],
  ...([[1, "ICMP"], [2, "IGMP"], [50, "ESP"], [132, "SCTP"], [253, "IP protocol 253"]] as const).map((
    [protocol, name],
  ): [string, Packet] => [
    name,
    dissect(recordOf(emitIp({ src: "10.0.0.2", dst: "10.0.0.3", protocol }, zeros(20)), 101)),
  ]),
  [
    "TCP (header not readable)",
    dissect(recordOf(emitIp({ src: "10.0.0.2", dst: "10.0.0.3", protocol: 6 }, zeros(9)), 101)),
  ],
  ["link type 147 without a network header", dissect(recordOf(zeros(9), 147))],
];

Deno.test("trafficName() tells what packets are by their evidence", () => {
  for (const [name, packet] of CASES) assertEquals(trafficName(packet), name);
});

Deno.test("Traffic counts every packet, those with the most packets first", () => {
  const traffic = new Traffic();
  for (const [, packet] of CASES) traffic.take(packet);
  const counts = traffic.counts();
  assertEquals(counts.reduce((sum, { packets }) => sum + packets, 0), CASES.length);
  assertEquals(
    counts.reduce((sum, { bytes }) => sum + bytes, 0),
    CASES.reduce((sum, [, { length }]) => sum + length, 0),
  );
  assertEquals(counts.map(({ packets }) => packets), counts.map(({ packets }) => packets).toSorted((a, b) => b - a));
});

Deno.test("Traffic takes what follows a long header between the same ends for QUIC", () => {
  const traffic = new Traffic();
  const short = joined("41", zeros(30));
  traffic.take(udp(443, short));
  traffic.take(udp(443, joined("c300000001 08", zeros(30))));
  traffic.take(udp(443, short));
  traffic.take(udp(443, short, 40001));
  assertEquals(traffic.counts().map(({ name, packets, probable }) => [name, packets, probable]), [
    ["QUIC", 2, true],
    ["UDP", 2, false],
  ]);
});

Deno.test("Traffic adds up what has more names than it counts apart", () => {
  const traffic = new Traffic();
  for (let type = 0; type < 210; type++) traffic.take(frame((0x9100 + type + 1).toString(16), "00"));
  const counts = traffic.counts();
  assertEquals([counts.length, counts[0]], [201, { name: "others", probable: false, packets: 10, bytes: 450 }]);
});

Deno.test("trafficName() takes any bytes", () => {
  const random = new Random(12);
  for (let round = 0; round < 3000; round++) {
    const [, packet] = random.pick(CASES);
    const bytes = packet.data.slice(0, random.int(0, packet.capturedLength));
    for (let change = random.int(0, 3); change > 0 && bytes.length > 0; change--) {
      bytes[random.int(0, bytes.length - 1)] = random.int(0, 255);
    }
    assertEquals(trafficName(dissect(recordOf(bytes, packet.linkType, packet.length))) !== "", true);
  }
});
