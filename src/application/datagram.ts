/** The UDP datagram in a packet, where it is not taken apart further. */
import { u16 } from "../packet/bytes.ts";
import { UDP } from "../packet/layer.ts";
import type { ReadonlyPacket } from "../packet/packet.ts";

/** Ports, and where the data stands in `bytes`: as much of it as was captured. */
export interface Datagram {
  readonly srcPort: number;
  readonly dstPort: number;
  readonly from: number;
  readonly end: number;
}

/** Null where the packet's innermost header is no UDP. */
export function datagramOf({ layers, bytes, start, ipEnd, capturedLength }: ReadonlyPacket): Datagram | null {
  if (layers.length === 0) return null;
  const last = layers.at(layers.length - 1);
  if (last.kind !== UDP) return null;
  const at = start + last.start;
  const length = u16(bytes, at + 4);
  const end = Math.min(ipEnd, capturedLength, length === 0 ? Infinity : last.start + length);
  return {
    srcPort: u16(bytes, at),
    dstPort: u16(bytes, at + 2),
    from: start + last.end,
    end: start + Math.max(last.end, end),
  };
}
