/**
 * What is remembered of a segment once it has been judged: step 12 of docs/analysis.md.
 */
import { invariant } from "../base/invariant.ts";
import { findOption, OPTION_SACK } from "../packet/tcp_options.ts";
import { i32 } from "../packet/bytes.ts";
import { ACK, FIN, SYN } from "../packet/packet.ts";
import { seqAfter, seqBefore, seqDiff } from "../packet/sequence.ts";
import { type Direction, NO_RANGES } from "./direction.ts";
import type { SegmentContext } from "./segment_context.ts";
import { dropCovered, outEnd, outPacket, outSeq, outTime, pushOut, shorten, spanOut } from "./unacked.ts";
import { PARTIAL_ACK, ZERO_WINDOW_PROBE } from "./verdict_bits.ts";

/** What is in flight cannot be this much: a number that comes of a hole or of a foreign packet. */
const INCREDIBLE = 2e9;

/** Remembers the segment, settles what it acknowledges and measures what is in flight. */
export function recordSegment(segment: SegmentContext): void {
  const { from, packet, length, flags } = segment;
  if (length > 0 || flags & (SYN | FIN)) {
    pushOut(from, segment.seq, segment.end, packet.number, segment.now);
  }
  raiseNext(segment);
  from.window = packet.window;
  from.lastAck = segment.ack;
  from.lastTime = segment.now;
  from.lastVerdicts = segment.verdicts;
  readSack(segment);
  settle(segment);
  if (length > 0 && from.flightKnown) measureFlight(segment);
}

function raiseNext(segment: SegmentContext): void {
  const { from, seq, end, now, verdicts, length, flags } = segment;
  if (verdicts & ZERO_WINDOW_PROBE) return;
  if (from.next === 0 || seqAfter(end, from.next)) {
    from.next = end;
    from.nextTime = now;
    if (length > 0) from.sentData = true;
    if (length > 0 || flags & (SYN | FIN)) from.dataEnd = end;
  }
  invariant(!seqAfter(end, from.next), "the next number is at or after the end of every segment");
  if (from.maxAckable === 0 || seq === from.maxAckable) from.maxAckable = from.next;
}

/** Keeps the ranges of the sender's latest SACK option. */
function readSack({ packet, from, flags }: SegmentContext): void {
  from.sackedEnds = 0;
  if ((flags & (ACK | SYN)) !== ACK) return;
  const at = findOption(packet, OPTION_SACK);
  if (at < 0) return;
  if (from.sacked === NO_RANGES) from.sacked = [];
  const { bytes, start } = packet;
  const length = bytes[start + at + 1]!;
  for (let i = 2; i + 4 <= length; i += 4) from.sacked[from.sackedEnds++] = i32(bytes, start + at + i);
  from.sackedEnds &= ~1;
}

/** Finds the segment that this ACK completes, and drops what it covers. */
function settle(segment: SegmentContext): void {
  const { reverse, ack, flags } = segment;
  if (flags & ACK) reverse.flightKnown = true;
  for (let i = 0; i < reverse.outCount; i++) {
    const end = outEnd(reverse, i);
    if (end === ack) {
      if (segment.acks === null) measure(segment, i);
    } else if (seqBefore(outSeq(reverse, i), ack) && seqAfter(end, ack)) {
      if (segment.acks === null) {
        segment.verdicts |= PARTIAL_ACK;
        measure(segment, i);
      }
      shorten(reverse, i, ack);
    } else if (reverse.outInOrder && !seqBefore(outSeq(reverse, i), ack)) break;
  }
  dropCovered(reverse, ack);
}

/** The segment at `index` of those under way is confirmed. */
function measure(segment: SegmentContext, index: number): void {
  const { reverse } = segment;
  const sent = outTime(reverse, index);
  segment.acks = outPacket(reverse, index);
  // Where the capture's clock went back in between, how long it took is not known.
  segment.rtt = segment.now < sent ? null : segment.now - sent;
}

/** Bytes that its latest SACK option tells of. */
function bytesSacked({ sacked, sackedEnds }: Direction): number {
  let bytes = 0;
  for (let i = 0; i < sackedEnds; i += 2) bytes += seqDiff(sacked[i + 1]!, sacked[i]!);
  return bytes;
}

function measureFlight(segment: SegmentContext): void {
  const { from, reverse } = segment;
  let bytes = spanOut(from, from.base) - (segment.flags & (SYN | FIN) ? 1 : 0);
  if (reverse.sackedEnds > 0) bytes -= bytesSacked(reverse);
  if (bytes > 0 && bytes < INCREDIBLE) segment.bytesInFlight = bytes;
}
