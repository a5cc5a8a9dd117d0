/**
 * The timestamp of a segment, read where kernels put it: of every data packet, so without walking through the options.
 */
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { TCP_HEADER } from "../../packet/layers/tcp.ts";

/** NOP, NOP, kind 8, length 10: the layout that RFC 7323 appendix A recommends, and that all kernels use. */
const ALIGNED = 0x0101080a;

/** TSval, unsigned; -1 where there is none, or where it stands elsewhere. */
export function timestampOf(packet: ReadonlyPacket): number {
  const { bytes, start, tcpStart, payloadStart } = packet;
  if (payloadStart > packet.capturedLength || payloadStart - tcpStart < TCP_HEADER + 12) return -1;
  const at = start + tcpStart + TCP_HEADER;
  return numberAt(bytes, at) === ALIGNED ? numberAt(bytes, at + 4) : -1;
}

function numberAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! * 0x1000000 + (bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!);
}
