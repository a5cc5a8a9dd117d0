/**
 * Counts the data of a segment: what is told of bytes and segments anywhere comes from here.
 */
import { ACK, RST, SYN } from "../packet/packet.ts";
import { seqAfter, seqDiff, signedAdd } from "../packet/sequence.ts";
import type { Direction } from "./direction.ts";
import type { SegmentContext } from "./segment_context.ts";
import { FAR, takeBytes } from "./stream_bytes.ts";
import { KEEP_ALIVE, ZERO_WINDOW_PROBE } from "./verdict_bits.ts";

/** Adds the segment's data to the counts of its direction, once it has been judged. */
export function countBytes(segment: SegmentContext): void {
  const { from, reverse, ack, flags, length } = segment;
  // The probe's byte was taken: it will not be sent again.
  if (reverse.probed && flags & ACK && seqAfter(ack, reverse.probeSeq)) {
    reverse.probed = false;
    reverse.segments += takeBytes(reverse, reverse.probeSeq, 1);
  }
  if (length === 0 || flags & RST || segment.copyOf !== 0) return;
  if (segment.verdicts & ZERO_WINDOW_PROBE) {
    from.probed = true;
    from.probeSeq = segment.seq;
    return;
  }
  if (isKeepAlive(segment)) return;
  const start = flags & SYN ? signedAdd(segment.seq, 1) : segment.seq;
  const before = numbersBeforeData(from, start);
  if (before >= length) return;
  const fresh = takeBytes(from, signedAdd(start, before), length - before);
  segment.newBytes = fresh;
  const again = length - before - fresh;
  if (again > 0) from.bytesSentAgain += again;
  if (fresh > 0) from.segments++;
}

/** How many numbers from `start` on are no data: the SYN's own, and any before it. */
function numbersBeforeData({ base, synPacket, bytes }: Direction, start: number): number {
  if (synPacket === 0 || bytes > FAR) return 0;
  return Math.max(0, seqDiff(signedAdd(base, 1), start));
}

/** A byte that was confirmed long ago, sent so that the other end answers (RFC 9293 3.8.4). */
function isKeepAlive({ verdicts, seq, length, reverse }: SegmentContext): boolean {
  return (verdicts & KEEP_ALIVE) !== 0 && !seqAfter(signedAdd(seq, length), reverse.lastAck);
}
