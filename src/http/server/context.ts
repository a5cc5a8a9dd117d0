/**
 * What all connections of a server share.
 */
import type { Deadlines } from "../../net/deadlines.ts";
import type { Site } from "../site/site.ts";
import type { DateLine } from "../message/date_line.ts";
import type { AccessLog } from "../logging/access_log.ts";
import type { BufferPool } from "./buffer_pool.ts";
import type { ServerLimits } from "./limits.ts";
import type { Metrics } from "../logging/metrics.ts";

export interface ServerContext {
  readonly site: Site;
  readonly limits: ServerLimits;
  readonly metrics: Metrics;
  readonly date: DateLine;
  readonly deadlines: Deadlines;
  /** Null when nothing is logged. */
  readonly log: AccessLog | null;
  /** Buffers in which small answers are put together. */
  readonly batches: BufferPool;
  /** Buffers through which files are sent: large ones while few are in use, smaller ones when many are. */
  readonly streams: readonly BufferPool[];
  /** True once the server is to stop: every answer is then its connection's last. */
  stopping: boolean;
  /** Receives one line about what went wrong on this side. */
  warn(message: string): void;
}
