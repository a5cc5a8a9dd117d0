/**
 * What a server counts about itself.
 */

/** Reasons for which a client was turned away or cut off. */
const LIMITS_HIT = ["head-time", "body-time", "idle-time", "write-time", "connections", "descriptors"] as const;
export type LimitHit = typeof LIMITS_HIT[number];

export class Metrics {
  requests = 0;
  /** Bytes of bodies sent. */
  bytes = 0;
  connections = 0;
  open = 0;
  /** Connections the peer reset, and answers that could not be finished. */
  broken = 0;
  /** Log lines dropped because their reader did not keep up or failed. */
  lostLogLines = 0;
  /** Answers by the first digit of their status. */
  readonly classes = [0, 0, 0, 0, 0, 0];
  readonly limits: Record<LimitHit, number> = {
    "head-time": 0,
    "body-time": 0,
    "idle-time": 0,
    "write-time": 0,
    "connections": 0,
    "descriptors": 0,
  };

  answered(status: number, bytes: number): void {
    this.requests++;
    this.bytes += bytes;
    this.classes[status / 100 | 0]!++;
  }
}

/** The sum of what several servers counted. */
export function sumMetrics(all: readonly Metrics[]): Metrics {
  const sum = new Metrics();
  for (const one of all) {
    for (const name of ["requests", "bytes", "connections", "open", "broken", "lostLogLines"] as const) {
      sum[name] += one[name];
    }
    one.classes.forEach((count, digit) => sum.classes[digit]! += count);
    for (const limit of LIMITS_HIT) sum.limits[limit] += one.limits[limit];
  }
  return sum;
}

/** One line for people and for `grep`. */
export function formatMetrics(metrics: Metrics): string {
  const classes = [2, 3, 4, 5].map((digit) => `${digit}xx=${metrics.classes[digit]}`).join(" ");
  const limits = LIMITS_HIT.map((limit) => `${limit}=${metrics.limits[limit]}`).join(" ");
  return `metrics: requests=${metrics.requests} bytes=${metrics.bytes} ${classes} connections=${metrics.connections} ` +
    `open=${metrics.open} broken=${metrics.broken} lost-log-lines=${metrics.lostLogLines} limits: ${limits}`;
}
