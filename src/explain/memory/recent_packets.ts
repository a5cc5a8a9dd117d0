/**
 * The last few packets of a conversation, by what makes a copy recognisable. A capture on every interface, or on both
 * sides of a bridge, sees one packet twice: same IP identification, same TCP header, within moments.
 */
import { ACK, FIN, type ReadonlyPacket, RST, SYN } from "../../packet/packet.ts";

const KEPT = 8;
const MARKS = KEPT;
const NUMBERS = 2 * KEPT;
const TIMES = 3 * KEPT;
/** Copies are microseconds apart; a sender that repeats a segment waits at least a round trip. */
const NEAR = 1_000_000;

/** Copied for each conversation: cheaper than a typed array of so few numbers. */
const NOTHING: readonly number[] = new Array<number>(4 * KEPT).fill(-Infinity);

export class RecentPackets {
  /** Time of the packet that `find` found. */
  foundTime = 0;
  /** Sequence numbers, then marks, numbers and times: in one array, since every packet of a capture comes by here. */
  readonly #kept: number[] = NOTHING.slice();
  #next = 0;

  /** Number of an earlier packet that `packet` is a second capture of, or 0. */
  find(packet: ReadonlyPacket, now: number): number {
    const kept = this.#kept;
    const { seq } = packet;
    for (let i = 0; i < KEPT; i++) {
      if (kept[i] !== seq) continue;
      const time = kept[i + TIMES]!;
      if (now - time > NEAR || kept[i + MARKS] !== markOf(packet) || !tellsPacketsApart(packet)) continue;
      this.foundTime = time;
      return kept[i + NUMBERS]!;
    }
    return 0;
  }

  keep(packet: ReadonlyPacket, now: number): void {
    const kept = this.#kept;
    const next = this.#next;
    kept[next] = packet.seq;
    kept[next + MARKS] = markOf(packet);
    kept[next + NUMBERS] = packet.number;
    kept[next + TIMES] = now;
    this.#next = (next + 1) % KEPT;
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
