/** Round trips from a capture to whoever acknowledges and back: one at a time is measured, and of what is sent first only. */
import { FIN, type ReadonlyPacket, SYN } from "../../packet/packet.ts";
import { seqDiff, signedAdd } from "../../packet/sequence.ts";

export class RoundTrips {
  /** The number behind all that was sent; NaN before the first. */
  #reached = NaN;
  /** The number whose acknowledgment ends the measurement, NaN where none goes on; and when that began, ns. */
  #awaited = NaN;
  #since = 0;

  /** A packet leaves. What had been sent before is not measured: its acknowledgment may be that of the first sending. */
  leave({ seq, payloadLength, flags }: ReadonlyPacket, time: number): void {
    const length = payloadLength + ((flags & (SYN | FIN)) !== 0 ? 1 : 0);
    if (length === 0) return;
    const reached = this.#reached;
    const end = signedAdd(seq, length);
    if (!Number.isNaN(reached) && seqDiff(end, reached) <= 0) return;
    this.#reached = end;
    if (!Number.isNaN(this.#awaited) || (!Number.isNaN(reached) && seqDiff(seq, reached) < 0)) return;
    this.#awaited = end;
    this.#since = time;
  }

  /** An acknowledgment comes; gives how long after what it acknowledges, ns, Infinity where that is not known. */
  return(ack: number, time: number): number {
    if (Number.isNaN(this.#awaited) || seqDiff(ack, this.#awaited) < 0) return Infinity;
    this.#awaited = NaN;
    return time >= this.#since ? time - this.#since : Infinity;
  }
}
