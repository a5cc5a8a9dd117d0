/** A queue of a kind. */
import { CoDelQueue } from "./codel.ts";
import type { Queue, QueueKind, QueueOptions, Waiting } from "./queue.ts";
import { RedQueue } from "./red.ts";
import { TailDropQueue } from "./tail_drop.ts";

/** An empty queue. Tail drop cannot mark: a full queue has no room for a packet that is to be marked. */
export function makeQueue<T extends Waiting>(kind: QueueKind, options: QueueOptions<T>): Queue<T> {
  switch (kind) {
    case "tail":
      return new TailDropQueue(options.limit);
    case "codel":
      return new CoDelQueue(options);
    case "red":
      return new RedQueue(options);
  }
}
