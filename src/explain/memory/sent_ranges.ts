/**
 * Which packets the latest bytes of one direction first travelled in: a retransmission is cut anew, and may carry bytes of
 * several.
 */

import { seqAfter, seqAtOrBefore, signedSeq } from "../../packet/sequence.ts";
import { invariant } from "../../base/invariant.ts";

/** Packets remembered. */
const KEPT = 32;

export class SentRanges {
  /** First numbers, the numbers after the last, and packets. */
  readonly #kept = new Int32Array(3 * KEPT);
  #count = 0;

  /** New data: its first sequence number, the one after its last, and the packet. */
  keep(seq: number, end: number, packet: number): void {
    invariant(seqAfter(end, seq), "a range ends behind its beginning");
    const at = this.#count++ % KEPT;
    this.#kept[at] = seq;
    this.#kept[at + KEPT] = end;
    this.#kept[at + 2 * KEPT] = packet;
  }

  /** The packets in which the numbers from `seq` to before `end` were first sent; empty where not all are remembered. */
  packetsOf(seq: number, end: number): number[] {
    const kept = this.#kept;
    const count = this.#count;
    const packets: number[] = [];
    let covered = signedSeq(seq);
    for (let i = Math.max(0, count - KEPT); i < count; i++) {
      const at = i % KEPT;
      if (seqAfter(kept[at]!, covered) || seqAtOrBefore(kept[at + KEPT]!, covered)) continue;
      packets.push(kept[at + 2 * KEPT]!);
      covered = kept[at + KEPT]!;
      if (seqAtOrBefore(end, covered)) return packets;
    }
    return [];
  }
}
