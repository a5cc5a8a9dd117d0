/** What became of a packet that its sender's capture holds and its receiver's does not. */
export type Fate =
  /** It came: the receiver said so. The capture there missed it. */
  | "missed"
  /** It did not: what followed says so. */
  | "lost"
  /** Nothing of what followed depends on it. */
  | "open";
