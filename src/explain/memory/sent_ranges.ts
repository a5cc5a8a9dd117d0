/**
 * Which packets the latest bytes of one direction first travelled in: a retransmission is cut anew, and may carry bytes of
 * several.
 */

import { invariant } from "../../base/invariant.ts";

/** Packets remembered. */
const KEPT = 32;

export class SentRanges {
  /** First numbers, the numbers after the last, and packets. */
  private readonly kept = new Int32Array(3 * KEPT);
  private count = 0;

  /** New data: its first sequence number, the one after its last, and the packet. */
  keep(seq: number, end: number, packet: number): void {
    invariant(((end - seq) | 0) > 0, "a range ends behind its beginning");
    const at = this.count++ % KEPT;
    this.kept[at] = seq;
    this.kept[at + KEPT] = end;
    this.kept[at + 2 * KEPT] = packet;
  }

  /** The packets in which the numbers from `seq` to before `end` were first sent; empty where not all are remembered. */
  packetsOf(seq: number, end: number): number[] {
    const { kept, count } = this;
    const packets: number[] = [];
    let covered = seq | 0;
    for (let i = Math.max(0, count - KEPT); i < count; i++) {
      const at = i % KEPT;
      if (((kept[at]! - covered) | 0) > 0 || ((kept[at + KEPT]! - covered) | 0) <= 0) continue;
      packets.push(kept[at + 2 * KEPT]!);
      covered = kept[at + KEPT]!;
      if (((end - covered) | 0) <= 0) return packets;
    }
    return [];
  }
}
