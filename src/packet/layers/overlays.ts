/**
 * Tunnels over UDP: VXLAN, VXLAN-GPE, GENEVE, GTP-U.
 */
import { u16, u32 } from "../bytes.ts";
import { ETHERNET, GENEVE, IPV4, IPV6, MPLS, NOTHING, type OpenLayer, RAW_IP, VXLAN } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfType, layerOfVersion } from "./ether_type.ts";
import { endsAt } from "./header_end.ts";
import { goneThrough } from "./outer.ts";

/** Length of each of these headers without optional fields. */
export const OVERLAY_HEADER = 8;

/** VXLAN (RFC 7348 5): flags, a network number of 24 bits, then a frame. */
export function readVxlan(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + OVERLAY_HEADER;
  goneThrough(packet, VXLAN, u32(packet.bytes, packet.start + layer.start + 4) >>> 8);
  return ETHERNET;
}

/** VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe): the same, and what follows is said. */
export function readVxlanGpe(packet: Packet, layer: OpenLayer): number {
  const next = packet.bytes[packet.start + layer.start + 3]!;
  readVxlan(packet, layer);
  if (next === 1) return layerOfVersion(packet, 4) === IPV4 ? IPV4 : NOTHING;
  if (next === 2) return layerOfVersion(packet, 6) === IPV6 ? IPV6 : NOTHING;
  if (next === 3) return ETHERNET;
  return next === 5 ? MPLS : NOTHING;
}

/** GENEVE (RFC 8926 3.4): the length of its options in units of four bytes, an EtherType, a network number. */
export function readGeneve(packet: Packet, layer: OpenLayer): number {
  const at = packet.start + layer.start;
  if (!endsAt(packet, layer, layer.start + OVERLAY_HEADER + (packet.bytes[at]! & 0x3f) * 4)) return NOTHING;
  goneThrough(packet, GENEVE, u32(packet.bytes, at + 4) >>> 8);
  return layerOfType(packet, u16(packet.bytes, at + 2));
}

const EXTENSION_HEADER = 0x04;
const OPTIONAL_FIELDS = 0x07;

/** GTP-U (3GPP TS 29.281 5.1): optional fields and extension headers, then a user's IP packet. Each way has its own number. */
export function readGtp(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength } = packet;
  const flags = bytes[start + layer.start]!;
  let end = layer.start + OVERLAY_HEADER + (flags & OPTIONAL_FIELDS ? 4 : 0);
  if (flags & EXTENSION_HEADER) {
    // The last byte of each extension says which one follows; its first, how many units of four bytes it has.
    while (end <= capturedLength && bytes[start + end - 1] !== 0) {
      end += 4 * (end < capturedLength ? Math.max(1, bytes[start + end]!) : 1);
    }
  }
  return endsAt(packet, layer, end) ? RAW_IP : NOTHING;
}
