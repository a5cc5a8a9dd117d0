/**
 * Frames on their way, first in, first out, each with the moment it is due.
 */

export interface QueuedFrame {
  readonly frame: Uint8Array<ArrayBuffer>;
  /** Monotonic nanoseconds. */
  readonly due: number;
}

/** One direction's queue. Taking from it moves an index, so a long queue costs no copying. */
export class FrameQueue {
  #frames: QueuedFrame[] = [];
  #first = 0;
  #bytes = 0;

  get length(): number {
    return this.#frames.length - this.#first;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** When the first frame is due; Infinity where there is none. */
  get due(): number {
    return this.#frames[this.#first]?.due ?? Infinity;
  }

  push(queued: QueuedFrame): void {
    this.#frames.push(queued);
    this.#bytes += queued.frame.byteLength;
  }

  /** Takes the first frame if it is due at `now`. */
  take(now: number): Uint8Array<ArrayBuffer> | null {
    const queued = this.#frames[this.#first];
    if (queued === undefined || queued.due > now) return null;
    this.#first++;
    this.#bytes -= queued.frame.byteLength;
    if (this.#first > 1024 || this.#first === this.#frames.length) {
      this.#frames = this.#frames.slice(this.#first);
      this.#first = 0;
    }
    return queued.frame;
  }
}
