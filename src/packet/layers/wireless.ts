/**
 * IEEE 802.11 frames with data in them, and the radiotap header that stands before them in captures (https://www.radiotap.org).
 */
import { IEEE_802_11, LLC_SNAP, NOTHING, type OpenLayer } from "../layer.ts";
import type { Packet } from "../packet.ts";
import { endsAt } from "./header_end.ts";

/** Frame control, duration, three addresses, sequence control. */
export const IEEE_802_11_HEADER = 24;
export const RADIOTAP_HEADER = 8;

/** The version of the protocol, which is 0. */
const VERSION = 3;
const TYPE_DATA = 2;
const NO_DATA = 4;
const QOS = 8;
const TO_AND_FROM_STATION = 3;
const PROTECTED = 0x40;
const ORDER = 0x80;
const AGGREGATED = 0x80;

/** Its length, little-endian, then the frame. */
export function readRadiotap(packet: Packet, layer: OpenLayer): number {
  const at = packet.start + layer.start;
  const length = packet.bytes[at + 2]! | (packet.bytes[at + 3]! << 8);
  if (length < RADIOTAP_HEADER) {
    return stop(packet, layer.start, `the radiotap length says ${length} bytes, less than 8`);
  }
  return endsAt(packet, layer, layer.start + length) ? IEEE_802_11 : NOTHING;
}

/** A data frame that is not encrypted carries LLC; several in one (A-MSDU) are not taken apart. */
export function readIeee80211(packet: Packet, layer: OpenLayer): number {
  const { bytes, start } = packet;
  const at = start + layer.start;
  // Some access points swap the two bytes of frame control in CAPWAP; of a frame between stations the flags are never 0.
  const isSwapped = (bytes[at]! & VERSION) !== 0;
  const control = bytes[isSwapped ? at + 1 : at]!;
  const type = (control >> 2) & 3;
  const subtype = control >> 4;
  const flags = bytes[isSwapped ? at : at + 1]!;
  let end = layer.start + IEEE_802_11_HEADER;
  if ((flags & TO_AND_FROM_STATION) === TO_AND_FROM_STATION) end += 6;
  const quality = end;
  if (subtype & QOS) end += 2 + (flags & ORDER ? 4 : 0);
  if (type !== TYPE_DATA) end = layer.start + IEEE_802_11_HEADER;
  if (!endsAt(packet, layer, end)) return NOTHING;
  if (type !== TYPE_DATA || subtype & NO_DATA || flags & PROTECTED) return NOTHING;
  return subtype & QOS && bytes[start + quality]! & AGGREGATED ? NOTHING : LLC_SNAP;
}

function stop(packet: Packet, offset: number, reason: string): number {
  packet.problem = { offset, reason };
  return NOTHING;
}
