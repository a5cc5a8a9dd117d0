/**
 * Mutations that no test can notice, because the program with them does the same, each with the reason. A line is known by its
 * text, so that it may move. `after` may end in `*`.
 */

/** `before` and `after` are the whole lines, without the space around them. */
export interface Judged {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

export const JUDGED: readonly Judged[] = [];
