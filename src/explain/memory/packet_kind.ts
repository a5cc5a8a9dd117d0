/**
 * What kind of packet this is, as bits: a rule names the kinds it looks at, so that most rules are never asked about
 * most packets.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { ACK, FIN, PSH, type ReadonlyPacket, RST, SYN } from "../../packet/packet.ts";

/** SYN without ACK. */
export const IS_SYN = 1;
/** SYN with ACK. */
export const IS_SYN_ACK = 2;
export const IS_FIN = 4;
export const IS_RST = 8;
/** Carries at least one byte. */
export const IS_DATA = 16;
/** ACK and nothing else: no data, no SYN, FIN or RST. */
export const IS_ACK = 32;
/** Flags that no TCP sends: none at all, SYN with FIN, data without ACK. */
export const IS_ODD = 64;
/** Analysis has passed a verdict on it. */
export const IS_JUDGED = 128;
/** A SYN,ACK of none of the numbers that its connection goes on with: nothing but this is true of it. */
export const IS_STRAY = 256;

/** Damaged: its receiver throws it away, and nothing else is true of it. */
export const IS_DAMAGED = 512;

export const IS_ANY = 1023;

/** What Ethernet fills an IPv4 packet up to, and the same behind a VLAN tag. */
const FILLED = 46;
const FILLED_TAGGED = 42;

/**
 * Bytes of data. Some devices count Ethernet's filling (IEEE 802.3 4.2.3.3) into the length of the IP packet: zeros up to the
 * shortest frame, in a packet that ends no write.
 */
export function dataLength(packet: ReadonlyPacket): number {
  const { payloadLength, ipVersion, ipStart, ipEnd } = packet;
  if (payloadLength === 0 || ipVersion !== 4 || ipEnd - ipStart > FILLED) return payloadLength;
  return isFilling(packet) ? 0 : payloadLength;
}

function isFilling({ bytes, start, flags, ipStart, ipEnd, payloadStart, capturedLength }: ReadonlyPacket): boolean {
  const length = ipEnd - ipStart;
  if (length !== FILLED && length !== FILLED_TAGGED || flags & (PSH | SYN) || ipEnd > capturedLength) return false;
  for (let at = payloadStart; at < ipEnd; at++) if (bytes[start + at] !== 0) return false;
  return true;
}

/** The kinds of a packet, as a sum of bits. */
export function kindOf(analysed: AnalysedPacket): number {
  if (analysed.stray) return IS_STRAY;
  const { flags } = analysed.packet;
  const payloadLength = dataLength(analysed.packet);
  let kind = analysed.verdicts === 0 ? 0 : IS_JUDGED;
  if (payloadLength > 0) kind |= IS_DATA;
  const control = flags & (SYN | FIN | RST);
  if (control === 0) {
    if ((flags & ACK) === 0) kind |= IS_ODD;
    else if (payloadLength === 0) kind |= IS_ACK;
    return kind;
  }
  // One of SYN, FIN and RST at a time: more than one is no TCP's doing, opens nothing and closes nothing.
  if ((control & (control - 1)) !== 0) return kind | (control & SYN || !(flags & ACK) ? IS_ODD : IS_ODD | IS_RST);
  if (control & SYN) return kind | (flags & ACK ? IS_SYN_ACK : IS_SYN);
  if (control & RST) return kind | IS_RST;
  return kind | (flags & ACK ? IS_FIN : IS_ODD);
}
