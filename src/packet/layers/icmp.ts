/**
 * The header of ICMP (RFC 792) and ICMPv6 (RFC 4443). What an error quotes behind it is no layer of the packet, since nothing
 * carries it: icmp_error.ts reads it for who asks.
 */
import { NOTHING, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";

/** Type, code, checksum, and four bytes that depend on the type. */
export const ICMP_HEADER = 8;

/** Takes the header as it stands. */
export function readIcmp(_packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + ICMP_HEADER;
  return NOTHING;
}
