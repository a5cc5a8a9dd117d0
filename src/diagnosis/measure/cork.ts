/**
 * The end of a message that lies in its sender's kernel because the program said that more would follow (TCP_CORK, MSG_MORE): whole
 * segments without PSH, then nothing until Linux sends what it has, 200 ms later.
 */

const TIMER = 200e6;
/** A tick earlier, and what a busy host takes longer, ns. */
const EARLY = 5e6;
const LATE = 15e6;
/** Options take a part of a whole segment. */
const WHOLE = 0.95;

export class Cork {
  /** Time that was waited so, ns. */
  held = 0;
  #whole = false;

  /** A segment leaves `wait` ns after the one before it, everything being `acknowledged` then. */
  take(
    { part, pushed, wait, acknowledged }: {
      /** Of a whole segment. */
      readonly part: number;
      readonly pushed: boolean;
      readonly wait: number;
      readonly acknowledged: boolean;
    },
  ): void {
    const small = part < WHOLE;
    if (this.#whole && small && acknowledged && wait > TIMER - EARLY && wait < TIMER + LATE) this.held += wait;
    this.#whole = !small && !pushed;
  }
}
