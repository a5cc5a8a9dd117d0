/**
 * Links on which a system's own packet filter hands out packets: PFLOG and ENC of the BSDs, NFLOG of Linux.
 */
import { u16 } from "../bytes.ts";
import { NOTHING, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfFamily } from "./ether_type.ts";
import { endsAt } from "./header_end.ts";
import { readBsdLoopback } from "./links.ts";

export const PFLOG_HEADER = 4;
export const ENC_HEADER = 12;
export const NFLOG_HEADER = 4;
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
