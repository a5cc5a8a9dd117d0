/**
 * Link types: what stands before the IP header, by the LINKTYPE_ number of the capture file. To add one, add an entry to
 * `LINK_LAYERS`. Formats: https://www.tcpdump.org/linktypes.html.
 */
import { i32, u16 } from "./bytes.ts";
import { ETHERTYPE_IPV4, ETHERTYPE_IPV6, setPppProtocol, skipSnap, skipTags } from "./ether_type.ts";
import type { Packet } from "./packet.ts";

/** How one link type is read. */
export interface LinkLayer {
  readonly name: string;
  /** Bytes of header that must be there. */
  readonly headerLength: number;
  /** Sets `packet.etherType` from the header and gives the offset of the network header. */
  readonly read: (packet: Packet) => number;
}

function ethernet(packet: Packet): number {
  return skipTags(packet, 12);
}

/** LINUX_SLL, "cooked" capture: 16 bytes, the protocol in the last two. */
function cooked(packet: Packet): number {
  return skipTags(packet, 14);
}

/** LINUX_SLL2: 20 bytes, the protocol in the first two. */
function cooked2(packet: Packet): number {
  packet.etherType = u16(packet.bytes, packet.start);
  return 20;
}

/** NULL: a protocol family in the byte order of the machine that captured, which the file does not tell. */
function bsdLoopback(packet: Packet): number {
  const { bytes, start } = packet;
  const family = i32(bytes, start);
  const swapped = (bytes[start + 3]! << 24) | (bytes[start + 2]! << 16) | (bytes[start + 1]! << 8) | bytes[start]!;
  return family > 0 && family < 0x10000 ? ofFamily(packet, family) : ofFamily(packet, swapped);
}

/** LOOP (OpenBSD): the same, always big-endian. */
function openBsdLoopback(packet: Packet): number {
  return ofFamily(packet, i32(packet.bytes, packet.start));
}

/** AF_INET is 2 everywhere; AF_INET6 is 10 (Linux), 24 (NetBSD, OpenBSD), 28 (FreeBSD) or 30 (macOS). */
function ofFamily(packet: Packet, family: number): number {
  if (family === 2) packet.etherType = ETHERTYPE_IPV4;
  if (family === 10 || family === 24 || family === 28 || family === 30) packet.etherType = ETHERTYPE_IPV6;
  return 4;
}

/** RAW: an IP header at once; its version nibble tells which. */
function rawIp(packet: Packet): number {
  const version = packet.bytes[packet.start]! >> 4;
  if (version === 4) packet.etherType = ETHERTYPE_IPV4;
  if (version === 6) packet.etherType = ETHERTYPE_IPV6;
  return 0;
}

/** PPP, with or without the HDLC-like address and control bytes ff 03. */
function ppp(packet: Packet): number {
  const { bytes, start } = packet;
  const at = bytes[start] === 0xff && bytes[start + 1] === 3 ? 2 : 0;
  setPppProtocol(packet, u16(bytes, start + at));
  return at + 2;
}

/** FDDI: frame control and two addresses, then LLC. */
function fddi(packet: Packet): number {
  return skipSnap(packet, 13);
}

/** Cisco HDLC: address, control, then an EtherType. */
function ciscoHdlc(packet: Packet): number {
  return skipTags(packet, 2);
}

function ipv4Only(packet: Packet): number {
  packet.etherType = ETHERTYPE_IPV4;
  return 0;
}

function ipv6Only(packet: Packet): number {
  packet.etherType = ETHERTYPE_IPV6;
  return 0;
}

const raw = { name: "raw IP", headerLength: 1, read: rawIp };

/** Every link type that can be read, by its number. */
export const LINK_LAYERS: ReadonlyMap<number, LinkLayer> = new Map<number, LinkLayer>([
  [0, { name: "BSD loopback", headerLength: 4, read: bsdLoopback }],
  [1, { name: "Ethernet", headerLength: 14, read: ethernet }],
  [9, { name: "PPP", headerLength: 4, read: ppp }],
  [10, { name: "FDDI", headerLength: 13, read: fddi }],
  // DLT_RAW is 12 or 14 on the machines that wrote it without translating it to LINKTYPE_RAW.
  [12, raw],
  [14, raw],
  [101, raw],
  [104, { name: "Cisco HDLC", headerLength: 4, read: ciscoHdlc }],
  [108, { name: "OpenBSD loopback", headerLength: 4, read: openBsdLoopback }],
  [113, { name: "Linux cooked", headerLength: 16, read: cooked }],
  [228, { name: "raw IPv4", headerLength: 1, read: ipv4Only }],
  [229, { name: "raw IPv6", headerLength: 1, read: ipv6Only }],
  [276, { name: "Linux cooked v2", headerLength: 20, read: cooked2 }],
]);

/** The name of a link type, or its number where we cannot read it. */
export function linkTypeName(linkType: number): string {
  return LINK_LAYERS.get(linkType)?.name ?? `link type ${linkType}`;
}
