/**
 * Frames on their way, first in, first out, each with the moment it is due.
 */
import { Fifo } from "../queue/fifo.ts";
import type { Passage } from "./passage.ts";

export interface QueuedFrame {
  readonly frame: Uint8Array<ArrayBuffer>;
  readonly passage: Passage;
  /** Monotonic nanoseconds. */
  readonly due: number;
}

/** What one direction of the link carries. */
export class FrameQueue {
  readonly #frames = new Fifo<QueuedFrame>();
  #bytes = 0;

  get length(): number {
    return this.#frames.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** When the first frame is due; Infinity where there is none. */
  get due(): number {
    return this.#frames.first?.due ?? Infinity;
  }

  push(queued: QueuedFrame): void {
    this.#frames.push(queued);
    this.#bytes += queued.frame.byteLength;
  }

  /** Takes the first frame if it is due at `now`. */
  take(now: number): QueuedFrame | null {
    if (this.due > now) return null;
    const queued = this.#frames.take();
    if (queued === undefined) return null;
    this.#bytes -= queued.frame.byteLength;
    return queued;
  }
}
