/**
 * Which layer an IP protocol number announces: https://www.iana.org/assignments/protocol-numbers.
 */
import { ETHERIP, GRE, ICMP, ICMPV6, MPLS, NOTHING, TCP, UDP } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfVersion } from "./ether_type.ts";

/** IP protocol number of TCP. */
export const PROTOCOL_TCP = 6;
/** Of UDP, and of ICMPv6. */
export const PROTOCOL_UDP = 17;
export const PROTOCOL_ICMPV6 = 58;
const PROTOCOL_ICMP = 1;
const PROTOCOL_IPV4 = 4;
const PROTOCOL_IPV6 = 41;
const PROTOCOL_GRE = 47;
const PROTOCOL_ETHERIP = 97;
const PROTOCOL_MPLS = 137;

/**
 * The layer inside an IP packet whose header has been read. A piece of one is put together with the others first; only where the
 * capture holds a part of a first piece, which nothing can complete, is read what there is.
 */
export function layerOfProtocol(packet: Packet): number {
  const { protocol } = packet;
  if (packet.fragmentOffset > 0 || packet.pieceStart >= 0 && packet.ipEnd <= packet.capturedLength) return NOTHING;
  if (protocol === PROTOCOL_TCP) return TCP;
  if (protocol === PROTOCOL_UDP) return UDP;
  if (protocol === PROTOCOL_GRE) return GRE;
  if (protocol === PROTOCOL_ICMP && packet.ipVersion === 4) return ICMP;
  if (protocol === PROTOCOL_ICMPV6 && packet.ipVersion === 6) return ICMPV6;
  if (protocol === PROTOCOL_ETHERIP) return ETHERIP;
  // RFC 4023.
  if (protocol === PROTOCOL_MPLS) return MPLS;
  // IP in IP: RFC 2003, RFC 4213 (6 in 4), RFC 2473 (4 and 6 in 6).
  if (protocol === PROTOCOL_IPV4) return layerOfVersion(packet, 4);
  return protocol === PROTOCOL_IPV6 ? layerOfVersion(packet, 6) : NOTHING;
}
