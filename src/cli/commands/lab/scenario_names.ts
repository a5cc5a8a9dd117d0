/**
 * The names of the lab's scenarios, for completion: a list of its own, so that starting tcplab does not load the lab. A
 * test compares it with the lab's registry.
 */
export const SCENARIO_NAMES: readonly string[] = [
  "v0",
  "v1",
  "v2",
  "v3",
  "v4",
  "http-root",
  "http-image",
  "http-ref",
  "http-404",
  "http-redirect",
  "lost-segment",
  "lost-syn",
  "lost-fin",
  "timeout-backoff",
  "fast-retransmit",
  "out-of-order",
  "duplicate",
  "zero-window",
  "keep-alive",
  "slow-start",
  "refused",
  "half-close",
  "simultaneous-close",
  "simultaneous-open",
];
