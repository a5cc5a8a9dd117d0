/**
 * IP addresses as text. The dissector leaves addresses where they stand; these functions read them when a person asks.
 */
import { u16 } from "./bytes.ts";
import type { ReadonlyPacket } from "./packet.ts";

/** The four bytes at `at` in dotted decimal form. */
export function ipv4Text(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** The same of an address as a number, signed or not. */
export function ipv4OfNumber(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/**
 * The sixteen bytes at `at` in the form of RFC 5952: lower case, no leading zeros, the longest run of two or more zero
 * groups (the first of equals) as `::`, and IPv4-mapped addresses (section 5) with their dotted end.
 */
export function ipv6Text(bytes: Uint8Array, at: number): string {
  const groups = Array.from({ length: 8 }, (_, i) => u16(bytes, at + 2 * i));
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${ipv4Text(bytes, at + 12)}`;
  }
  const [runStart, runLength] = longestZeroRun(groups);
  const hex = (part: number[]): string => part.map((group) => group.toString(16)).join(":");
  if (runLength < 2) return hex(groups);
  return `${hex(groups.slice(0, runStart))}::${hex(groups.slice(runStart + runLength))}`;
}

function longestZeroRun(groups: readonly number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0];
  let length = 0;
  groups.forEach((group, i) => {
    length = group === 0 ? length + 1 : 0;
    if (length > best[1]) best = [i - length + 1, length];
  });
  return best;
}

/** The packet's source address as text, or "" where it has no IP header. */
export function sourceAddress(packet: ReadonlyPacket): string {
  const at = packet.start + packet.ipStart;
  if (packet.ipVersion === 4) return ipv4Text(packet.bytes, at + 12);
  return packet.ipVersion === 6 ? ipv6Text(packet.bytes, at + 8) : "";
}

/** The packet's destination address as text, or "" where it has no IP header. */
export function destinationAddress(packet: ReadonlyPacket): string {
  const at = packet.start + packet.ipStart;
  if (packet.ipVersion === 4) return ipv4Text(packet.bytes, at + 16);
  return packet.ipVersion === 6 ? ipv6Text(packet.bytes, at + 24) : "";
}

/** The packet goes from a host to itself: loopback (RFC 1122 3.2.1.3 g), or one address at both ends. */
export function staysHere({ bytes, start, ipStart, ipVersion }: ReadonlyPacket): boolean {
  if (ipVersion === 0) return false;
  const size = ipVersion === 4 ? 4 : 16;
  const from = start + ipStart + (ipVersion === 4 ? 12 : 8);
  const to = from + size;
  if (ipVersion === 4 && bytes[from] === 127 && bytes[to] === 127) return true;
  for (let i = 0; i < size; i++) {
    if (bytes[from + i] !== bytes[to + i]) return false;
  }
  return true;
}

/** `address:port`, with an IPv6 address in brackets (RFC 5952 section 6). */
export function endpointText(address: string, port: number): string {
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
