/**
 * What a SYN offers in its options.
 */
import type { ReadonlyPacket } from "./packet.ts";
import { LARGEST_WINDOW_SHIFT, tcpOptions } from "./tcp_options.ts";

export interface SynOffer {
  /** Largest segment it wants to get, bytes; -1 where it does not say (RFC 9293 3.7.1). */
  maximumSegment: number;
  /** Shift of its window field; -1 where it does not offer to scale (RFC 7323 2). */
  windowScale: number;
  /** RFC 2018. */
  selectiveAcks: boolean;
  /** RFC 7323 3. */
  timestamps: boolean;
  /** TSval, -1 without it. */
  stamp: number;
  /** RFC 8684. */
  multipath: boolean;
  /** Fast Open cookie in hexadecimal, "" for a request for one, null without the option (RFC 7413). */
  fastOpenCookie: string | null;
}

/** Reads the offer; options that are malformed offer nothing. */
export function synOffer(packet: ReadonlyPacket): SynOffer {
  const offer: SynOffer = {
    maximumSegment: -1,
    windowScale: -1,
    selectiveAcks: false,
    timestamps: false,
    stamp: -1,
    multipath: false,
    fastOpenCookie: null,
  };
  for (const option of tcpOptions(packet)) {
    if (option.kind === "mss") offer.maximumSegment = option.value;
    else if (option.kind === "window_scale") offer.windowScale = Math.min(LARGEST_WINDOW_SHIFT, option.shift);
    else if (option.kind === "sack_permitted") offer.selectiveAcks = true;
    else if (option.kind === "timestamps") {
      offer.timestamps = true;
      offer.stamp = option.value;
    } else if (option.kind === "mptcp") offer.multipath = true;
    else if (option.kind === "fast_open") offer.fastOpenCookie = option.cookie;
  }
  return offer;
}

/** Its SYN leaves out what the first one had. */
export function offersLess(
  packet: ReadonlyPacket,
  { maximumSegment, windowScale, selectiveAcks, timestamps }: Pick<
    SynOffer,
    "maximumSegment" | "windowScale" | "selectiveAcks" | "timestamps"
  >,
): boolean {
  const offer = synOffer(packet);
  return maximumSegment >= 0 && offer.maximumSegment < 0 || windowScale >= 0 && offer.windowScale < 0 ||
    selectiveAcks && !offer.selectiveAcks || timestamps && !offer.timestamps;
}
