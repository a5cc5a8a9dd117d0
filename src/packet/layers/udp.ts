/**
 * UDP (RFC 768), and which tunnel its ports announce. A datagram that only looks like one is no tunnel: the header behind it is
 * looked at too.
 */
import { u16, u32 } from "../bytes.ts";
import { CAPWAP, GENEVE, GRE, GTP_U, L2TP, MPLS, NOTHING, type OpenLayer, VXLAN, VXLAN_GPE } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { looksLikeCapwap } from "./capwap.ts";

export const UDP_HEADER = 8;
const LENGTH = 4;

/** https://www.iana.org/assignments/service-names-port-numbers; 8472 is what Linux took for VXLAN before it had a number. */
const TUNNEL_OF_PORT: ReadonlyMap<number, number> = new Map([
  [4789, VXLAN],
  [8472, VXLAN],
  [4790, VXLAN_GPE],
  [6081, GENEVE],
  [2152, GTP_U],
  [1701, L2TP],
  [6635, MPLS],
  [5247, CAPWAP],
  [4754, GRE],
]);

/** Reads the header; what it carries ends where its length says. */
export function readUdp(packet: Packet, layer: OpenLayer): number {
  const { bytes, start, capturedLength } = packet;
  const at = start + layer.start;
  const tunnel = TUNNEL_OF_PORT.get(u16(bytes, at + 2)) ?? TUNNEL_OF_PORT.get(u16(bytes, at)) ?? NOTHING;
  layer.end = layer.start + UDP_HEADER;
  if (tunnel === NOTHING || layer.end + 8 > packet.ipEnd) return NOTHING;
  // Of what is not captured nothing can be looked at: the tunnel's reader says where the capture ends.
  if (
    layer.end + 8 <= capturedLength && !looksLike(tunnel, u32(bytes, start + layer.end), bytes[start + layer.end + 1]!)
  ) return NOTHING;
  const length = u16(bytes, at + LENGTH);
  // 0: a jumbogram (RFC 2675), or a packet captured before segmentation.
  if (length > 0) packet.frameEnd = Math.min(packet.frameEnd, layer.start + length);
  return tunnel;
}

/** The first four bytes of a header, and of GTP-U the kind of its message, are such as the tunnel has. */
function looksLike(tunnel: number, first: number, second: number): boolean {
  // VXLAN: the flag that says that there is a network number, and reserved bits (RFC 7348 5; GBP uses a few of them).
  if (tunnel === VXLAN) return (first & 0x0800_0000) !== 0 && (first & 0x7700_0000) === 0;
  // Version 0, the network number is there, and a next protocol.
  if (tunnel === VXLAN_GPE) return (first & 0xf800_0000) >>> 0 === 0x0800_0000 || (first & 0x0c00_0000) !== 0;
  // Version 0 (RFC 8926 3.4).
  if (tunnel === GENEVE) return first >>> 30 === 0;
  // Version 2, and a data message (RFC 2661 3.1).
  if (tunnel === L2TP) return (first & 0x800f_0000) === 0x0002_0000;
  // Version 0, and no bits but those of RFC 2890 (RFC 8086 3.2).
  if (tunnel === GRE) return (first & 0x4fff_0000) === 0;
  if (tunnel === CAPWAP) return looksLikeCapwap(first);
  // MPLS in UDP (RFC 7510) has no header of its own.
  if (tunnel === MPLS) return true;
  // Version 1, GTP rather than GTP', and a user's packet (3GPP TS 29.281 5.1).
  return first >>> 28 === 3 && second === 255;
}
