/** The link of a lab run in words. */

/** A fault on chosen packets: what happens to packets `nth` to `nth + count - 1` of a kind that one end sends. */
export interface FaultInWords {
  readonly action: "drop" | "hold" | "duplicate" | "corrupt";
  readonly from: "client" | "server";
  readonly kind: string;
  readonly nth: number;
  readonly count: number;
}

/** What is said of a link; numbers come in already written. */
export interface LinkWords {
  delay(ms: string): string;
  jitter(ms: string): string;
  /** A number and its unit, or a setting and its value: kept together and from left to right. */
  code(text: string): string;
  readonly offload: string;
  readonly noOffload: string;
  lost(share: string): string;
  overtaken(share: string): string;
  doubled(share: string): string;
  damaged(share: string): string;
  fault(fault: FaultInWords): string;
  /** Follows numbers of the form `5 ms / 40 ms`. */
  readonly eachWay: string;
  readonly unlimited: string;
  packets(count: string): string;
  bytes(count: string): string;
  /** The queue in front of a slow line: its room, and its kind. */
  queue(room: string, kind: string): string;
  readonly queueKinds: Readonly<Record<"tail" | "codel" | "red", string>>;
  readonly ecn: string;
  /** A share lost in bursts of so many packets. */
  bursts(share: string, packets: string): string;
  /** From some second on, what is said of the link. */
  change(seconds: string, what: string): string;
  down(seconds: string): string;
  boxes(texts: string): string;
  /** What the queue did: packets dropped and marked. */
  queueDropped(packets: number): string;
  queueMarked(packets: number): string;
  boxesBlocked(packets: number): string;
}
