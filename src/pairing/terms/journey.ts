/** The way of one packet from its sender's capture to its receiver's. */

/** What became of it. */
export type Passing =
  | "arrived"
  /** In pieces, or put together. */
  | "recut"
  /** It arrived with a wrong checksum. */
  | "corrupted"
  | "lost"
  | "undecided"
  /** It arrived; the receiver's capture misses it, or the sender's. */
  | "not-captured"
  /** Something between sent it, or sent it once more. */
  | "injected"
  | "copy";

export interface Journey {
  readonly fromClient: boolean;
  readonly passing: Passing;
  /** Packet number in the sender's capture and the receiver's; null where it has none. */
  readonly sentNumber: number | null;
  readonly receivedNumber: number | null;
  /** By A's clock, ns since A's origin; null where it was not seen, or never. */
  readonly leaves: number | null;
  readonly arrives: number | null;
  /** Flags as in the TCP header, bytes of data. */
  readonly flags: number;
  readonly length: number;
}
