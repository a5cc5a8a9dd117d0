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
}
