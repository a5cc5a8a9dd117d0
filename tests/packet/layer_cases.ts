/**
 * Packets of many layers, each with the TCP segment "inside" in its innermost.
 */
import { ACK, PSH } from "../../src/packet/packet.ts";
import { emitSegment, type SegmentFields } from "./emit.ts";
import { joined } from "./record_of.ts";

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
export const four = emitSegment(fields);
export const six = emitSegment({ ...fields, src: "2001:db8::1", dst: "2001:db8::2" });
export const ETHERNET = "020000000002 020000000001";

/** An IPv4 header around bytes: protocol, and the last byte of either address. */
export function in4(
  protocol: number,
  inner: Uint8Array,
  { from = 1, to = 2, fragment = 0 } = {},
): Uint8Array<ArrayBuffer> {
  const length = 20 + inner.length;
  const head = joined("4500", length >> 8, length & 255, "0001", fragment >> 8, fragment & 255, 64, protocol, "0000");
  return joined(head, "0a0000", from, "0a0000", to, inner);
}

/** An IPv6 header around bytes. */
export function in6(next: number, inner: Uint8Array): Uint8Array<ArrayBuffer> {
  const end = "000000000000000000000000000000";
  return joined("60000000", inner.length >> 8, inner.length & 255, next, "40 fd", end, "fd", end, inner);
}

/** A UDP header around bytes. */
export function udp(port: number, inner: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = 8 + inner.length;
  return joined("c350", port >> 8, port & 255, length >> 8, length & 255, "1234", inner);
}

/** A packet, and the layers that are in it with their lengths. */
export interface LayerCase {
  readonly name: string;
  readonly linkType: number;
  readonly bytes: Uint8Array;
  readonly layers: string;
  readonly six?: boolean;
}

export const LAYER_CASES: readonly LayerCase[] = [
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
    bytes: joined(ETHERNET, "8847 00010041 00011140", four),
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
  {
    name: "SLL2",
    linkType: 276,
    bytes: joined("86dd 0000 00000002 0001 04 06 0200000000010000", six),
    layers: "Linux cooked v2 20, IPv6 40, TCP 20",
    six: true,
  },
  {
    name: "PPP without address",
    linkType: 9,
    bytes: joined("0057", six),
    layers: "PPP 2, IPv6 40, TCP 20",
    six: true,
  },
  { name: "loopback", linkType: 0, bytes: joined("02000000", four), layers: "BSD loopback 4, IPv4 20, TCP 20" },
  ...["18000000", "0000001c", "1e000000"].map((family) => ({
    name: `loopback, IPv6 as ${family}`,
    linkType: 0,
    bytes: joined(family, six),
    layers: "BSD loopback 4, IPv6 40, TCP 20",
    six: true,
  })),
  {
    name: "loopback of OpenBSD",
    linkType: 108,
    bytes: joined("00000002", four),
    layers: "OpenBSD loopback 4, IPv4 20, TCP 20",
  },
  {
    name: "FDDI",
    linkType: 10,
    bytes: joined("50", ETHERNET, "aaaa03 000000 0800", four),
    layers: "FDDI 13, LLC/SNAP 8, IPv4 20, TCP 20",
  },
  {
    name: "Cisco HDLC",
    linkType: 104,
    bytes: joined("0f00 86dd", six),
    layers: "Cisco HDLC 4, IPv6 40, TCP 20",
    six: true,
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
    name: "802.11 in GRE",
    linkType: 101,
    bytes: in4(
      47,
      joined("0000 8200 8801 0000", "0200000000ff 020000000002 020000000001", "0000 0000 aaaa03 000000 0800", four),
    ),
    layers: "IPv4 20, GRE 4, 802.11 26, LLC/SNAP 8, IPv4 20, TCP 20",
  },
  {
    name: "WCCP with its redirect header",
    linkType: 101,
    bytes: in4(47, joined("0000 883e 05590048", four)),
    layers: "IPv4 20, GRE 8, IPv4 20, TCP 20",
  },
  {
    name: "MPLS over PPP",
    linkType: 9,
    bytes: joined("ff03 0281 18930d40", four),
    layers: "PPP 4, MPLS 4, IPv4 20, TCP 20",
  },
  {
    name: "GRE between bridges",
    linkType: 1,
    bytes: joined(ETHERNET, "0800", in4(47, joined("0000 6558", ETHERNET, "8100 0009 0800", four))),
    layers: "Ethernet 14, IPv4 20, GRE 4, Ethernet 14, 802.1Q 4, IPv4 20, TCP 20",
  },
  {
    name: "VXLAN",
    linkType: 101,
    bytes: in4(17, udp(4789, joined("08000000 00002a00", ETHERNET, "0800", four))),
    layers: "IPv4 20, UDP 8, VXLAN 8, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "VXLAN over IPv6",
    linkType: 101,
    bytes: in6(17, udp(4789, joined("08000000 00002a00", ETHERNET, "86dd", six))),
    layers: "IPv6 40, UDP 8, VXLAN 8, Ethernet 14, IPv6 40, TCP 20",
    six: true,
  },
  {
    name: "VXLAN-GPE",
    linkType: 101,
    bytes: in4(17, udp(4790, joined("0c000001 00002a00", four))),
    layers: "IPv4 20, UDP 8, VXLAN-GPE 8, IPv4 20, TCP 20",
  },
  {
    name: "VXLAN-GPE, IPv6 inside",
    linkType: 101,
    bytes: in4(17, udp(4790, joined("0c000002 00002a00", six))),
    layers: "IPv4 20, UDP 8, VXLAN-GPE 8, IPv6 40, TCP 20",
    six: true,
  },
  {
    name: "VXLAN-GPE, a frame inside",
    linkType: 101,
    bytes: in4(17, udp(4790, joined("0c000003 00002a00", ETHERNET, "0800", four))),
    layers: "IPv4 20, UDP 8, VXLAN-GPE 8, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "GENEVE with an option",
    linkType: 101,
    bytes: in4(17, udp(6081, joined("0100 6558 00002a00 01020300", ETHERNET, "0800", four))),
    layers: "IPv4 20, UDP 8, GENEVE 12, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "GTP-U",
    linkType: 101,
    bytes: in4(17, udp(2152, joined("30ff 0042 00000007", four))),
    layers: "IPv4 20, UDP 8, GTP-U 8, IPv4 20, TCP 20",
  },
  {
    name: "GTP-U with an extension header",
    linkType: 101,
    bytes: in4(17, udp(2152, joined("34ff 004a 00000007 00000085 01000900", six))),
    layers: "IPv4 20, UDP 8, GTP-U 16, IPv6 40, TCP 20",
    six: true,
  },
  {
    name: "L2TP with all fields",
    linkType: 101,
    bytes: in4(17, udp(1701, joined("4a02 0060 0001 0002 00000000 0002 0000 ff03 0021", four))),
    layers: "IPv4 20, UDP 8, L2TP 16, PPP 4, IPv4 20, TCP 20",
  },
  {
    name: "MPLS in UDP",
    linkType: 101,
    bytes: in4(17, udp(6635, joined("00010140", four))),
    layers: "IPv4 20, UDP 8, MPLS 4, IPv4 20, TCP 20",
  },
  {
    name: "PPTP",
    linkType: 101,
    bytes: in4(47, joined("3081 880b 0030 0001 00000001 00000002 21", four)),
    layers: "IPv4 20, PPTP 16, PPP 1, IPv4 20, TCP 20",
  },
  {
    name: "ERSPAN of type I",
    linkType: 101,
    bytes: in4(47, joined("0000 88be", ETHERNET, "0800", four)),
    layers: "IPv4 20, GRE 4, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "ERSPAN of type II",
    linkType: 101,
    bytes: in4(47, joined("1000 88be 00000001 10010005 00000000", ETHERNET, "0800", four)),
    layers: "IPv4 20, GRE 8, ERSPAN 8, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "ERSPAN of type III with a subheader",
    linkType: 101,
    bytes: in4(47, joined("1000 22eb 00000001 20010005 00000000 00000001 0000000000000000", ETHERNET, "0800", four)),
    layers: "IPv4 20, GRE 8, ERSPAN 20, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "Ethernet in IP",
    linkType: 101,
    bytes: in4(97, joined("3000", ETHERNET, "0800", four)),
    layers: "IPv4 20, EtherIP 2, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "Ethernet over MPLS",
    linkType: 1,
    bytes: joined(ETHERNET, "8847 00011140 00000000", ETHERNET, "0800", four),
    layers: "Ethernet 14, MPLS 4, pseudo-wire 4, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "a provider's backbone bridge",
    linkType: 1,
    bytes: joined(ETHERNET, "88e7 00000005", ETHERNET, "0800", four),
    layers: "Ethernet 14, 802.1ah 4, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "VN-Tag",
    linkType: 1,
    bytes: joined(ETHERNET, "8926 80010002 0800", four),
    layers: "Ethernet 14, VN-Tag 6, IPv4 20, TCP 20",
  },
  {
    name: "Cisco HDLC on a PPP link",
    linkType: 9,
    bytes: joined("0f00 0800", four),
    layers: "Cisco HDLC 4, IPv4 20, TCP 20",
  },
  {
    name: "802.11, from a station",
    linkType: 105,
    bytes: joined("0801 0000", ETHERNET, "020000000003 1000 aaaa03 000000 0800", four),
    layers: "802.11 24, LLC/SNAP 8, IPv4 20, TCP 20",
  },
  {
    name: "radiotap, and 802.11 with quality of service",
    linkType: 127,
    bytes: joined("0000 0a00 00000000 0000 8802 0000", ETHERNET, "020000000003 1000 0000 aaaa03 000000 86dd", six),
    layers: "radiotap 10, 802.11 26, LLC/SNAP 8, IPv6 40, TCP 20",
    six: true,
  },
  {
    name: "ENC",
    linkType: 109,
    bytes: joined("02000000 00000000 00000000", four),
    layers: "ENC 12, IPv4 20, TCP 20",
  },
  { name: "PFLOG", linkType: 117, bytes: joined("0502 0000 00000000", four), layers: "PFLOG 8, IPv4 20, TCP 20" },
  {
    name: "NFLOG",
    linkType: 239,
    bytes: joined("02000000 0800 0100 08000300 0500 0a00 61000000 3200 0900", four),
    layers: "NFLOG 24, IPv4 20, TCP 20",
  },
  {
    name: "PKTAP, and Ethernet in it",
    linkType: 258,
    bytes: joined("6c000000 01000000 01000000", new Uint8Array(96), ETHERNET, "0800", four),
    layers: "PKTAP 108, Ethernet 14, IPv4 20, TCP 20",
  },
  {
    name: "PKTAP, a raw packet in it",
    linkType: 258,
    bytes: joined("70000000 01000000 0c000000", new Uint8Array(100), four),
    layers: "PKTAP 112, IPv4 20, TCP 20",
  },
  {
    name: "PPI, and 802.11 in it",
    linkType: 192,
    bytes: joined("0000 0c00 69000000 00000000 0802 0000", ETHERNET, "020000000003 1000 aaaa03 000000 0800", four),
    layers: "PPI 12, 802.11 24, LLC/SNAP 8, IPv4 20, TCP 20",
  },
];
