/**
 * Damage as a bad cable does it: one bit comes out wrong.
 */

/**
 * Flips one bit of an IPv4 packet that starts at `start` of `frame`: at `place` (0 to 1) of its TCP data, or of its TCP
 * header behind the ports where it has none. The receiver's checksum finds it, so TCP sees a loss (RFC 9293 3.1).
 */
export function flipBit(frame: Uint8Array, start: number, place: number): void {
  const tcp = start + ((frame[start] ?? 0) & 0x0f) * 4;
  const data = tcp + ((frame[tcp + 12] ?? 0) >> 4) * 4;
  const from = data < frame.byteLength ? data : tcp + 4;
  const bits = (frame.byteLength - from) * 8;
  if (bits <= 0) return;
  const bit = Math.min(bits - 1, Math.floor(place * bits));
  const at = from + (bit >> 3);
  frame[at] = (frame[at] ?? 0) ^ (0x80 >> (bit & 7));
}
