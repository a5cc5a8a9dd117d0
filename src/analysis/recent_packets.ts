/**
 * The last few packets of a conversation, by what makes a copy recognisable. A capture on every interface, or on both
 * sides of a bridge, sees one packet twice: same IP identification, same TCP header, within moments. Where it is cut to
 * size in between (segmentation offload), its pieces come the second time.
 */
import { ACK, FIN, type ReadonlyPacket, RST, SYN } from "../packet/packet.ts";
import { ipIdStep, seqDiff, signedSeq } from "../packet/sequence.ts";

/** So many packets are kept, each in a place; few conversations have more than one within moments, so the first stands by itself. */
const KEPT = 8;
/** The same where copies are known to come: behind a whole burst of others, too. */
const KEPT_OF_COPIED = 32;
/** Of each further one: its sequence number, mark, number, time and flags. */
const FIELDS = 5;
/** Copies are microseconds apart; a sender that repeats a segment waits at least a round trip. */
const NEAR = 1_000_000;
/** A host numbers what it sends again anew: one that has the same identification, not 0, is the same packet for longer. */
const NEAR_BY_ID = 50_000_000;

/** What is kept of a conversation's packets. Before the first one, all of its numbers are 0. */
export interface RecentPackets {
  /** How many places are in use, and which one is filled next. */
  recentCount: number;
  recentNext: number;
  /** Time of the latest one, ns. */
  recentTime: number;
  /** What stands in the first place. */
  keptSeq: number;
  keptMark: number;
  keptNumber: number;
  keptTime: number;
  keptFlags: number;
  /** What stands in the others; null where nothing has. */
  furtherKept: number[] | null;
  /** Some packets of the conversation were captured twice: what two of their own might look like is a copy, too. */
  readonly hasCopies: boolean;
}

/** Place of an earlier packet that `packet` is a second capture of, or -1. */
export function findCopy(recent: RecentPackets, packet: ReadonlyPacket, now: number): number {
  // What is older than copies can be is not looked at, and its place is used again.
  if (now - recent.recentTime > NEAR_BY_ID) recent.recentCount = recent.recentNext = 0;
  const count = recent.recentCount;
  if (count === 0) return -1;
  const seq = signedSeq(packet.seq);
  const near = packet.ipId > 0 ? NEAR_BY_ID : NEAR;
  if (
    recent.keptSeq === seq && now - recent.keptTime <= near && recent.keptMark === markOf(packet) &&
    recent.keptFlags === flagsOf(packet) && (recent.hasCopies || tellsPacketsApart(packet))
  ) return 0;
  const further = recent.furtherKept;
  for (let place = 1; place < count; place++) {
    const at = (place - 1) * FIELDS;
    if (
      further![at] === seq && now - further![at + 3]! <= near && further![at + 1] === markOf(packet) &&
      further![at + 4] === flagsOf(packet) && (recent.hasCopies || tellsPacketsApart(packet))
    ) return place;
  }
  return -1;
}

/**
 * Place of an earlier, longer packet that `packet` is a piece of, or -1: what cuts a packet to size numbers the pieces on from its
 * own IP identification, and all but the last are equally long. Asked after `findCopy`.
 */
export function findWhole(recent: RecentPackets, packet: ReadonlyPacket, now: number): number {
  if (packet.ipId <= 0 || packet.payloadLength === 0) return -1;
  for (let place = 0; place < recent.recentCount; place++) {
    if (now - keptTime(recent, place) <= NEAR_BY_ID && isPiece(recent, place, packet)) return place;
  }
  return -1;
}

function isPiece(recent: RecentPackets, place: number, { seq, ack, ipId, payloadLength }: ReadonlyPacket): boolean {
  const further = recent.furtherKept;
  const at = (place - 1) * FIELDS;
  const mark = place === 0 ? recent.keptMark : further![at + 1]!;
  const whole = mark % 65536;
  const wholeId = Math.floor(mark / 2 ** 32) - 1;
  const offset = seqDiff(seq, place === 0 ? recent.keptSeq : further![at]!);
  const isLast = offset + payloadLength === whole;
  if (payloadLength >= whole || offset < 0 || offset + payloadLength > whole || wholeId <= 0) return false;
  if ((place === 0 ? recent.keptFlags : further![at + 4]!) % 2 ** 32 !== ack) return false;
  const before = ipIdStep(wholeId, ipId);
  if (before <= 0) return before === 0 && offset === 0;
  const size = offset / before;
  return size === payloadLength || isLast && Number.isInteger(size) && size > payloadLength;
}

/** Records of a conversation that the capture file holds a second time, behind the first: it was put together from parts. */
export interface Replay {
  /** So far behind its first place each stands. */
  readonly behind: number;
  /** The first of them, and the latest time of what stood before it, ns. */
  readonly first: number;
  readonly until: number;
}

/** What `findReplay` asks of a conversation. */
interface Replayable {
  readonly replay: Replay | null;
  readonly firstPacket: number;
  readonly firstTime: number;
  readonly lastTime: number;
}

/** What `findReplay` asks of a packet: its time and whose copy it is, and whether it is the SYN that the conversation began with. */
interface Replayed {
  readonly now: number;
  readonly copyOf: number;
  readonly copyGap: number;
  readonly asFirst: boolean;
}

/**
 * The replay that `packet` belongs to; null without one. It begins where the clock goes back to a packet that is known to the last
 * digit of its time.
 */
export function findReplay(
  { replay, firstPacket, firstTime, lastTime }: Replayable,
  { number }: ReadonlyPacket,
  { now, copyOf, copyGap, asFirst }: Replayed,
): Replay | null {
  if (replay !== null) return now <= replay.until && number - replay.behind < replay.first ? replay : null;
  if (copyOf !== 0) return copyGap === 0 ? { behind: number - copyOf, first: number, until: lastTime } : null;
  return asFirst && now === firstTime ? { behind: number - firstPacket, first: number, until: lastTime } : null;
}

/** Number of the packet in a place. */
export function keptNumber({ keptNumber, furtherKept }: RecentPackets, place: number): number {
  return place === 0 ? keptNumber : furtherKept![(place - 1) * FIELDS + 2]!;
}

/** When it was captured, ns. */
export function keptTime({ keptTime, furtherKept }: RecentPackets, place: number): number {
  return place === 0 ? keptTime : furtherKept![(place - 1) * FIELDS + 3]!;
}

/** Keeps a packet that `findCopy` has been asked about. */
export function keepPacket(recent: RecentPackets, packet: ReadonlyPacket, now: number): void {
  const place = recent.recentNext;
  recent.recentTime = now;
  recent.recentNext = (place + 1) % (recent.hasCopies ? KEPT_OF_COPIED : KEPT);
  if (recent.recentCount <= place) recent.recentCount = place + 1;
  if (place > 0) {
    keepFurther(recent, place, { packet, now });
    return;
  }
  recent.keptSeq = signedSeq(packet.seq);
  recent.keptMark = markOf(packet);
  recent.keptNumber = packet.number;
  recent.keptTime = now;
  recent.keptFlags = flagsOf(packet);
}

function keepFurther(
  recent: RecentPackets,
  place: number,
  { packet, now }: { readonly packet: ReadonlyPacket; readonly now: number },
): void {
  const seq = signedSeq(packet.seq);
  const at = (place - 1) * FIELDS;
  const kept = recent.furtherKept;
  if (kept === null || at === kept.length) {
    const fields = [seq, markOf(packet), packet.number, now, flagsOf(packet)];
    recent.furtherKept = kept === null ? fields : kept.concat(fields);
    return;
  }
  kept[at] = seq;
  kept[at + 1] = markOf(packet);
  kept[at + 2] = packet.number;
  kept[at + 3] = now;
  kept[at + 4] = flagsOf(packet);
}

/** Flags and acknowledgment in one number: a checksum that is left to the card is the same for all packets of a length. */
function flagsOf({ flags, ack }: ReadonlyPacket): number {
  return flags * 2 ** 32 + ack;
}

/** IP identification, TCP checksum and length in one number; the checksum covers header and data. */
function markOf(packet: ReadonlyPacket): number {
  return ((packet.ipId + 1) * 65536 + packet.checksum) * 65536 + (packet.payloadLength & 0xffff);
}

/**
 * Some systems number every packet 0. Two bare ACKs of theirs look alike and may still be two packets, but nobody sends
 * the same data, SYN or FIN twice within a moment.
 */
function tellsPacketsApart(packet: ReadonlyPacket): boolean {
  if (packet.ipId > 0) return true;
  // Each stray packet draws a RST of its own, and they are alike.
  if (packet.flags & RST) return false;
  return packet.payloadLength > 0 || (packet.flags & (SYN | FIN | ACK)) !== ACK;
}
