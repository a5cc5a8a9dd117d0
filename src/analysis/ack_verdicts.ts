/**
 * Verdicts that windows and acknowledgments decide: steps 1 to 10 of docs/analysis.md, in their order. `from` is the direction of the
 * packet's sender, `reverse` the other.
 */
import { ACK, FIN, type ReadonlyPacket, RST, SYN } from "../packet/packet.ts";
import { findOption, OPTION_SACK } from "../packet/tcp_options.ts";
import { seqAfter, signedAdd } from "../packet/sequence.ts";
import { SCALE_UNKNOWN } from "./direction.ts";
import type { SegmentContext } from "./segment_context.ts";
import { outEnd, outSeq } from "./unacked.ts";
import {
  ACK_LOST_SEGMENT,
  DUPLICATE_ACK,
  KEEP_ALIVE,
  KEEP_ALIVE_ACK,
  LOST_SEGMENT,
  WINDOW_FULL,
  WINDOW_UPDATE,
  ZERO_WINDOW,
  ZERO_WINDOW_PROBE,
  ZERO_WINDOW_PROBE_ACK,
} from "./verdict_bits.ts";

/** Finds the verdicts of steps 1 to 10 and brings the acknowledgment state up to date. */
export function judgeAcknowledgment(segment: SegmentContext): void {
  const { from, ack, packet } = segment;
  if (isZeroWindowProbe(segment)) segment.verdicts |= ZERO_WINDOW_PROBE;
  else judgeWindowAndAck(segment);
  if (ack !== from.lastAck) {
    from.lastNonDuplicate = packet.number;
    from.duplicates = 0;
  }
  judgeUnseen(segment);
}

/** One byte sent into a closed window. */
function isZeroWindowProbe({ length, seq, from, reverse }: SegmentContext): boolean {
  return length === 1 && seq === from.next && reverse.window === 0;
}

/** Steps 2 to 8. */
function judgeWindowAndAck(segment: SegmentContext): void {
  const { packet, from, reverse, seq, length, flags } = segment;
  if (from.next !== 0 && seqAfter(seq, from.next) && !(flags & RST)) {
    segment.verdicts |= LOST_SEGMENT;
    from.flightKnown = false;
  }
  if (flags & (SYN | FIN | RST)) return;
  if (packet.window === 0) segment.verdicts |= ZERO_WINDOW;
  if (length <= 1 && seq === (signedAdd(from.next, -1))) segment.verdicts |= KEEP_ALIVE;
  if (length > 0 && reverse.scale !== SCALE_UNKNOWN && fillsWindow(segment)) {
    segment.verdicts |= WINDOW_FULL;
  }
  if (length === 0 && seq === from.next) judgeRepeatedAck(segment);
}

/** The last byte of the segment is the last one that the receiver's window allows. */
function fillsWindow({ seq, length, reverse }: SegmentContext): boolean {
  return signedAdd(seq, length) === signedAdd(reverse.lastAck, reverse.window << reverse.scaleInForce);
}

/** A segment without data at the expected place: window update, answer to a probe or keep-alive, or duplicate ACK. */
function judgeRepeatedAck(segment: SegmentContext): void {
  const { packet, from, reverse, ack } = segment;
  const { window } = packet;
  if (ack === from.lastAck) {
    if (window !== 0 && window !== from.window && !hasSack(packet)) segment.verdicts |= WINDOW_UPDATE;
    else if (window === 0 && from.window === 0 && reverse.lastVerdicts & ZERO_WINDOW_PROBE) {
      segment.verdicts |= ZERO_WINDOW_PROBE_ACK;
    } else if (window !== 0) {
      if (window === from.window && reverse.lastVerdicts & KEEP_ALIVE) segment.verdicts |= KEEP_ALIVE_ACK;
      else countDuplicate(segment);
    }
  } else if (
    window === 0 && from.window === 0 && ack === (signedAdd(from.lastAck, 1)) &&
    reverse.lastVerdicts & ZERO_WINDOW_PROBE
  ) {
    segment.verdicts |= ZERO_WINDOW_PROBE_ACK;
    takeProbe(segment);
  }
}

/** Selective acknowledgments repeat the ACK because of what arrived, whatever else changed. */
function hasSack(packet: ReadonlyPacket): boolean {
  return findOption(packet, OPTION_SACK) >= 0;
}

function countDuplicate(segment: SegmentContext): void {
  const { from } = segment;
  segment.verdicts |= DUPLICATE_ACK;
  segment.duplicateAck = ++from.duplicates;
  segment.duplicateOf = from.lastNonDuplicate;
}

/** The receiver took the probe's byte although its window was closed. */
function takeProbe({ reverse, ack }: SegmentContext): void {
  reverse.next = ack;
  reverse.maxAckable = ack;
}

/** Step 10: an acknowledgment of bytes that the capture does not hold. */
function judgeUnseen(segment: SegmentContext): void {
  const { from, reverse, ack, seq, flags } = segment;
  if (!(flags & ACK) || reverse.maxAckable === 0 || !seqAfter(ack, reverse.maxAckable)) return;
  if (
    reverse.lastVerdicts & ZERO_WINDOW_PROBE && from.lastAck !== 0 && ack === (signedAdd(from.lastAck, 1)) &&
    from.next !== 0 &&
    seq === from.next
  ) {
    segment.verdicts |= WINDOW_UPDATE;
    takeProbe(segment);
    return;
  }
  segment.verdicts |= ACK_LOST_SEGMENT;
  reverse.maxAckable = endOfRun(segment);
}

/** The end of the unacknowledged segments that follow `ack` without a hole, or `ack`. */
function endOfRun({ reverse, ack }: SegmentContext): number {
  let end = ack;
  for (let i = 0; i < reverse.outCount; i++) {
    if (outSeq(reverse, i) === end) end = outEnd(reverse, i);
  }
  return end;
}
