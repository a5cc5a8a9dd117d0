/**
 * What is wrong with a message, as a value: the status it deserves and the reason in one line.
 */

/** The statuses a message can earn before its resource is even looked for. */
export type ProblemStatus = 400 | 408 | 413 | 414 | 417 | 431 | 501 | 505;

export interface Problem {
  readonly status: ProblemStatus;
  /** Sentence case, no final period; for logs and for the body of the answer. */
  readonly reason: string;
}

/** Makes a problem. They are made once, as constants: a malformed request costs no allocation. */
export function problem(status: ProblemStatus, reason: string): Problem {
  return { status, reason };
}
