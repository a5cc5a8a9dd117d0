/**
 * Mirrored frames in GRE (ERSPAN: draft-foschiano-erspan), Ethernet in IP (RFC 3378) and in MPLS (RFC 4448), and the tags of
 * provider bridges and virtual machines: what carries an Ethernet frame behind a few bytes.
 */
import { u16, u32 } from "../bytes.ts";
import { ERSPAN, ETHERNET, NOTHING, type OpenLayer, PROVIDER_BACKBONE } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfType } from "./ether_type.ts";
import { endsAt } from "./header_end.ts";
import { goneThrough } from "./outer.ts";

/** Type II; type I has no header, and is read as Ethernet at once. */
export const ERSPAN_HEADER = 8;
const TYPE_III_HEADER = 12;
const TYPE_III_SUBHEADER = 8;

/** ERSPAN types II and III: the version in the first bits, the session's number in the last ten of the second word. */
export function readErspan(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength } = packet;
  const at = start + layer.start;
  const version = bytes[at]! >> 4;
  let length = ERSPAN_HEADER;
  if (version === 2) {
    length = TYPE_III_HEADER;
    if (layer.start + length <= capturedLength && bytes[at + 11]! & 1) length += TYPE_III_SUBHEADER;
  } else if (version !== 1) {
    packet.problem = { offset: layer.start, reason: `ERSPAN of version ${version} is not read` };
    return NOTHING;
  }
  if (!endsAt(packet, layer, layer.start + length)) return NOTHING;
  goneThrough(packet, ERSPAN, u16(bytes, at + 2) & 0x3ff);
  return ETHERNET;
}

/** EtherIP: a version and reserved bits, then a frame. */
export function readEtherIp(_packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 2;
  return ETHERNET;
}

/** The control word of a pseudo-wire (RFC 4385 3), then a frame. */
export function readPseudoWire(_packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 4;
  return ETHERNET;
}

/** IEEE 802.1ah: a service's number of 24 bits, then the customer's frame. */
export function readProviderBackbone(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 4;
  goneThrough(packet, PROVIDER_BACKBONE, u32(packet.bytes, packet.start + layer.start) & 0xff_ffff);
  return ETHERNET;
}

/** VN-Tag: virtual interfaces, which differ by direction, then an EtherType. */
export function readVnTag(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 6;
  return layerOfType(packet, u16(packet.bytes, packet.start + layer.start + 4));
}
