/** What ends a capture: the user, a reader that goes, a count, the time. */
import type { Terminal } from "../../../output/terminal.ts";

export class Limits {
  taken = 0;

  readonly #most: number;
  readonly #until: number;
  readonly #terminal: Terminal;

  /** `duration` is in seconds. */
  constructor({ count, duration }: { count?: number | undefined; duration?: number | undefined }, terminal: Terminal) {
    this.#most = count ?? Infinity;
    this.#until = duration === undefined ? Infinity : performance.now() + duration * 1000;
    this.#terminal = terminal;
  }

  /** No more packets are wanted. */
  get reached(): boolean {
    const { interrupted, closed } = this.#terminal;
    return this.full || interrupted.aborted || closed || performance.now() >= this.#until;
  }

  /** There are as many packets as were asked for. */
  get full(): boolean {
    return this.taken >= this.#most;
  }
}
