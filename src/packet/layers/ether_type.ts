/**
 * Which layer an EtherType announces, and the other numbers that stand for one: PPP protocols, address families, the version
 * of an IP header that nothing announces.
 */
import {
  ERSPAN,
  ETHERNET,
  IPV4,
  IPV6,
  LLC_SNAP,
  MPLS,
  NOTHING,
  PPPOE,
  PROVIDER_BACKBONE,
  PROVIDER_VLAN,
  VLAN,
  VN_TAG,
} from "../layer.ts";
import type { Packet } from "../packet.ts";

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;

/** Smallest value that is a type; less is the length of an IEEE 802.3 frame. */
const FIRST_TYPE = 0x0600;

/** IEEE 802 numbers: https://www.iana.org/assignments/ieee-802-numbers. To add a layer behind an EtherType, add a line. */
const LAYER_OF_TYPE: ReadonlyMap<number, number> = new Map([
  [0x8100, VLAN],
  [0x88a8, PROVIDER_VLAN],
  // Provider tags before 802.1ad gave them a number.
  [0x9100, PROVIDER_VLAN],
  [0x8847, MPLS],
  [0x8864, PPPOE],
  [0x88e7, PROVIDER_BACKBONE],
  [0x8926, VN_TAG],
  // What GRE carries for a mirror port; type III has a number of its own.
  [0x88be, ERSPAN],
  [0x22eb, ERSPAN],
  // Transparent Ethernet bridging (RFC 1701): what a GRE tunnel between two bridges carries.
  [0x6558, ETHERNET],
]);

/** Notes the type of what follows and gives its layer, `NOTHING` where it is none that can be read. */
export function layerOfType(packet: Packet, type: number): number {
  packet.etherType = type;
  if (type === ETHERTYPE_IPV4) return IPV4;
  if (type === ETHERTYPE_IPV6) return IPV6;
  return type < FIRST_TYPE ? LLC_SNAP : LAYER_OF_TYPE.get(type) ?? NOTHING;
}

/** The layer of an IP version; any other number is nothing, and leaves the type as it was. */
export function layerOfVersion(packet: Packet, version: number): number {
  if (version === 4) return layerOfType(packet, ETHERTYPE_IPV4);
  return version === 6 ? layerOfType(packet, ETHERTYPE_IPV6) : NOTHING;
}

const PPP_MPLS = 0x0281;

/** The layer of a PPP protocol number (RFC 1332, RFC 5072, RFC 3032 4.3). */
export function layerOfPpp(packet: Packet, protocol: number): number {
  if (protocol === PPP_MPLS) return MPLS;
  return layerOfVersion(packet, protocol === 0x0021 ? 4 : protocol === 0x0057 ? 6 : 0);
}

/** AF_INET is 2 everywhere; AF_INET6 is 10 (Linux), 24 (NetBSD, OpenBSD), 28 (FreeBSD) or 30 (macOS). */
export function layerOfFamily(packet: Packet, family: number): number {
  const isSix = family === 10 || family === 24 || family === 28 || family === 30;
  return layerOfVersion(packet, family === 2 ? 4 : isSix ? 6 : 0);
}
