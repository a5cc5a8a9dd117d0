/** A row of a list as the page gets it. */
export interface Row {
  /** What the row stands for: a conversation's index, a packet's number. */
  readonly id: number;
  /** Address of what the row opens, from the page's own; null where it opens nothing. */
  readonly href: string | null;
  readonly cells: readonly string[];
  /** Causes in words, their shares of the time, and their colours, the largest first. */
  readonly bar?: readonly (readonly [cause: string, share: number, colour: string])[];
  readonly trouble?: boolean;
}

/** Some rows of a list, how many it has, and how many it would have without search and filter. */
export interface Rows {
  readonly total: number;
  readonly all: number;
  readonly from: number;
  readonly rows: readonly Row[];
  /** Where the row stands that was asked for by its name; -1 where it is not in the list. */
  readonly place?: number;
}

/** The most rows that are given at a time. */
export const MOST_ROWS = 500;
