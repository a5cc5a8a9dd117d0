/**
 * The last few packets of a conversation, by what makes a copy recognisable. A capture on every interface, or on both
 * sides of a bridge, sees one packet twice: same IP identification, same TCP header, within moments.
 */
import { ACK, FIN, type ReadonlyPacket, RST, SYN } from "../packet/packet.ts";

/** So many packets are kept, each as its sequence number, mark, number and time in one array: few have more than one. */
const KEPT = 8;
const FIELDS = 4;
/** Copies are microseconds apart; a sender that repeats a segment waits at least a round trip. */
const NEAR = 1_000_000;
/** A host that counts its packets gives a new number to what it sends again: so the same number, a moment later, is a copy. */
const SAME_NUMBER = 100_000_000;

export class RecentPackets {
  /** Time of the packet that `find` found. */
  foundTime = 0;
  readonly #kept: number[] = [];
  /** Where the next one is kept, once there are as many as are kept. */
  #next = 0;

  /**
   * Number of an earlier packet that `packet` is a second capture of, or 0. Where others were captured twice before (`copies`),
   * also what two packets of their own might look like is one.
   */
  find(packet: ReadonlyPacket, now: number, copies: boolean): number {
    const kept = this.#kept;
    const { seq } = packet;
    for (let at = 0; at < kept.length; at += FIELDS) {
      if (kept[at] !== seq) continue;
      const time = kept[at + 3]!;
      const near = packet.ipId > 0 ? SAME_NUMBER : NEAR;
      if (now - time > near || kept[at + 1] !== markOf(packet) || !copies && !tellsPacketsApart(packet)) continue;
      this.foundTime = time;
      return kept[at + 2]!;
    }
    return 0;
  }

  keep(packet: ReadonlyPacket, now: number): void {
    const kept = this.#kept;
    if (kept.length < KEPT * FIELDS) {
      kept.push(packet.seq, markOf(packet), packet.number, now);
      return;
    }
    const at = this.#next;
    kept[at] = packet.seq;
    kept[at + 1] = markOf(packet);
    kept[at + 2] = packet.number;
    kept[at + 3] = now;
    this.#next = (at + FIELDS) % (KEPT * FIELDS);
  }
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
