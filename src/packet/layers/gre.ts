/**
 * Generic routing encapsulation: RFC 2784, with the key and the sequence number of RFC 2890.
 */
import { u16, u32 } from "../bytes.ts";
import { ETHERNET, GRE, IEEE_802_11, NOTHING, type OpenLayer, PPTP } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfType } from "./ether_type.ts";
import { goneThrough } from "./outer.ts";

export const GRE_CHECKSUM_PRESENT = 0x8000;
export const GRE_KEY_PRESENT = 0x2000;
export const GRE_SEQUENCE_PRESENT = 0x1000;
/** RFC 1701, gone since RFC 2784. */
const ROUTING_PRESENT = 0x4000;
const VERSION = 0x0007;
const PPTP_PROTOCOL = 0x880b;
const ERSPAN_PROTOCOL = 0x88be;
/** What access points of Aruba send to their controller: frames of 802.11, a number for each kind of them. */
const FIRST_WIRELESS = 0x8200;
const LAST_WIRELESS = 0x8210;
/** Web Cache Communication Protocol (draft-wilson-wrec-wccp-v2 3.12): IPv4, in version 2 behind a redirect header. */
const WCCP_PROTOCOL = 0x883e;
const WCCP_HEADER = 4;
const ETHERTYPE_IPV4 = 0x0800;

/** Length of the header without optional fields. */
export const GRE_HEADER = 4;

/** Reads the header; the fields that its first bits announce follow in a fixed order, four bytes each. */
export function readGre(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength, ipEnd } = packet;
  const at = start + layer.start;
  const flags = u16(bytes, at);
  if ((flags & VERSION) === 1 && u16(bytes, at + 2) === PPTP_PROTOCOL) return PPTP;
  if (flags & VERSION) return stop(packet, layer.start, `GRE of version ${flags & VERSION} is not read`);
  if (flags & ROUTING_PRESENT) return stop(packet, layer.start, "GRE with source routes (RFC 1701) is not read");
  const keyAt = layer.start + GRE_HEADER + (flags & GRE_CHECKSUM_PRESENT ? 4 : 0);
  const end = keyAt + (flags & GRE_KEY_PRESENT ? 4 : 0) + (flags & GRE_SEQUENCE_PRESENT ? 4 : 0);
  if (end > capturedLength) return stop(packet, layer.start, "the capture ends inside the GRE header");
  if (end > ipEnd) return stop(packet, layer.start, "the IP packet ends inside the GRE header");
  layer.end = end;
  goneThrough(packet, GRE, flags & GRE_KEY_PRESENT ? u32(bytes, start + keyAt) : 0);
  const type = u16(bytes, at + 2);
  if (type >= FIRST_WIRELESS && type <= LAST_WIRELESS) return IEEE_802_11;
  if (type === WCCP_PROTOCOL) return readRedirect(packet, layer);
  const next = layerOfType(packet, type);
  // ERSPAN of type I has neither a sequence number nor a header.
  return packet.etherType === ERSPAN_PROTOCOL && !(flags & GRE_SEQUENCE_PRESENT) ? ETHERNET : next;
}

/** The redirect header is told from IPv4 by its first bits. */
function readRedirect(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength, ipEnd } = packet;
  const end = layer.end + (layer.end < capturedLength && bytes[start + layer.end]! >> 4 === 4 ? 0 : WCCP_HEADER);
  layer.end = layer.start;
  if (end > capturedLength) return stop(packet, layer.start, "the capture ends inside the GRE header");
  if (end > ipEnd) return stop(packet, layer.start, "the IP packet ends inside the GRE header");
  layer.end = end;
  return layerOfType(packet, ETHERTYPE_IPV4);
}

function stop(packet: Packet, offset: number, reason: string): number {
  packet.problem = { offset, reason };
  return NOTHING;
}
