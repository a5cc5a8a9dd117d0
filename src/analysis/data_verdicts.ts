/**
 * Verdicts on segments that come again or too late: step 11 of docs/analysis.md.
 */
import { FIN, SYN } from "../packet/packet.ts";
import { seqAfter, seqBefore, seqRelative, signedAdd, unsignedSeq } from "../packet/sequence.ts";
import type { SegmentContext } from "./segment_context.ts";
import { outEnd, outSeq, outTime } from "./unacked.ts";
import {
  FAST_RETRANSMISSION,
  KEEP_ALIVE,
  OUT_OF_ORDER,
  RETRANSMISSION,
  SPURIOUS_RETRANSMISSION,
} from "./verdict_bits.ts";

/** A fast retransmission comes this soon after the duplicate ACKs that asked for it, ns. */
const FAST = 20e6;
/** What is late by less than this is out of order, where no round trip was measured, ns. */
const DEFAULT_REORDER = 3e6;

/** Judges a segment that takes sequence space, before it is remembered. */
export function judgeData(segment: SegmentContext): void {
  const { from, reverse, seq, length, flags, verdicts } = segment;
  if (length === 0 && !(flags & (SYN | FIN))) return;
  if (verdicts & KEEP_ALIVE) return;
  if (length > 0 && reverse.lastAck !== 0 && !seqAfter(seq + length, reverse.lastAck)) {
    segment.verdicts |= RETRANSMISSION | SPURIOUS_RETRANSMISSION;
    return;
  }
  if (from.next === 0 || !seqBefore(seq, from.next)) return;
  if (length > 1 && seq === (signedAdd(from.next, -1))) return;
  if (isFast(segment)) segment.verdicts |= RETRANSMISSION | FAST_RETRANSMISSION;
  else if (isOutOfOrder(segment)) segment.verdicts |= OUT_OF_ORDER;
  else {
    segment.verdicts |= RETRANSMISSION;
    const waited = sinceFirstSent(segment);
    segment.retransmissionTimeout = waited < 0 ? null : waited;
  }
}

function isFast({ now, from, reverse, seq, end }: SegmentContext): boolean {
  const elapsed = now - reverse.lastTime;
  if (elapsed < 0 || elapsed >= FAST || reverse.duplicates < 2) return false;
  if (reverse.lastAck === seq) return true;
  const { sacked, sackedEnds } = reverse;
  for (let i = 0; i < sackedEnds; i += 2) {
    // The ranges are meant relative and the segment raw, and they are not compared on the circle: so tshark does, and its
    // verdict is the one to give.
    const left = seqRelative(sacked[i]!, from.base);
    const right = seqRelative(sacked[i + 1]!, from.base);
    if (unsignedSeq(seq) >= left && unsignedSeq(end) <= right) return false;
  }
  return sackedEnds > 0;
}

function isOutOfOrder({ now, from, conversation, seq, end, length }: SegmentContext): boolean {
  const elapsed = now - from.nextTime;
  if (elapsed < 0 || elapsed >= (conversation.initialRtt ?? DEFAULT_REORDER)) return false;
  if (from.sentData && end === from.dataEnd && end === from.next) return false;
  for (let i = 0; i < from.outCount; i++) {
    if (!seqBefore(seq, outSeq(from, i)) && !seqAfter(seq + length, outEnd(from, i))) return false;
  }
  return true;
}

/** Time since the oldest unacknowledged segment at or after this one was sent. */
function sinceFirstSent({ now, from, seq }: SegmentContext): number {
  for (let i = 0; i < from.outCount; i++) {
    if (!seqBefore(outSeq(from, i), seq)) return now - outTime(from, i);
  }
  return now - from.nextTime;
}
