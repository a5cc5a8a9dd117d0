/**
 * The EtherType field, and what may stand between it and the IP header: VLAN tags, LLC/SNAP, PPPoE and MPLS labels.
 */
import { u16 } from "./bytes.ts";
import type { Packet } from "./packet.ts";

export const ETHERTYPE_IPV4 = 0x0800;
export const ETHERTYPE_IPV6 = 0x86dd;

const VLAN = 0x8100;
const PROVIDER_VLAN = 0x88a8;
const OLD_PROVIDER_VLAN = 0x9100;
const MPLS = 0x8847;
const PPPOE_SESSION = 0x8864;

/** Smallest value that is a type; less is the length of an IEEE 802.3 frame. */
const FIRST_TYPE = 0x0600;

/**
 * Reads the EtherType field at `at`, skips tags, sets `packet.etherType` to the type within and gives the offset of what
 * follows. Where the capture ends inside a tag, the type stays the tag's.
 */
export function skipTags(packet: Packet, at: number): number {
  const { bytes, start, capturedLength } = packet;
  let type = u16(bytes, start + at);
  at += 2;
  // IEEE 802.1Q and 802.1ad: each tag is two bytes of tag and the type of what follows.
  while ((type === VLAN || type === PROVIDER_VLAN || type === OLD_PROVIDER_VLAN) && at + 4 <= capturedLength) {
    type = u16(bytes, start + at + 2);
    at += 4;
  }
  packet.etherType = type;
  if (type < FIRST_TYPE) return skipSnap(packet, at);
  if (type === PPPOE_SESSION) return skipPppoe(packet, at);
  return type === MPLS ? skipLabels(packet, at) : at;
}

/** LLC with SNAP (IEEE 802, RFC 1042): aa aa 03, an organisation of zeros, then a type. */
export function skipSnap(packet: Packet, at: number): number {
  const { bytes, start, capturedLength } = packet;
  if (at + 8 > capturedLength) return at;
  if (u16(bytes, start + at) !== 0xaaaa || bytes[start + at + 2] !== 3) return at;
  packet.etherType = u16(bytes, start + at + 6);
  return at + 8;
}

/** PPPoE session (RFC 2516): six bytes of header, then a PPP protocol number. */
function skipPppoe(packet: Packet, at: number): number {
  const { bytes, start, capturedLength } = packet;
  if (at + 8 > capturedLength) return at;
  const length = u16(bytes, start + at + 4);
  packet.frameEnd = Math.min(packet.frameEnd, at + 6 + length);
  setPppProtocol(packet, u16(bytes, start + at + 6));
  return at + 8;
}

/** Sets the EtherType of what a PPP protocol number stands for. */
export function setPppProtocol(packet: Packet, protocol: number): void {
  if (protocol === 0x0021) packet.etherType = ETHERTYPE_IPV4;
  if (protocol === 0x0057) packet.etherType = ETHERTYPE_IPV6;
}

/** MPLS labels (RFC 3032) up to the bottom of the stack; the IP version is told by its first nibble. */
function skipLabels(packet: Packet, at: number): number {
  const { bytes, start, capturedLength } = packet;
  while (at + 5 <= capturedLength) {
    const bottom = bytes[start + at + 2]! & 1;
    at += 4;
    if (!bottom) continue;
    const version = bytes[start + at]! >> 4;
    if (version === 4) packet.etherType = ETHERTYPE_IPV4;
    if (version === 6) packet.etherType = ETHERTYPE_IPV6;
    return at;
  }
  return at;
}
