/**
 * The last few packets of a conversation, by what makes a copy recognisable. A capture on every interface, or on both
 * sides of a bridge, sees one packet twice: same IP identification, same TCP header, within moments.
 */
import { ACK, FIN, type ReadonlyPacket, RST, SYN } from "../packet/packet.ts";

/** So many packets are kept, each as its sequence number, mark, number, time and flags in one array: few have more than one. */
const KEPT = 8;
const FIELDS = 5;
/** Copies are microseconds apart; a sender that repeats a segment waits at least a round trip. */
const NEAR = 1_000_000;
/** A host numbers what it sends again anew: one that has the same identification, not 0, is the same packet for longer. */
const NEAR_BY_ID = 50_000_000;

export class RecentPackets {
  /** Time of the packet that `find` found. */
  foundTime = 0;
  /** Made for one packet, and larger where several come within moments. */
  #kept: number[] | null = null;
  /** How much of it is in use, and where the next one is kept. */
  #used = 0;
  #next = 0;
  /** Time of the latest one. */
  #latest = -Infinity;

  /**
   * Number of an earlier packet that `packet` is a second capture of, or 0. Where others were captured twice before (`copies`),
   * also what two packets of their own might look like is one.
   */
  find(packet: ReadonlyPacket, now: number, copies: boolean): number {
    // What is older than copies can be is not looked at, and its place is used again.
    if (now - this.#latest > NEAR_BY_ID) this.#used = this.#next = 0;
    const { seq } = packet;
    for (let at = 0; at < this.#used; at += FIELDS) {
      const kept = this.#kept!;
      if (kept[at] !== seq) continue;
      const time = kept[at + 3]!;
      const near = packet.ipId > 0 ? NEAR_BY_ID : NEAR;
      if (
        now - time > near || kept[at + 1] !== markOf(packet) || kept[at + 4] !== flagsOf(packet) ||
        !copies && !tellsPacketsApart(packet)
      ) continue;
      this.foundTime = time;
      return kept[at + 2]!;
    }
    return 0;
  }

  /** Keeps a packet that `find` has been asked about. */
  keep(packet: ReadonlyPacket, now: number): void {
    const at = this.#next;
    this.#latest = now;
    this.#next = (at + FIELDS) % (KEPT * FIELDS);
    this.#used = Math.max(this.#used, at + FIELDS);
    const kept = this.#kept;
    if (kept === null) this.#kept = [packet.seq, markOf(packet), packet.number, now, flagsOf(packet)];
    else if (at === kept.length) kept.push(packet.seq, markOf(packet), packet.number, now, flagsOf(packet));
    else {
      kept[at] = packet.seq;
      kept[at + 1] = markOf(packet);
      kept[at + 2] = packet.number;
      kept[at + 3] = now;
      kept[at + 4] = flagsOf(packet);
    }
  }
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
