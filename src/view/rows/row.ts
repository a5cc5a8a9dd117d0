/** A row of a list as the page gets it. */
export interface Row {
  /** What the row stands for: a conversation's index, a packet's number. */
  readonly id: number;
  /** Address of what the row opens, from the page's own; null where it opens nothing. */
  readonly href: string | null;
  readonly cells: readonly string[];
  /** Causes and their shares of the time, the largest first. */
  readonly bar?: readonly (readonly [cause: string, share: number])[];
  readonly trouble?: boolean;
}

/** Some rows of a list, and how many there are altogether. */
export interface Rows {
  readonly total: number;
  readonly from: number;
  readonly rows: readonly Row[];
}

/** The most rows that are given at a time. */
export const MOST_ROWS = 500;
