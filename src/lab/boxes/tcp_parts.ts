/**
 * What boxes look at in a TCP segment.
 */
import { type IpParts, partsOf, PROTOCOL_TCP, u16, u32 } from "./ip_packet.ts";

export interface TcpParts extends IpParts {
  readonly sequence: number;
  readonly acknowledgment: number;
  /** Bits of packet.ts: FIN 1, SYN 2, RST 4, PSH 8, ACK 16. */
  readonly flags: number;
  /** Where its data begins, and how much it is. */
  readonly data: number;
  readonly length: number;
}

/** A whole TCP segment; null where the packet is none. */
export function tcpPartsOf(packet: Uint8Array): TcpParts | null {
  const parts = partsOf(packet);
  if (parts === null || parts.protocol !== PROTOCOL_TCP || parts.laterFragment) return null;
  const { start } = parts;
  const data = start + (packet[start + 12]! >> 4) * 4;
  if (data < start + 20 || data > packet.byteLength) return null;
  return {
    ...parts,
    sequence: u32(packet, start + 4),
    acknowledgment: u32(packet, start + 8),
    flags: u16(packet, start + 12) & 0x1ff,
    data,
    length: packet.byteLength - data,
  };
}

/** An option where it stands: its kind, and the offset and length in the packet. */
export interface OptionPlace {
  readonly kind: number;
  readonly at: number;
  readonly length: number;
}

/** The options of a segment, up to the end or to one that is malformed; padding is left out. */
export function optionPlaces(packet: Uint8Array, { start, data }: TcpParts): OptionPlace[] {
  const places: OptionPlace[] = [];
  for (let at = start + 20; at < data;) {
    const kind = packet[at]!;
    if (kind === 0) break;
    const length = kind === 1 ? 1 : packet[at + 1] ?? 0;
    if (kind !== 1 && (length < 2 || at + length > data)) break;
    if (kind !== 1) places.push({ kind, at, length });
    at += length;
  }
  return places;
}
