/**
 * The mark "congestion experienced" in an IP header (RFC 3168 5): a router sets it where it would have dropped the packet.
 */

const ECN_BITS = 3;
const CONGESTION_EXPERIENCED = 3;

/** The ECN field of an IP packet: 0 where its ends do not speak ECN, 3 where it is marked. */
export function ecnOf(packet: Uint8Array): number {
  return (packet[0] ?? 0) >> 4 === 6 ? ((packet[1] ?? 0) >> 4) & ECN_BITS : (packet[1] ?? 0) & ECN_BITS;
}

/**
 * Sets the ECN field of an IP packet (IPv4 or IPv6) in place; the header checksum of IPv4 follows (RFC 1624). What is above
 * IP does not cover the field.
 */
export function setEcn(packet: Uint8Array, value: number): void {
  const version = (packet[0] ?? 0) >> 4;
  if (version === 6) {
    packet[1] = ((packet[1] ?? 0) & ~(ECN_BITS << 4)) | (value << 4);
    return;
  }
  const before = ((packet[0] ?? 0) << 8) | (packet[1] ?? 0);
  const after = (before & ~ECN_BITS) | value;
  packet[1] = after & 0xff;
  // HC' = ~(~HC + ~m + m'), RFC 1624 3.
  let sum = (~(((packet[10] ?? 0) << 8) | (packet[11] ?? 0)) & 0xffff) + (~before & 0xffff) + after;
  sum = (sum & 0xffff) + (sum >>> 16);
  sum = (sum & 0xffff) + (sum >>> 16);
  packet[10] = (~sum >> 8) & 0xff;
  packet[11] = ~sum & 0xff;
}

/** The packet with the mark, as a new one; null where its ends do not speak ECN. */
export function marked(packet: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  if (ecnOf(packet) === 0) return null;
  const copy = packet.slice();
  setEcn(copy, CONGESTION_EXPERIENCED);
  return copy;
}
