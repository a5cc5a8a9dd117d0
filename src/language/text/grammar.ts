/**
 * What the tables of sentences leave to code: amounts, lists, and the names of the two ends.
 */

/** How a language writes amounts and names the two ends. */
export interface Grammar {
  /** `client`, as it stands in the middle of a sentence, and at its beginning. */
  readonly client: string;
  readonly Client: string;
  readonly server: string;
  readonly Server: string;
  /** `1 byte`, `20 bytes`. */
  bytes(count: number): string;
  segments(count: number): string;
  packets(count: number): string;
  conversations(count: number): string;
  /** `once`, `3 times`. */
  times(count: number): string;
  /** `20.8 µs`, `40 ms`, `5.00 s`; nanoseconds in. */
  duration(nanoseconds: number): string;
  /** `a, b and c`. */
  list(items: readonly string[]): string;
  /** `a, b or c`. */
  either(items: readonly string[]): string;
  /** Code, numbers and addresses that must keep their own direction in the text. */
  code(text: string): string;
}
