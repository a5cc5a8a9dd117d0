/** What access points and their controller send each other of their stations' frames: CAPWAP data (RFC 5415 4.3). */
import { CAPWAP, ETHERNET, IEEE_802_11, NOTHING, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { endsAt } from "./header_end.ts";
import { goneThrough } from "./outer.ts";

/** Of the header's second to fourth byte: the length is in its first bits, in units of four bytes. */
const LENGTH_SHIFT = 3;
const NATIVE_FRAME = 0x01;
const BINDING = 0x3e;
const BINDING_802_11 = 0x02;
const IS_PIECE = 0x80;
const KEEP_ALIVE = 0x08;
/** Units of four bytes of the part that every header has. */
const LEAST_LENGTH = 2;

/** Whether the first four bytes are such a header: version 0, not encrypted, as long as one is, and with a whole frame behind it. */
export function looksLikeCapwap(first: number): boolean {
  return first >>> 24 === 0 && ((first >>> 16) & 0xff) >> LENGTH_SHIFT >= LEAST_LENGTH &&
    (first & (IS_PIECE | KEEP_ALIVE)) === 0;
}

/** Radio address and wireless information may stand in the header; a frame of Ethernet or of the radio follows. */
export function readCapwap(packet: Packet, layer: OpenLayer): number {
  const { bytes, start } = packet;
  const at = start + layer.start;
  if (!endsAt(packet, layer, layer.start + (bytes[at + 1]! >> LENGTH_SHIFT) * 4)) return NOTHING;
  goneThrough(packet, CAPWAP, 0);
  const kind = bytes[at + 2]!;
  if ((kind & NATIVE_FRAME) === 0) return ETHERNET;
  return (kind & BINDING) === BINDING_802_11 ? IEEE_802_11 : NOTHING;
}
