/**
 * The few fields of an IP packet that the lab itself looks at: to find the packets a fault is meant for, and to compare
 * what happened with what a scenario promises. Dissection proper is another room's.
 */
import { ACK, FIN, RST, SYN } from "../../packet/packet.ts";

/** A TCP segment; numbers as they stand in the header. */
export interface SegmentView {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly flags: number;
  readonly sequence: number;
  readonly acknowledgment: number;
  readonly payloadLength: number;
}

const PROTOCOL_TCP = 6;
const IPV6_HEADER = 40;

/** Reads the TCP header of an IPv4 or IPv6 packet; null where it is no whole TCP packet. */
export function viewSegment(packet: Uint8Array): SegmentView | null {
  const tcp = tcpStart(packet);
  if (tcp === null || tcp + 20 > packet.byteLength) return null;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  const dataOffset = (view.getUint8(tcp + 12) >> 4) * 4;
  return {
    sourcePort: view.getUint16(tcp),
    destinationPort: view.getUint16(tcp + 2),
    flags: view.getUint16(tcp + 12) & 0x1ff,
    sequence: view.getUint32(tcp + 4),
    acknowledgment: view.getUint32(tcp + 8),
    payloadLength: Math.max(0, packet.byteLength - tcp - dataOffset),
  };
}

/** Where the TCP header begins; null where there is none. The hosts send IPv6 without extension headers. */
export function tcpStart(packet: Uint8Array): number | null {
  const version = (packet[0] ?? 0) >> 4;
  if (version === 4 && packet[9] === PROTOCOL_TCP) return ((packet[0] ?? 0) & 0x0f) * 4;
  return version === 6 && packet[6] === PROTOCOL_TCP ? IPV6_HEADER : null;
}

/** What a fault can be aimed at. */
export const PACKET_KINDS = ["any", "syn", "data", "ack", "fin", "rst"] as const;

export type PacketKind = (typeof PACKET_KINDS)[number];

/** Whether a packet is of a kind. `ack` is one that carries nothing but its acknowledgment. */
export function isOfKind(segment: SegmentView | null, kind: PacketKind): boolean {
  if (kind === "any") return true;
  if (segment === null) return false;
  switch (kind) {
    case "syn":
      return (segment.flags & SYN) !== 0;
    case "fin":
      return (segment.flags & FIN) !== 0;
    case "rst":
      return (segment.flags & RST) !== 0;
    case "data":
      return segment.payloadLength > 0;
    case "ack":
      return segment.payloadLength === 0 && (segment.flags & (SYN | FIN | RST)) === 0 && (segment.flags & ACK) !== 0;
  }
}
