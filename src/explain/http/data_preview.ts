/**
 * The beginning of a packet's data as text, where it is text.
 */
import type { ReadonlyPacket } from "../../packet/packet.ts";

/** Longest data that is shown whole, and how much of longer data is. */
const WHOLE = 48;
const PART = 32;

/** Data as `WORLD`, with \r, \n and \t spelled out; null where it is empty, not captured, or not plain ASCII text. */
export function dataPreview(packet: ReadonlyPacket): string | null {
  const { bytes, start, capturedLength, payloadStart, payloadLength } = packet;
  const available = Math.min(payloadLength, capturedLength - payloadStart);
  const count = available <= WHOLE ? available : PART;
  if (count <= 0) return null;
  let text = "`";
  for (let i = 0; i < count; i++) {
    const letter = letterOf(bytes[start + payloadStart + i]!);
    if (letter === "") return null;
    text += letter;
  }
  return text + (count < payloadLength ? "...`" : "`");
}

function letterOf(byte: number): string {
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  if (byte === 10) return "\\n";
  if (byte === 13) return "\\r";
  if (byte === 9) return "\\t";
  return "";
}
