/**
 * What may stand between a link's header and IP: VLAN tags, LLC/SNAP, PPPoE and PPP, MPLS labels.
 */
import { u16, u32 } from "../bytes.ts";
import { CISCO_HDLC, MPLS, NOTHING, type OpenLayer, PPP, PPPOE, PSEUDO_WIRE, RAW_IP, VLAN } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { layerOfPpp, layerOfType } from "./ether_type.ts";
import { goneThrough } from "./outer.ts";

/** IEEE 802.1Q and 802.1ad: two bytes of tag, twelve bits of them the VLAN's number, and the type of what follows. */
export function readVlan(packet: Packet, layer: OpenLayer): number {
  const at = packet.start + layer.start;
  layer.end = layer.start + 4;
  goneThrough(packet, VLAN, u16(packet.bytes, at) & 0xfff);
  return layerOfType(packet, u16(packet.bytes, at + 2));
}

/** LLC with SNAP (IEEE 802, RFC 1042): aa aa 03, an organisation of zeros, then a type. Other LLC frames are not read. */
export function readLlcSnap(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength } = packet;
  const at = start + layer.start;
  if (layer.start + 8 > capturedLength) return NOTHING;
  if (u16(bytes, at) !== 0xaaaa || bytes[at + 2] !== 3) return NOTHING;
  layer.end = layer.start + 8;
  return layerOfType(packet, u16(bytes, at + 6));
}

/** PPPoE session (RFC 2516): session number and length, then PPP. What lies beyond the length is padding. */
export function readPppoe(packet: Packet, layer: OpenLayer): number {
  const at = packet.start + layer.start;
  layer.end = layer.start + 6;
  packet.frameEnd = Math.min(packet.frameEnd, layer.end + u16(packet.bytes, at + 4));
  goneThrough(packet, PPPOE, u16(packet.bytes, at + 2));
  return PPP;
}

/** PPP (RFC 1661), with or without the HDLC-like address and control bytes ff 03: the protocol's number. */
export function readPpp(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength } = packet;
  const first = u16(bytes, start + layer.start);
  // On a PPP link some routers speak Cisco HDLC, whose first byte tells.
  if (layer.start === 0 && (first === 0x0f00 || first === 0x8f00)) return CISCO_HDLC;
  // A number may be shortened to its second byte (RFC 1661 6.5): that one is odd, a first byte even.
  if (first >> 8 === 0x21 || first >> 8 === 0x57) {
    layer.end = layer.start + 1;
    return layerOfPpp(packet, first >> 8);
  }
  const end = layer.start + (first === 0xff03 ? 4 : 2);
  if (end > capturedLength) {
    packet.problem = { offset: layer.start, reason: "the capture ends inside the PPP header" };
    return NOTHING;
  }
  layer.end = end;
  return layerOfPpp(packet, u16(bytes, start + layer.end - 2));
}

/** One MPLS label (RFC 3032); below the bottom of the stack, the first bits tell the IP version. */
export function readMpls(packet: Packet, layer: OpenLayer): number {
  layer.end = layer.start + 4;
  const { bytes, start, capturedLength } = packet;
  if ((u32(bytes, start + layer.start) & 0x100) === 0) return MPLS;
  // No IP version is 0: those are the first bits of a pseudo-wire's control word (RFC 4385 3).
  return layer.end < capturedLength && bytes[start + layer.end]! >> 4 === 0 ? PSEUDO_WIRE : RAW_IP;
}
