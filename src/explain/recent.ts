/**
 * The last few packets of a conversation, by what makes a copy recognisable. A capture on every interface, or on both
 * sides of a bridge, sees one packet twice: same IP identification, same TCP header, within moments.
 */
import { ACK, FIN, type Packet, RST, SYN } from "../packet/packet.ts";

const KEPT = 8;
/** Copies are microseconds apart; a sender that repeats a segment waits at least a round trip. */
const NEAR = 1_000_000;

export class Recent {
  /** Time of the packet that `find` found. */
  foundTime = 0;
  private readonly seqs = new Float64Array(KEPT);
  private readonly marks = new Float64Array(KEPT);
  private readonly numbers = new Float64Array(KEPT);
  private readonly times = new Float64Array(KEPT).fill(-Infinity);
  private next = 0;

  /** Number of an earlier packet that `packet` is a second capture of, or 0. */
  find(packet: Packet, now: number): number {
    const { seq } = packet;
    for (let i = 0; i < KEPT; i++) {
      if (this.seqs[i] !== seq || now - this.times[i]! > NEAR || this.marks[i] !== markOf(packet)) continue;
      if (!tellsPacketsApart(packet)) continue;
      this.foundTime = this.times[i]!;
      return this.numbers[i]!;
    }
    return 0;
  }

  keep(packet: Packet, now: number): void {
    const i = this.next;
    this.seqs[i] = packet.seq;
    this.marks[i] = markOf(packet);
    this.numbers[i] = packet.number;
    this.times[i] = now;
    this.next = (i + 1) % KEPT;
  }
}

/** IP identification, TCP checksum and length in one number; the checksum covers header and data. */
function markOf(packet: Packet): number {
  return ((packet.ipId + 1) * 65536 + packet.checksum) * 65536 + (packet.payloadLength & 0xffff);
}

/**
 * Some systems number every packet 0. Two bare ACKs of theirs look alike and may still be two packets, but nobody sends
 * the same data, SYN or FIN twice within a moment.
 */
function tellsPacketsApart(packet: Packet): boolean {
  if (packet.ipId > 0) return true;
  return packet.payloadLength > 0 || (packet.flags & (SYN | FIN | RST | ACK)) !== ACK;
}
