/**
 * What waits in front of a slow line, and the disciplines that decide who waits and who is dropped. No clock in here: the
 * time comes in as a number of nanoseconds.
 */

export const QUEUE_KINDS = ["tail", "codel", "red"] as const;

/** `tail` drops what finds the queue full; `codel` (RFC 8289) and `red` (Floyd and Jacobson, gentle) act before it is. */
export type QueueKind = (typeof QUEUE_KINDS)[number];

/** How much may wait, the packet on the line not counted. `Infinity` for a queue without an end. */
export interface QueueLimit {
  readonly unit: "packets" | "bytes";
  readonly most: number;
}

/** A packet as a queue sees it. */
export interface Waiting {
  /** Length of the IP packet, bytes. */
  readonly size: number;
  /** How many packets it counts for: a segment that the network card will cut is as many as it will be. */
  readonly packets: number;
  /** Marks it instead of dropping it (RFC 3168); false where its ends do not speak ECN. */
  mark(): boolean;
  /** Its number between 0 and 1, the same in every run with the same seed: whoever leaves something to chance uses it. */
  chance(): number;
}

export interface Queue<T extends Waiting> {
  /** Packets that wait. */
  readonly length: number;
  /** Their bytes. */
  readonly bytes: number;
  /** A packet comes at `now`; false where there is no place for it. */
  offer(packet: T, now: number): boolean;
  /** The packet that goes onto the line at `now`; null where none is left. */
  take(now: number): T | null;
}

/** What a queue is made from. */
export interface QueueOptions<T extends Waiting> {
  readonly limit: QueueLimit;
  /** Mark packets of ends that speak ECN where they would be dropped. */
  readonly ecn: boolean;
  /** Largest packet of the line, bytes, and how long it takes on it, ns. */
  readonly largest: number;
  readonly slot: number;
  /** Called for a packet that was let in and is dropped all the same. */
  readonly dropped: (packet: T) => void;
}
