/**
 * The Internet checksum (RFC 1071), and what a TCP checksum tells about where a packet was captured.
 */
import { u16 } from "./bytes.ts";
import { PROTOCOL_TCP } from "./layers/ip_protocol.ts";
import { IPV6_HEADER } from "./layers/ipv6.ts";
import type { ReadonlyPacket } from "./packet.ts";

/** One's complement sum of 16-bit words from `start` to `end`, carried on from `sum`; not folded, not inverted. */
export function sumWords(bytes: Uint8Array, start: number, end: number, sum = 0): number {
  let at = start;
  for (; at + 1 < end; at += 2) sum += u16(bytes, at);
  // An odd last byte is the upper half of a word.
  return at < end ? sum + (bytes[at]! << 8) : sum;
}

/** Folds the carries of a sum into 16 bits. */
export function foldSum(sum: number): number {
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return sum;
}

/** The sum over the pseudo-header (RFC 9293 3.1; IPv6: RFC 8200 8.1): addresses, protocol and TCP length. */
export function pseudoHeaderSum(ipHeader: Uint8Array, tcpLength: number): number {
  const sum = ipHeader[0]! >> 4 === 4 ? sumWords(ipHeader, 12, 20) : sumWords(ipHeader, 8, IPV6_HEADER);
  return sum + PROTOCOL_TCP + (tcpLength >>> 16) + (tcpLength & 0xffff);
}

/**
 * - `correct`, `wrong`: the sum was taken over the whole segment.
 * - `offload`: the field holds the sum over the pseudo-header alone, as a kernel leaves it for the network card to complete:
 *   the packet was captured on the machine that sent it, and says nothing of the checksum on the wire.
 * - `unknown`: not all of the segment was captured, or it is a fragment.
 */
export type ChecksumState = "correct" | "wrong" | "offload" | "unknown";

/** Verifies the TCP checksum of a packet that has a TCP header. */
export function tcpChecksumState(packet: ReadonlyPacket): ChecksumState {
  const { tcpStart, ipStart, ipEnd, capturedLength, data } = packet;
  if (tcpStart < 0 || ipEnd > capturedLength || packet.moreFragments) return "unknown";
  const pseudo = pseudoHeaderSum(data.subarray(ipStart), ipEnd - tcpStart);
  if (foldSum(sumWords(data, tcpStart, ipEnd, pseudo)) === 0xffff) return "correct";
  return packet.checksum === foldSum(pseudo) ? "offload" : "wrong";
}
