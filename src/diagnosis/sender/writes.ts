/** What a sender's segments tell of its program's writes: a window's limit leaves whole ones, the end of a write a smaller one. */
import type { Sending } from "../terms/events.ts";
import { Cork } from "../measure/cork.ts";
import { Pace } from "../measure/pace.ts";

/** Part of the goes that end in a small segment where a program's writes are the limit. */
const WRITTEN = 0.4;

/** A new segment, with the bytes of a whole one, after a wait (ns); all before it was acknowledged. */
export interface Written {
  readonly segment: number;
  readonly wait: number;
  readonly acknowledged: boolean;
}

export class Writes {
  readonly cork = new Cork();
  readonly pace = new Pace();
  /** The latest segment was smaller than a whole one. */
  smallBefore = false;
  /** End of the latest that was. */
  #smallEnd = 0;

  take({ time, seq, end, pushed }: Sending, { segment, wait, acknowledged }: Written): void {
    const length = end - seq;
    this.smallBefore = length % segment !== 0;
    if (this.smallBefore) this.#smallEnd = end;
    this.cork.take({ part: length / segment, pushed, wait, acknowledged });
    this.pace.take(time, length, this.smallBefore);
  }

  /** A small segment lies behind `una` and up to `ack`. */
  smallIn(una: number, ack: number): boolean {
    return this.#smallEnd > una && this.#smallEnd <= ack;
  }

  /** Its goes end in small segments as often as a program's do. */
  get endSmall(): boolean {
    return this.pace.small > WRITTEN;
  }
}
