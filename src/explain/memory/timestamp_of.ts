/**
 * The timestamp of a segment, read where kernels put it: of every data packet, so without walking through the options. And
 * what it tells of time.
 */
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { seqDiff } from "../../packet/sequence.ts";
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

/** A tick of most timestamp clocks, ns (RFC 7323 4.1 allows up to a second). */
const TICK = 1_000_000;
/** A clock that differs from the capture's by more than this part of the time since the SYN has another tick. */
const ASTRAY = 0.25;
/** Ticks from which a clock's pace is known, and of what it should count in a pause the part that it does count at least. */
const PACED = 8;
const WENT_ON = 0.5;

/** When an end sent its SYN and its latest data, by the capture and by its own timestamps. */
interface Stamped {
  readonly synTime: number;
  readonly synStamp: number;
  readonly dataTime: number;
  readonly stamp: number;
}

/**
 * How much later than its SYN a packet came by after it was stamped, ns: what it has lost on its way. 0 where its end's clock does
 * not tell.
 */
export function lostOnWay(packet: ReadonlyPacket, { synTime, synStamp }: Stamped, now: number): number {
  const stamp = timestampOf(packet);
  if (stamp < 0 || synStamp < 0 || synTime < 0) return 0;
  const lag = now - synTime - seqDiff(stamp, synStamp) * TICK;
  return Math.abs(lag) > ASTRAY * (now - synTime) ? 0 : lag;
}

/**
 * By how many ticks its sender's clock went on in a pause of this length, ns, where that is too little for its pace before: then
 * the capture's was set forward, or that host stood still. -1 where nothing speaks for it.
 */
export function ticksThrough(
  packet: ReadonlyPacket,
  { synTime, synStamp, dataTime, stamp }: Stamped,
  pause: number,
): number {
  const later = timestampOf(packet);
  if (synStamp < 0 || stamp < 0 || later < 0) return -1;
  const counted = seqDiff(stamp, synStamp);
  const ticks = seqDiff(later, stamp);
  if (counted < PACED || ticks < 0) return -1;
  return ticks * (dataTime - synTime) < WENT_ON * counted * pause ? ticks : -1;
}

function numberAt(bytes: Uint8Array, at: number): number {
  return bytes[at]! * 0x1000000 + (bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!);
}
