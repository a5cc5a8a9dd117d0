/**
 * In which packets the latest bytes of one direction travelled, the first time and again: a retransmission is cut anew, and
 * may carry bytes of several; and what looks like one may be a packet that came twice.
 */

import { seqAfter, seqAtOrAfter, seqAtOrBefore, seqDiff, signedSeq } from "../../packet/sequence.ts";
import { invariant } from "../../base/invariant.ts";

/** Packets remembered. */
const KEPT = 48;
/** Of each: first number, the number after the last, packet (negative where its bytes had been sent before), IP identification. */
const FIELDS = 4;

/** One packet with data, as it left. */
export interface Sending {
  /** When it was captured, ns. */
  readonly time: number;
  /** Its IP identification; 0 or less without one. */
  readonly ipId: number;
  /** None of its bytes was new. */
  readonly again: boolean;
  /** How many bytes it carried before those in question, and in all. */
  readonly offset: number;
  readonly length: number;
}

export class SentRanges {
  readonly #kept = new Int32Array(FIELDS * KEPT);
  readonly #times = new Float64Array(KEPT);
  #count = 0;

  /** Data that was captured: its numbers, and its packet, whose number is negative where nothing of it was new. */
  keep(seq: number, end: number, { number, ipId, time }: { number: number; ipId: number; time: number }): void {
    invariant(seqAfter(end, seq), "a range ends behind its beginning");
    const index = this.#count++ % KEPT;
    const at = index * FIELDS;
    this.#kept[at] = seq;
    this.#kept[at + 1] = end;
    this.#kept[at + 2] = number;
    this.#kept[at + 3] = ipId;
    this.#times[index] = time;
  }

  /** The packets in which the numbers from `seq` to before `end` were first sent; empty where not all are remembered. */
  packetsOf(seq: number, end: number): number[] {
    const kept = this.#kept;
    const count = this.#count;
    const packets: number[] = [];
    let covered = signedSeq(seq);
    for (let i = Math.max(0, count - KEPT); i < count; i++) {
      const at = i % KEPT * FIELDS;
      if (kept[at + 2]! < 0 || seqAfter(kept[at]!, covered) || seqAtOrBefore(kept[at + 1]!, covered)) continue;
      packets.push(kept[at + 2]!);
      covered = kept[at + 1]!;
      if (seqAtOrBefore(end, covered)) return packets;
    }
    return [];
  }

  /** The latest packet that carried all of the numbers from `seq` to before `end`; null where none is remembered. */
  latest(seq: number, end: number): Sending | null {
    const kept = this.#kept;
    const oldest = Math.max(0, this.#count - KEPT);
    for (let i = this.#count - 1; i >= oldest; i--) {
      const at = i % KEPT * FIELDS;
      if (seqAfter(kept[at]!, seq) || !seqAtOrAfter(kept[at + 1]!, end)) continue;
      return {
        time: this.#times[i % KEPT]!,
        ipId: kept[at + 3]!,
        again: kept[at + 2]! < 0,
        offset: seqDiff(seq, kept[at]!),
        length: seqDiff(kept[at + 1]!, kept[at]!),
      };
    }
    return null;
  }
}
