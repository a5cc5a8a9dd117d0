/**
 * IPv4 header (RFC 791), as offsets and a filler of `Packet`.
 */
import { u16 } from "../bytes.ts";
import { NOTHING, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfProtocol } from "./ip_protocol.ts";
import { enterTunnel } from "./outer.ts";

const TOTAL_LENGTH = 2;
const IDENTIFICATION = 4;
const FRAGMENT = 6;
const TTL = 8;
const PROTOCOL = 9;
export const IPV4_HEADER = 20;

const MORE_FRAGMENTS = 0x2000;
const FRAGMENT_OFFSET = 0x1fff;

/** Reads the header into `packet`, in the place of one that stands around it. */
export function readIpv4(packet: Packet, layer: OpenLayer): number {
  const { bytes } = packet;
  const at = layer.start;
  const base = packet.start + at;
  if (bytes[base]! >> 4 !== 4) return stop(packet, at, `the IP version is ${bytes[base]! >> 4} where 4 belongs`);
  const headerLength = (bytes[base]! & 15) * 4;
  if (headerLength < IPV4_HEADER) {
    return stop(packet, at, `the IPv4 header length says ${headerLength} bytes, less than 20`);
  }

  if (packet.ipVersion !== 0) enterTunnel(packet);
  layer.end = at + headerLength;
  packet.ipVersion = 4;
  packet.ipStart = at;
  packet.ipId = u16(bytes, base + IDENTIFICATION);
  packet.ttl = bytes[base + TTL]!;
  packet.protocol = bytes[base + PROTOCOL]!;
  const fragment = u16(bytes, base + FRAGMENT);
  packet.fragmentOffset = (fragment & FRAGMENT_OFFSET) * 8;
  // What a fragment carries is not whole either.
  packet.moreFragments ||= (fragment & MORE_FRAGMENTS) !== 0;

  const totalLength = u16(bytes, base + TOTAL_LENGTH);
  // Total length 0: a packet longer than the field can say (segmentation offload, BIG TCP); it ends where the frame does.
  packet.ipEnd = totalLength === 0 ? packet.frameEnd : Math.min(at + totalLength, packet.frameEnd);
  packet.ipLacking = Math.max(0, at + totalLength - packet.frameEnd);
  if (totalLength !== 0 && totalLength < headerLength) {
    return stop(packet, at + TOTAL_LENGTH, `the IPv4 total length says ${totalLength} bytes, less than its header`);
  }
  packet.frameEnd = packet.ipEnd;
  if ((fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) !== 0) packet.pieceStart = layer.end;
  return layerOfProtocol(packet);
}

function stop(packet: Packet, offset: number, reason: string): number {
  packet.problem = { offset, reason };
  return NOTHING;
}
