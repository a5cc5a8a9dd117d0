/**
 * What analysis remembers of one direction of a conversation. Sequence numbers are kept as signed 32-bit numbers, which
 * compare by difference (RFC 9293 3.4) and cost nothing to store.
 */
import type { DirectionCounts } from "./conversation.ts";
import { double, flag, int, numberRows, thing } from "../base/number_rows.ts";
import type { ByteStream, Hole } from "./stream_bytes.ts";
import { UNACKED_NUMBERS, type UnackedSegments } from "./unacked.ts";

/** No SYN seen from this end yet, or none from the other. */
export const SCALE_UNKNOWN = -1;
/** A SYN without the option: windows are what they say. */
export const SCALE_UNUSED = -2;

/** A window that no packet can have: before the first one. */
const NO_WINDOW = -1;

/** Shared by all that have sent no SACK option, and never filled. */
export const NO_RANGES: number[] = [];

const Numbers = numberRows({
  /** What stood around its first packet (`Packet.outerHash`), once it has sent one. */
  hasOuter: flag(),
  outer: int(),
  /** Sequence number that relative numbers count from. */
  hasBase: flag(),
  base: int(),

  // As in tshark, 0 says of these three that they are not known: once in 2^32 that is not so.
  /** Highest seq + len seen, with its time. */
  next: int(),
  nextTime: double(),
  /** Data has been sent; the end of what took sequence space since. */
  sentData: flag(),
  dataEnd: int(),
  /** Highest number that the other end can have received all up to, as far as was captured. */
  maxAckable: int(),
  lastAck: int(),
  /** Time of the last packet. */
  lastTime: double(),
  window: int(NO_WINDOW),
  scale: int(SCALE_UNKNOWN),
  /** Shift in force: 0 until this end's first ACK without SYN. */
  scaleInForce: int(),
  duplicates: int(),
  /** Packet that the next duplicate ACK duplicates. */
  lastNonDuplicate: int(),
  /** Verdicts of the last packet. */
  lastVerdicts: int(),

  /** Bytes in flight are known: nothing was lost to the capture since the last ACK. */
  flightKnown: flag(true),
  /** How many numbers of `sacked` are of its latest SACK option. */
  sackedEnds: int(),
  maximumSegment: int(),

  /** The lowest number of its data that came, and the one after the highest. */
  firstByte: int(),
  nextByte: int(),

  // Its counts: see `DirectionCounts`.
  packets: int(),
  bytes: double(),
  segments: int(),
  copies: int(),
  largestSegment: double(),
  rttSamples: int(),
  rttTotal: double(),
  rttMinimum: double(),
  rttMaximum: double(),
  synPacket: int(),
  /** Its latest zero window probe counts once it is taken. */
  probed: flag(),

  // Its segments that have not been acknowledged yet: see `UnackedSegments`.
  ...UNACKED_NUMBERS,
}, {
  /** Ranges of this end's latest SACK option in pairs, left and right: the first `sackedEnds` numbers. */
  sacked: thing(NO_RANGES),
  /** The byte of that probe: -1 is a number too. */
  probeSeq: int(),
  /** What was passed over of its stream. */
  holes: thing<Hole[] | null>(null),

  bytesSentAgain: double(),
  retransmissions: int(),
  zeroWindows: int(),
  outOfOrder: int(),
  duplicateAcks: int(),
  lostSegments: int(),
  finPacket: int(),
  rstPacket: int(),
});

/** State of the segments that one end sends, and their counts. */
export class Direction extends Numbers implements DirectionCounts, ByteStream, UnackedSegments {
  outRing: number[] | null = null;
}
