/**
 * The headers of the links: the first layer of a packet. Formats: https://www.tcpdump.org/linktypes.html.
 */
import { i32, u16 } from "../bytes.ts";
import { LLC_SNAP, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfFamily, layerOfType, layerOfVersion } from "./ether_type.ts";

/** IEEE 802.3: two addresses, then the type of what follows. */
export function readEthernet(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 14;
  return layerOfType(packet, u16(packet.bytes, packet.start + layer.start + 12));
}

/** LINUX_SLL, "cooked" capture: 16 bytes, the protocol in the last two. */
export function readCooked(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 16;
  return layerOfType(packet, u16(packet.bytes, packet.start + layer.start + 14));
}

/** LINUX_SLL2: 20 bytes, the protocol in the first two. */
export function readCooked2(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 20;
  return layerOfType(packet, u16(packet.bytes, packet.start + layer.start));
}

/** NULL: a protocol family in the byte order of the machine that captured, which the file does not tell. */
export function readBsdLoopback(packet: Packet, layer: OpenLayer): number {
  const { bytes, start } = packet;
  const at = start + layer.start;
  layer.end = layer.start + 4;
  const family = i32(bytes, at);
  const swapped = (bytes[at + 3]! << 24) | (bytes[at + 2]! << 16) | (bytes[at + 1]! << 8) | bytes[at]!;
  return layerOfFamily(packet, family > 0 && family < 0x10000 ? family : swapped);
}

/** LOOP (OpenBSD): the same, always big-endian. */
export function readOpenBsdLoopback(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 4;
  return layerOfFamily(packet, i32(packet.bytes, packet.start + layer.start));
}

/** FDDI: frame control and two addresses, then LLC. */
export function readFddi(_packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 13;
  return LLC_SNAP;
}

/** Cisco HDLC: address, control, then an EtherType. */
export function readCiscoHdlc(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 4;
  return layerOfType(packet, u16(packet.bytes, packet.start + layer.start + 2));
}

/** RAW, and what lies below MPLS labels: an IP header at once; its version tells which. */
export function readRawIp(packet: Packet, layer: OpenLayer): number {
  return layerOfVersion(packet, packet.bytes[packet.start + layer.start]! >> 4);
}

/** IPV4: an IPv4 header at once, whatever its version says. */
export function readRawIpv4(packet: Packet): number {
  return layerOfVersion(packet, 4);
}

/** IPV6: an IPv6 header at once. */
export function readRawIpv6(packet: Packet): number {
  return layerOfVersion(packet, 6);
}
