/**
 * Damage as a bad cable does it: one bit comes out wrong.
 */
import { tcpStart } from "./segment_view.ts";

const UDP_HEADER = 8;

/**
 * Flips one bit of an IP packet that starts at `start` of `frame`: at `place` (0 to 1) of its TCP or UDP data, or of its
 * header behind the ports where it has none. The receiver's checksum finds it, so TCP sees a loss (RFC 9293 3.1).
 */
export function flipBit(frame: Uint8Array, start: number, place: number): void {
  const header = start + ((frame[start] ?? 0) >> 4 === 6 ? 40 : ((frame[start] ?? 0) & 0x0f) * 4);
  const isTcp = tcpStart(frame.subarray(start)) !== null;
  const data = header + (isTcp ? ((frame[header + 12] ?? 0) >> 4) * 4 : UDP_HEADER);
  const from = data < frame.byteLength ? data : header + 4;
  const bits = (frame.byteLength - from) * 8;
  if (bits <= 0) return;
  const bit = Math.min(bits - 1, Math.floor(place * bits));
  const at = from + (bit >> 3);
  frame[at] = (frame[at] ?? 0) ^ (0x80 >> (bit & 7));
}
