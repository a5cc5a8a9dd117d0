/**
 * The Internet checksum (RFC 1071), and what a TCP checksum tells about where a packet was captured.
 */
import { u16 } from "./bytes.ts";
import { ICMP, UDP } from "./layer.ts";
import { PROTOCOL_ICMPV6, PROTOCOL_TCP, PROTOCOL_UDP } from "./layers/ip_protocol.ts";
import { IPV6_HEADER } from "./layers/ipv6.ts";
import type { ReadonlyPacket } from "./packet.ts";

/** From so many bytes on, sixteen are added at a time, as long as the sums of upper and lower words have 32 bits. */
const MANY = 64;
const MOST = 131_072;

/** One's complement sum of 16-bit words from `start` to `end`, carried on from `sum`; not folded, not inverted. */
export function sumWords(bytes: Uint8Array, start: number, end: number, sum = 0): number {
  let at = start;
  if (end - start >= MANY) {
    const view = viewOf(bytes);
    let upper = 0;
    let lower = 0;
    for (const last = Math.min(end, start + MOST) - 16; at <= last; at += 16) {
      const one = view.getInt32(at);
      const two = view.getInt32(at + 4);
      const three = view.getInt32(at + 8);
      const four = view.getInt32(at + 12);
      upper = (upper + (one >>> 16) + (two >>> 16) + (three >>> 16) + (four >>> 16)) | 0;
      lower = (lower + (one & 0xffff) + (two & 0xffff) + (three & 0xffff) + (four & 0xffff)) | 0;
    }
    sum += (upper >>> 0) + (lower >>> 0);
  }
  for (; at + 1 < end; at += 2) sum += u16(bytes, at);
  // An odd last byte is the upper half of a word.
  return at < end ? sum + (bytes[at]! << 8) : sum;
}

/** The packets of a capture stand one behind the other in the same bytes. */
let latest: { readonly bytes: Uint8Array; readonly view: DataView } | null = null;

function viewOf(bytes: Uint8Array): DataView {
  if (latest?.bytes !== bytes) latest = { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  return latest.view;
}

/** Folds the carries of a sum into 16 bits. */
export function foldSum(sum: number): number {
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return sum;
}

/**
 * The sum over the pseudo-header (RFC 9293 3.1; IPv6: RFC 8200 8.1): addresses, protocol and length of the segment or datagram. The IP
 * header stands at `at`.
 */
export function pseudoHeaderSum(bytes: Uint8Array, length: number, protocol: number = PROTOCOL_TCP, at = 0): number {
  const sum = bytes[at]! >> 4 === 4 ? sumWords(bytes, at + 12, at + 20) : sumWords(bytes, at + 8, at + IPV6_HEADER);
  return sum + protocol + (length >>> 16) + (length & 0xffff);
}

/**
 * - `correct`, `wrong`: the sum was taken over the whole segment.
 * - `offload`: the field holds the sum over the pseudo-header alone, with its length or without, as a kernel leaves it for the network card to
 *   complete: the packet was captured on the machine that sent it, and says nothing of the checksum on the wire.
 * - `unknown`: not all of the segment was captured, or it is a fragment.
 */
export type ChecksumState = "correct" | "wrong" | "offload" | "unknown";

/** Verifies the TCP checksum of a packet that has a TCP header. */
export function tcpChecksumState(packet: ReadonlyPacket): ChecksumState {
  const { bytes, start, tcpStart, ipStart, ipEnd, ipLacking, capturedLength } = packet;
  if (tcpStart < 0 || ipEnd > capturedLength || ipLacking > 0 || packet.moreFragments) return "unknown";
  const pseudo = pseudoHeaderSum(bytes, ipEnd - tcpStart, PROTOCOL_TCP, start + ipStart);
  if (foldSum(sumWords(bytes, start + tcpStart, start + ipEnd, pseudo)) === 0xffff) return "correct";
  // Windows leaves the length to the card as well, which cuts a large segment up.
  const lengthless = pseudo - (ipEnd - tcpStart);
  return packet.checksum === foldSum(pseudo) || packet.checksum === foldSum(lengthless) ? "offload" : "wrong";
}

/**
 * The same of a packet whose last header is that of UDP, ICMP or ICMPv6. A datagram that was sent without a sum (RFC 768) is
 * `unknown`; ICMP's sum has no pseudo-header (RFC 792), ICMPv6's has (RFC 4443 2.3).
 */
export function datagramChecksumState(packet: ReadonlyPacket): ChecksumState {
  const { layers, bytes, start, ipStart, ipEnd, capturedLength } = packet;
  const { kind, start: at } = layers.at(layers.length - 1);
  const end = kind === UDP ? at + u16(bytes, start + at + 4) : ipEnd;
  const told = u16(bytes, start + at + (kind === UDP ? 6 : 2));
  if ((kind === UDP && told === 0) || end > Math.min(ipEnd, capturedLength) || end < at + 8) return "unknown";
  const protocol = kind === UDP ? PROTOCOL_UDP : PROTOCOL_ICMPV6;
  const pseudo = kind === ICMP ? 0 : pseudoHeaderSum(bytes, end - at, protocol, start + ipStart);
  if (foldSum(sumWords(bytes, start + at, start + end, pseudo)) === 0xffff) return "correct";
  return told === foldSum(pseudo) ? "offload" : "wrong";
}
