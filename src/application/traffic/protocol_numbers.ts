/** Names of protocols by the numbers that headers have for them; the same in every language, as their documents write them. */

/** https://www.iana.org/assignments/protocol-numbers: what captures hold beside TCP. */
const IP_PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [0, "IPv6 hop-by-hop options"],
  [1, "ICMP"],
  [2, "IGMP"],
  [4, "IPv4 in IP"],
  [6, "TCP"],
  [17, "UDP"],
  [33, "DCCP"],
  [41, "IPv6 in IP"],
  [46, "RSVP"],
  [47, "GRE"],
  [50, "ESP"],
  [51, "AH"],
  [58, "ICMPv6"],
  [59, "no payload"],
  [88, "EIGRP"],
  [89, "OSPF"],
  [103, "PIM"],
  [112, "VRRP"],
  [115, "L2TPv3"],
  [132, "SCTP"],
  [136, "UDP-Lite"],
]);

/** EtherTypes of packets without an IP header: https://www.iana.org/assignments/ieee-802-numbers. */
const ETHER_TYPES: ReadonlyMap<number, string> = new Map([
  [0x0806, "ARP"],
  [0x0842, "Wake-on-LAN"],
  [0x2000, "CDP"],
  [0x8035, "RARP"],
  [0x8100, "VLAN tag"],
  [0x8137, "IPX"],
  [0x809b, "AppleTalk"],
  [0x8809, "slow protocols (LACP)"],
  [0x8863, "PPPoE discovery"],
  [0x8864, "PPPoE session"],
  [0x8847, "MPLS"],
  [0x888e, "EAPOL"],
  [0x8892, "PROFINET"],
  [0x88cc, "LLDP"],
  [0x88e5, "MACsec"],
  [0x88f7, "PTP"],
  [0x8902, "CFM"],
  [0x8906, "FCoE"],
  [0x9000, "loopback test"],
]);

/** Service access points of LLC (IEEE 802.2), the same for both ends: what speaks behind an 802.3 length. */
const LLC_POINTS: ReadonlyMap<number, string> = new Map([
  [0x42, "STP"],
  [0xe0, "IPX"],
  [0xf0, "NetBIOS"],
  [0xfe, "IS-IS"],
  [0xff, "IPX"],
]);

/** `SCTP`, `IP protocol 253`. */
export function ipProtocolName(protocol: number): string {
  return IP_PROTOCOLS.get(protocol) ?? `IP protocol ${protocol}`;
}

/** `ARP`, `EtherType 0x1234`. */
export function etherTypeName(type: number): string {
  return ETHER_TYPES.get(type) ?? `EtherType 0x${type.toString(16).padStart(4, "0")}`;
}

/** `STP`; null for a point without a name here. */
export function llcName(point: number): string | null {
  return LLC_POINTS.get(point) ?? null;
}
