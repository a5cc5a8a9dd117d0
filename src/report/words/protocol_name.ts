/**
 * What a packet that is not read as TCP is, in a few words. Protocol names stay as their documents write them.
 */
import type { ReadonlyPacket } from "../../packet/packet.ts";

/** IANA protocol numbers that captures hold beside TCP. */
const IP_PROTOCOLS: Readonly<Record<number, string>> = {
  0: "IPv6 hop-by-hop options",
  1: "ICMP",
  2: "IGMP",
  4: "IPv4 in IP",
  6: "TCP",
  17: "UDP",
  33: "DCCP",
  41: "IPv6 in IP",
  47: "GRE",
  50: "ESP",
  51: "AH",
  58: "ICMPv6",
  59: "no payload",
  89: "OSPF",
  103: "PIM",
  112: "VRRP",
  132: "SCTP",
  136: "UDP-Lite",
};

/** EtherTypes of packets without an IP header (IEEE 802 numbers). */
const ETHER_TYPES: Readonly<Record<number, string>> = {
  0x0806: "ARP",
  0x0842: "Wake-on-LAN",
  0x8035: "RARP",
  0x8100: "VLAN tag",
  0x8137: "IPX",
  0x8809: "slow protocols (LACP)",
  0x8863: "PPPoE discovery",
  0x8864: "PPPoE session",
  0x8847: "MPLS",
  0x888e: "EAPOL",
  0x88cc: "LLDP",
  0x88f7: "PTP",
};

const PROTOCOL_TCP = 6;

/** `UDP`, `ARP`, `TCP, later IP fragment`, `EtherType 0x1234`. */
export function protocolName(packet: ReadonlyPacket): string {
  if (packet.ipVersion !== 0) {
    const name = IP_PROTOCOLS[packet.protocol] ?? `IP protocol ${packet.protocol}`;
    if (packet.fragmentOffset > 0) return `${name}, later IP fragment`;
    if (packet.pieceStart >= 0) return `${name}, first IP fragment`;
    return packet.protocol === PROTOCOL_TCP ? `${name}, header not readable` : name;
  }
  if (packet.etherType < 0) return "no network header";
  const type = `0x${packet.etherType.toString(16).padStart(4, "0")}`;
  return ETHER_TYPES[packet.etherType] ?? (packet.etherType < 0x0600 ? "IEEE 802.3 frame" : `EtherType ${type}`);
}
