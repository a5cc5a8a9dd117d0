/**
 * Links on which a system hands out packets with a note before them: PFLOG and ENC of the BSDs, NFLOG of Linux, PKTAP of Apple, and
 * PPI (per-packet information), which wireless captures have.
 */
import { u16 } from "../bytes.ts";
import { LAYER_NAMES, NOTHING, type OpenLayer, PPI } from "../layer.ts";
import { LINK_LAYERS } from "../link_layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfFamily } from "./ether_type.ts";
import { endsAt } from "./header_end.ts";
import { readBsdLoopback } from "./links.ts";

export const PFLOG_HEADER = 4;
export const ENC_HEADER = 12;
export const NFLOG_HEADER = 4;
export const PKTAP_HEADER = 12;
/** The shortest header that there has been. */
const PKTAP_LEAST = 108;
export const PPI_HEADER = 8;
/** The record is a packet, and no note of another kind. */
const PKTAP_PACKET = 1;
const NFLOG_PAYLOAD = 9;

/** The header's length, which is filled up to four bytes, and the address family. */
export function readPflog(packet: Packet, layer: OpenLayer): number {
  const at = packet.start + layer.start;
  const length = Math.max(PFLOG_HEADER, (packet.bytes[at]! + 3) & ~3);
  return endsAt(packet, layer, layer.start + length) ? layerOfFamily(packet, packet.bytes[at + 1]!) : NOTHING;
}

/** The family as on a loopback link, then what protected the packet. */
export function readEnc(packet: Packet, layer: OpenLayer): number {
  const next = readBsdLoopback(packet, layer);
  layer.end = layer.start + ENC_HEADER;
  return next;
}

/** The family, then attributes, each with its length, in the order of the machine that captured; the packet is one of them. */
export function readNflog(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength } = packet;
  let at = layer.start + NFLOG_HEADER;
  while (at + 4 <= capturedLength) {
    // Types are small: whichever of their bytes is not 0 is the low one.
    const little = bytes[start + at + 2] !== 0;
    const length = little ? bytes[start + at]! | (bytes[start + at + 1]! << 8) : u16(bytes, start + at);
    const type = bytes[start + at + (little ? 2 : 3)]!;
    if (type === NFLOG_PAYLOAD) {
      layer.end = at + 4;
      return layerOfFamily(packet, bytes[start + layer.start]!);
    }
    if (length < 4) break;
    at += (length + 3) & ~3;
  }
  if (at + 4 > capturedLength) {
    packet.problem = { offset: layer.start, reason: "the capture ends before the packet in the NFLOG attributes" };
  }
  return NOTHING;
}

/** The header's length, the kind of the record, and the link type of the packet behind it; in the order of the machine that captured. */
export function readPktap(packet: Packet, layer: OpenLayer): number {
  const at = packet.start + layer.start;
  const next = linkAfter(packet, layer, {
    length: little32(packet.bytes, at),
    linkType: little32(packet.bytes, at + 8),
  });
  return little32(packet.bytes, at + 4) === PKTAP_PACKET ? next : NOTHING;
}

/** A version and flags, the header's length, the link type; always little-endian. */
export function readPpi(packet: Packet, layer: OpenLayer): number {
  const at = packet.start + layer.start;
  const length = packet.bytes[at + 2]! | (packet.bytes[at + 3]! << 8);
  return linkAfter(packet, layer, { length, linkType: little32(packet.bytes, at + 4) });
}

/** Ends a header of this length; gives the layer that the link type begins with. */
function linkAfter(
  packet: Packet,
  layer: OpenLayer,
  { length, linkType }: { readonly length: number; readonly linkType: number },
): number {
  const name = LAYER_NAMES[layer.kind]!;
  const least = layer.kind === PPI ? PPI_HEADER : PKTAP_LEAST;
  if (length < least) {
    packet.problem = { offset: layer.start, reason: `the ${name} length says ${length} bytes, less than ${least}` };
    return NOTHING;
  }
  const next = LINK_LAYERS.get(linkType);
  if (!endsAt(packet, layer, layer.start + length)) return NOTHING;
  if (next === undefined) {
    packet.problem = { offset: layer.start, reason: `link type ${linkType} in ${name} is not known` };
  }
  return next ?? NOTHING;
}

function little32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}
