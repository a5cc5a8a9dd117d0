/**
 * IPv4 header (RFC 791), as offsets and a filler of `Packet`.
 */
import { u16 } from "./bytes.ts";
import type { Packet } from "./packet.ts";

const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FRAGMENT = 6;
const TTL = 8;
const PROTOCOL = 9;
/** Header checksum field. */
export const IPV4_CHECKSUM = 10;
export const IPV4_HEADER = 20;

const MORE_FRAGMENTS = 0x2000;

/** Reads the header at `at` into `packet`; gives the offset of what it carries, or -1 where that cannot be told. */
export function readIpv4(packet: Packet, at: number): number {
  const { bytes, capturedLength } = packet;
  const base = packet.start + at;
  if (at + IPV4_HEADER > capturedLength) return stop(packet, at, "the capture ends inside the IPv4 header");
  if (bytes[base]! >> 4 !== 4) return stop(packet, at, `the IP version is ${bytes[base]! >> 4} where 4 belongs`);
  const headerLength = (bytes[base]! & 15) * 4;
  if (headerLength < IPV4_HEADER) {
    return stop(packet, at, `the IPv4 header length says ${headerLength} bytes, less than 20`);
  }

  packet.ipVersion = 4;
  packet.ipStart = at;
  packet.ipId = u16(bytes, base + IDENTIFICATION);
  packet.ttl = bytes[base + TTL]!;
  packet.protocol = bytes[base + PROTOCOL]!;
  const fragment = u16(bytes, base + FRAGMENT);
  packet.fragmentOffset = (fragment & 0x1fff) * 8;
  packet.moreFragments = (fragment & MORE_FRAGMENTS) !== 0;

  const totalLength = u16(bytes, base + TOTAL_LENGTH);
  // Total length 0: a packet longer than the field can say (segmentation offload, BIG TCP); it ends where the frame does.
  packet.ipEnd = totalLength === 0 ? packet.frameEnd : Math.min(at + totalLength, packet.frameEnd);
  if (totalLength !== 0 && totalLength < headerLength) {
    return stop(packet, at + TOTAL_LENGTH, `the IPv4 total length says ${totalLength} bytes, less than its header`);
  }
  return at + headerLength;
}

function stop(packet: Packet, offset: number, reason: string): -1 {
  packet.problem = { offset, reason };
  return -1;
}
