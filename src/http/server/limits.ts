/**
 * How much of this server one client, or all of them together, may take.
 */
import type { MessageLimits } from "../message/request_reader.ts";

export interface ServerLimits extends MessageLimits {
  /** Connections at a time; one more gets 503. */
  readonly connections: number;
  /** A request head must be complete this long after its first byte, and the first one after the connection, ms: 408. */
  readonly headTime: number;
  /** A request body must be complete this long after its head, ms: 408. */
  readonly bodyTime: number;
  /** A connection between two requests is closed after this time, ms. */
  readonly idleTime: number;
  /** A client that takes nothing of its answer for this time is cut off, ms. */
  readonly writeTime: number;
  /** A client that, over a `writeTime` and more, takes less than this many bytes a second is cut off. */
  readonly minimumRate: number;
  /** How long the last answer of a connection may wait for the client's end of stream, ms. */
  readonly lingerTime: number;
}
