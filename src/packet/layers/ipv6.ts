/**
 * IPv6 header and its extension headers (RFC 8200), as offsets and a filler of `Packet`.
 */
import { u16, u32 } from "../bytes.ts";
import { NOTHING, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfProtocol } from "./ip_protocol.ts";
import { enterTunnel } from "./outer.ts";

const PAYLOAD_LENGTH = 4;
const NEXT_HEADER = 6;
const HOP_LIMIT = 7;
export const IPV6_HEADER = 40;

const HOP_BY_HOP = 0;
const ROUTING = 43;
const FRAGMENT = 44;
const AUTHENTICATION = 51;
const DESTINATION = 60;
const MOBILITY = 135;
const HOST_IDENTITY = 139;
const SHIM6 = 140;
const TCP = 6;

const JUMBO_OPTION = 0xc2;

/** Reads the header and its extension headers into `packet`, in the place of one that stands around it. */
export function readIpv6(packet: Packet, layer: OpenLayer): number {
  const { bytes } = packet;
  const at = layer.start;
  const base = packet.start + at;
  if (bytes[base]! >> 4 !== 6) return stop(packet, at, `the IP version is ${bytes[base]! >> 4} where 6 belongs`);
  if (packet.ipVersion !== 0) enterTunnel(packet);
  layer.end = at + IPV6_HEADER;
  packet.ipVersion = 6;
  packet.ipStart = at;
  packet.ipId = -1;
  packet.fragmentOffset = 0;
  packet.ttl = bytes[base + HOP_LIMIT]!;
  packet.protocol = bytes[base + NEXT_HEADER]!;
  const payloadLength = u16(bytes, base + PAYLOAD_LENGTH);
  // Payload length 0: a jumbogram (RFC 2675), or a packet captured before segmentation that is too long for the field.
  packet.ipEnd = payloadLength === 0 ? packet.frameEnd : Math.min(at + IPV6_HEADER + payloadLength, packet.frameEnd);
  packet.ipLacking = Math.max(0, at + IPV6_HEADER + payloadLength - packet.frameEnd);
  if (packet.protocol !== TCP && !readExtensions(packet, layer)) return NOTHING;
  packet.frameEnd = packet.ipEnd;
  return layerOfProtocol(packet);
}

/** Reads on through the extension headers; false where the capture ends before they do. */
function readExtensions(packet: Packet, layer: OpenLayer): boolean {
  const { bytes, start, capturedLength } = packet;
  let at = layer.end;
  while (isExtension(packet.protocol)) {
    if (at + 8 > capturedLength) {
      stop(packet, at, "the capture ends inside an IPv6 extension header");
      return false;
    }
    const header = packet.protocol;
    packet.protocol = bytes[start + at]!;
    if (header === FRAGMENT) {
      const field = u16(bytes, start + at + 2);
      packet.fragmentOffset = field & 0xfff8;
      packet.moreFragments ||= (field & 1) !== 0;
      packet.ipId = u16(bytes, start + at + 6);
      layer.end = at += 8;
      // An offset of 0 without more to come: an atomic fragment, which is whole (RFC 6946).
      if ((field & 0xfff9) !== 0) packet.pieceStart = at;
      if (packet.fragmentOffset > 0) return true;
      continue;
    }
    if (header === HOP_BY_HOP) readJumbo(packet, at);
    // Lengths count 8-byte units beyond the first; the authentication header counts 4-byte units beyond two (RFC 4302).
    at += header === AUTHENTICATION ? (bytes[start + at + 1]! + 2) * 4 : (bytes[start + at + 1]! + 1) * 8;
    layer.end = at;
  }
  return true;
}

/** The number announces a header that stands between IPv6 and what it carries. */
export function isExtension(header: number): boolean {
  return header === HOP_BY_HOP || header === ROUTING || header === FRAGMENT || header === AUTHENTICATION ||
    header === DESTINATION || header === MOBILITY || header === HOST_IDENTITY || header === SHIM6;
}

/** The jumbo payload option, which Linux puts first in the hop-by-hop header of a BIG TCP packet. */
function readJumbo(packet: Packet, at: number): void {
  const { bytes, start } = packet;
  if (bytes[start + at + 2] !== JUMBO_OPTION || bytes[start + at + 3] !== 4) return;
  packet.ipEnd = Math.min(packet.ipStart + IPV6_HEADER + u32(bytes, start + at + 4), packet.frameEnd);
}

function stop(packet: Packet, offset: number, reason: string): number {
  packet.problem = { offset, reason };
  return NOTHING;
}
