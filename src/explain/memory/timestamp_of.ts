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
  const at = alignedAt(packet);
  return at < 0 ? -1 : numberAt(packet.bytes, at + 4);
}

/** TSecr, unsigned; -1 where there is none, or where it stands elsewhere. */
export function echoOf(packet: ReadonlyPacket): number {
  const at = alignedAt(packet);
  return at < 0 ? -1 : numberAt(packet.bytes, at + 8);
}

/** Where the option stands among the bytes, -1 where it is not in its place. */
function alignedAt({ bytes, start, tcpStart, payloadStart, capturedLength }: ReadonlyPacket): number {
  if (payloadStart > capturedLength || payloadStart - tcpStart < TCP_HEADER + 12) return -1;
  const at = start + tcpStart + TCP_HEADER;
  return numberAt(bytes, at) === ALIGNED ? at : -1;
}

/** A tick of most timestamp clocks, ns (RFC 7323 4.1 allows up to a second). */
const TICK = 1_000_000;
/** A clock that differs from the capture's by more than this part of the time since the SYN has another tick. */
const ASTRAY = 0.25;
/** Ticks from which a clock's pace is known, and of what it should count in a pause the part that it does count at least. */
const PACED = 8;
const WENT_ON = 0.5;

/** So long after its first RST, ns, nothing that an end had sent before is under way. */
const ALL_ARRIVED = 1e9;
/** A clock of milliseconds counts this part of the time at least, and the inverse at most. */
const IN_STEP = 0.5;

/**
 * Since this end's first RST the other end has echoed a timestamp that it can only have got later, by the pace of clocks that count
 * milliseconds: somebody goes on sending with this end's address.
 */
export function sentSinceReset(rstTime: number, { echo, echoAtReset }: Echoes, now: number): boolean {
  const time = now - rstTime;
  if (rstTime < 0 || echo < 0 || echoAtReset < 0 || time < ALL_ARRIVED) return false;
  const counted = seqDiff(echo, echoAtReset) * TICK;
  return counted >= IN_STEP * time && counted * IN_STEP <= time;
}

/** What an end has echoed latest, and before the other end's first RST. */
interface Echoes {
  readonly echo: number;
  readonly echoAtReset: number;
}

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
