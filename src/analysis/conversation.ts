/**
 * A TCP conversation: two ends, who opened it, and what is known of it as a whole.
 */

/** One end of a conversation. */
export interface Endpoint {
  /** Address as text, IPv6 in RFC 5952 form. */
  readonly address: string;
  readonly port: number;
}

/** What is counted per direction. */
export interface DirectionCounts {
  packets: number;
  /** TCP data in bytes, each byte of the stream once; probes of a closed window and keep-alives bring none. */
  bytes: number;
  /** Bytes of data that had come before. */
  bytesSentAgain: number;
  /** Segments that brought bytes for the first time. */
  segments: number;
  /** Packets that were captured twice: they stand in `packets`, and in no other count. */
  copies: number;
  retransmissions: number;
  /** Segment-length and window facts a summary gives. */
  largestSegment: number;
  zeroWindows: number;
  outOfOrder: number;
  duplicateAcks: number;
  /** Gaps before this end's segments: bytes lost on the way to the capture or never captured. */
  lostSegments: number;
  /** Round trips measured by what this end acknowledged: count, and sum, least and most in ns. */
  rttSamples: number;
  rttTotal: number;
  rttMinimum: number;
  rttMaximum: number;
  /** Numbers of this end's first SYN, FIN and RST packet, 0 where it sent none. */
  synPacket: number;
  finPacket: number;
  rstPacket: number;
}

/** Round trips: how many were measured, and their sum, least and most in ns. */
export interface RoundTrips {
  readonly count: number;
  readonly total: number;
  readonly least: number;
  readonly most: number;
}

/** The round trips of both directions together. */
export function roundTripsOf(...directions: readonly DirectionCounts[]): RoundTrips {
  const measured = directions.filter(({ rttSamples }) => rttSamples > 0);
  return {
    count: measured.reduce((sum, { rttSamples }) => sum + rttSamples, 0),
    total: measured.reduce((sum, { rttTotal }) => sum + rttTotal, 0),
    least: Math.min(...measured.map(({ rttMinimum }) => rttMinimum)),
    most: Math.max(...measured.map(({ rttMaximum }) => rttMaximum)),
  };
}

/** How the ends were told apart, from the surest to the least sure. */
export type RoleEvidence = "syn" | "syn-ack" | "lower-port" | "first-packet";

export interface Conversation {
  /** Index of the stream, from 0, as tshark counts. */
  readonly index: number;
  readonly client: Endpoint;
  readonly server: Endpoint;
  readonly roles: RoleEvidence;
  /** Bits: 1 SYN, 2 SYN,ACK, 4 ACK, 8 data, 16 FIN, 32 RST. The final value after a first pass, else what was seen so far. */
  readonly completeness: number;
  /** Time from the latest SYN to the first ACK without SYN, ns; null until then. */
  readonly initialRtt: number | null;
  readonly fromClient: DirectionCounts;
  readonly fromServer: DirectionCounts;
  /** Raw base sequence numbers; null until known. */
  readonly clientBase: number | null;
  readonly serverBase: number | null;
  /** Window scale shifts in force, null where scaling is unknown or unused. */
  readonly clientScale: number | null;
  readonly serverScale: number | null;
  readonly firstPacket: number;
  readonly lastPacket: number;
  /** Capture time of the first packet, and the time from it to the latest one, ns; never negative. */
  readonly firstSeconds: number;
  readonly firstNanoseconds: number;
  readonly duration: number;
  /** A SYN took the ports of an earlier conversation for this one. */
  readonly reusedPorts: boolean;
}
