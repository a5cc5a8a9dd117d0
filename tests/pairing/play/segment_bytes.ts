/** The parts of the segments that the small TCP of these tests sends. */
import { PROTOCOL_TCP } from "../../../src/packet/layers/ip_protocol.ts";
import { FIN, RST, SYN } from "../../../src/packet/packet.ts";
import type { TcpOption } from "../../../src/packet/tcp_options.ts";

/** A packet of TCP, in an IP packet without options. */
export function isSegment(bytes: Uint8Array): boolean {
  return bytes[bytes[0]! >> 4 === 4 ? 9 : 6] === PROTOCOL_TCP;
}

export function isReset(bytes: Uint8Array): boolean {
  return isSegment(bytes) && (bytes[bytes[0]! >> 4 === 4 ? 33 : 53]! & RST) !== 0;
}

/** Offset behind a segment; SYN and FIN take a number. */
export function endOf({ offset, length, flags }: { offset: number; length: number; flags: number }): number {
  return offset + length + ((flags & (SYN | FIN)) !== 0 ? 1 : 0);
}

/** Bytes of an option. */
export function lengthOf(option: TcpOption): number {
  const lengths: Partial<Record<TcpOption["kind"], number>> = {
    nop: 1,
    mss: 4,
    "sack_permitted": 2,
    timestamps: 10,
    "window_scale": 3,
  };
  return option.kind === "sack" ? 2 + 8 * option.blocks.length : lengths[option.kind] ?? 0;
}

/** Bytes that say where they stand, so that no two places are alike. */
export function payloadOf(offset: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => {
    const at = offset + index;
    return (Math.imul(at >> 2, 0x9e3779b1) >>> (8 * (at & 3))) & 255;
  });
}

/** ECT(0) in the IP header, whose checksum follows. */
export function setEct(bytes: Uint8Array): void {
  if (bytes[0]! >> 4 === 6) {
    bytes[1]! |= 0x20;
    return;
  }
  bytes[1]! |= 2;
  const sum = ((bytes[10]! << 8) | bytes[11]!) - 2;
  const folded = sum < 0 ? sum + 0xffff : sum;
  bytes[10] = folded >> 8;
  bytes[11] = folded & 255;
}
