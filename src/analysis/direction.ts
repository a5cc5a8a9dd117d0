/**
 * What analysis remembers of one direction of a conversation. Sequence numbers are kept as signed 32-bit numbers, which
 * compare by difference (RFC 9293 3.4) and cost nothing to store.
 */
import type { DirectionCounts } from "./conversation.ts";
import { StreamBytes } from "./stream_bytes.ts";
import { UnackedSegments } from "./unacked.ts";

/** No SYN seen from this end yet, or none from the other. */
export const SCALE_UNKNOWN = -1;
/** A SYN without the option: windows are what they say. */
export const SCALE_UNUSED = -2;

/** A window that no packet can have: before the first one. */
const NO_WINDOW = 0xffff_ffff;

/** Shared by all that have sent no SACK option, and never filled. */
export const NO_RANGES: number[] = [];

/** State of the segments that one end sends. */
export class Direction {
  /** Sequence number that relative numbers count from. */
  hasBase = false;
  base = 0;

  // As in tshark, 0 says of these three that they are not known: once in 2^32 that is not so.
  /** Highest seq + len seen, with its time. */
  next = 0;
  nextTime = 0;
  /** Data has been sent; the end of what took sequence space since. */
  sentData = false;
  dataEnd = 0;
  /** Highest number that the other end can have received all up to, as far as was captured. */
  maxAckable = 0;
  lastAck = 0;
  /** Time of the last packet. */
  lastTime = 0;
  window = NO_WINDOW;
  scale = SCALE_UNKNOWN;
  /** Shift in force: 0 until this end's first ACK without SYN. */
  scaleInForce = 0;

  duplicates = 0;
  /** Packet that the next duplicate ACK duplicates. */
  lastNonDuplicate = 0;
  /** Verdicts of the last packet. */
  lastVerdicts = 0;

  /** Bytes in flight are known: nothing was lost to the capture since the last ACK. */
  flightKnown = true;
  readonly unacked = new UnackedSegments();
  /** Ranges of this end's latest SACK option in pairs, left and right: the first `sackedEnds` numbers. */
  sacked: number[] = NO_RANGES;
  sackedEnds = 0;
  maximumSegment = 0;

  /** The bytes of its stream, each once. */
  readonly stream: StreamBytes = new StreamBytes();
  /** The byte of its latest zero window probe, which counts once it is taken; -1 is a number too, so whether there is one. */
  probed = false;
  probeSeq = 0;

  readonly counts: Counts = new Counts();
}

/** Counters of one direction. */
export class Counts implements DirectionCounts {
  packets = 0;
  bytes = 0;
  bytesSentAgain = 0;
  segments = 0;
  copies = 0;
  retransmissions = 0;
  largestSegment = 0;
  zeroWindows = 0;
  outOfOrder = 0;
  duplicateAcks = 0;
  lostSegments = 0;
  rttSamples = 0;
  rttTotal = 0;
  rttMinimum = 0;
  rttMaximum = 0;
  synPacket = 0;
  finPacket = 0;
  rstPacket = 0;
}
