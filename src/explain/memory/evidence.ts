/**
 * Evidence that several rules ask for.
 */
import { WINDOW_FULL } from "../../analysis/verdict_bits.ts";
import { seqAdd, seqAtOrAfter, seqAtOrBefore, seqBefore, seqDiff } from "../../packet/sequence.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { TCP_HEADER } from "../../packet/layers/tcp.ts";
import { findOption, OPTION_SACK, type SackBlock, tcpOptions } from "../../packet/tcp_options.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import type { Arrival } from "./arrival.ts";
import type { HostMemory } from "./host_memory.ts";
import { timestampOf } from "./timestamp_of.ts";

/** Analysis passed this verdict (a bit of verdict_bits.ts) on the packet. */
export function judged({ verdicts }: AnalysedPacket, bit: number): boolean {
  return (verdicts & bit) !== 0;
}

/** The packet carries numbers that were missing: they stand in the gap that a later packet left open. */
export function fillsGap({ packet, seq }: AnalysedPacket, { sender }: Arrival): boolean {
  return sender.gapFrom >= 0 && packet.payloadLength > 0 && seqAtOrAfter(seq, sender.gapFrom) &&
    seqBefore(seq, sender.gapTo);
}

/** Numbers further apart than this are not neighbours in a host's count. */
const NEIGHBOURS = 1000;

/**
 * Whether its host sent the packet before the one behind the gap, by the IP identification: most systems count their
 * packets up. Null where there is no such number, or where the two are not neighbours.
 */
export function sentBefore({ packet }: AnalysedPacket, { sender }: Arrival): boolean | null {
  const { gapIpId } = sender;
  if (packet.ipId <= 0 || gapIpId <= 0 || packet.ipId === gapIpId) return null;
  // 16-bit circle: the shorter way round says which comes first.
  const step = ((packet.ipId - gapIpId) << 16) >> 16;
  return Math.abs(step) > NEIGHBOURS ? null : step < 0;
}

/** Answers this quick, ns, did not cross a network. */
const AT_ONCE = 500_000;
/** Round trips to an end that are no chance. */
export const SEVERAL_TRIPS = 2;
/** How much longer the way to the other end must be than the way to this one. */
const FARTHER = 8;

/** The capture was taken at this end: its answers come at once, and the other's do not. */
export function capturedAt(end: HostMemory, other: HostMemory): boolean {
  if (end.trips < SEVERAL_TRIPS || other.trips === 0 || other.distance < AT_ONCE) return false;
  return end.distance < AT_ONCE && other.distance > FARTHER * end.distance;
}

/** Where the window of the sender's packet before this one ended, if this one's ends lower; -1 where it does not. */
export function edgeBefore({ ack, window }: AnalysedPacket, { sender }: Arrival): number {
  if (sender.sentAck < 0 || sender.window < 0 || sender.lastNumber === sender.synNumber) return -1;
  const earlier = seqAdd(sender.sentAck, sender.window);
  // The window field counts in units, so that the edge may seem to move by less than one.
  const unit = sender.windowScale > 0 ? 1 << sender.windowScale : 1;
  return seqDiff(earlier, seqAdd(ack, window)) >= unit ? earlier : -1;
}

/** Bytes of a SACK option with one block, and of timestamps as kernels lay them out. */
const SHORTEST_SACK = 10;
const TIMESTAMPS_ALONE = 12;

/** The packet has the SACK option. */
export function hasSelectiveAck(packet: ReadonlyPacket): boolean {
  const options = packet.payloadStart - packet.tcpStart - TCP_HEADER;
  // Nearly all packets have timestamps and nothing else: there is no need to walk through them.
  if (options < SHORTEST_SACK || options === TIMESTAMPS_ALONE && timestampOf(packet) >= 0) return false;
  return findOption(packet, OPTION_SACK) >= 0;
}

/** The ranges it acknowledges selectively, raw numbers. */
export function sackBlocks(packet: ReadonlyPacket): readonly SackBlock[] {
  if (!hasSelectiveAck(packet)) return [];
  for (const option of tcpOptions(packet)) if (option.kind === "sack") return option.blocks;
  return [];
}

/** The block of a D-SACK: the first one, where it lies below the acknowledgment or inside the second (RFC 2883 4); else null. */
export function doubledBlock(packet: ReadonlyPacket): SackBlock | null {
  const [first, second] = sackBlocks(packet);
  if (first === undefined) return null;
  const below = seqAtOrBefore(first.right, packet.ack);
  const inside = second !== undefined && seqAtOrBefore(second.left, first.left) &&
    seqAtOrBefore(first.right, second.right);
  return below || inside ? first : null;
}

/** The shortest time after which a kernel uses a window that has less room than a segment, ns (RFC 9293 3.8.6.2.1). */
const PERSISTS = 190e6;

/** It has waited with less room than a segment, and then used that. */
export function waitedForRoom(analysed: AnalysedPacket, { sender, receiver, gap, fresh }: Arrival): boolean {
  if (!judged(analysed, WINDOW_FULL) || gap < PERSISTS || sender.outstanding > 0 || fresh === 0) return false;
  // A window that nobody has said yet is -1.
  return receiver.window >= 0 && receiver.window < sender.segmentLimit(receiver) &&
    receiver.window <= receiver.largestWindow / 2;
}
