/**
 * What a SYN offers in its options (RFC 9293 3.2; RFC 7323; RFC 2018; RFC 7413).
 */
import type { Packet } from "../packet/packet.ts";

const END = 0;
const NO_OPERATION = 1;
const MAXIMUM_SEGMENT = 2;
const WINDOW_SCALE = 3;
const SACK_PERMITTED = 4;
const TIMESTAMPS = 8;
const MULTIPATH = 30;
const FAST_OPEN = 34;

export interface SynOffer {
  /** Largest segment it wants to get, bytes; -1 where it does not say. */
  maximumSegment: number;
  /** Shift of its window field; -1 where it does not offer to scale. */
  windowScale: number;
  selectiveAcks: boolean;
  timestamps: boolean;
  multipath: boolean;
  /** Length of the Fast Open cookie, 0 for a request for one, -1 without the option. */
  fastOpenCookie: number;
}

/** Reads the offer; options that are cut off or malformed end the reading. */
export function synOffer(packet: Packet): SynOffer {
  const offer: SynOffer = {
    maximumSegment: -1,
    windowScale: -1,
    selectiveAcks: false,
    timestamps: false,
    multipath: false,
    fastOpenCookie: -1,
  };
  const { data } = packet;
  const end = Math.min(packet.payloadStart, data.length);
  let at = packet.tcpStart + 20;
  while (at < end) {
    const kind = data[at]!;
    if (kind === END) break;
    if (kind === NO_OPERATION) {
      at++;
      continue;
    }
    const length = data[at + 1] ?? 0;
    if (length < 2 || at + length > end) break;
    take(offer, { kind, length, value: data.subarray(at + 2, at + length) });
    at += length;
  }
  return offer;
}

function take(offer: SynOffer, { kind, length, value }: { kind: number; length: number; value: Uint8Array }): void {
  if (kind === MAXIMUM_SEGMENT && length === 4) offer.maximumSegment = value[0]! << 8 | value[1]!;
  // A shift above 14 is used as 14 (RFC 7323 2.3).
  else if (kind === WINDOW_SCALE && length === 3) offer.windowScale = Math.min(14, value[0]!);
  else if (kind === SACK_PERMITTED) offer.selectiveAcks = true;
  else if (kind === TIMESTAMPS && length === 10) offer.timestamps = true;
  else if (kind === MULTIPATH) offer.multipath = true;
  else if (kind === FAST_OPEN) offer.fastOpenCookie = length - 2;
}
