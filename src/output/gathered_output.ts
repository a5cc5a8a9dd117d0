/**
 * Text on its way to standard output: encoded while it is still in the processor's cache, written when there is enough of it. A
 * line at a time would cost more than everything that is said in it.
 */
import { inAscii } from "./ascii.ts";
import type { Terminal } from "./terminal.ts";

/** Bytes written at a time. */
const CHUNK = 1 << 18;
/** Characters encoded at a time. */
const PIECE = 1 << 14;
/** UTF-8 takes at most three bytes for each UTF-16 code unit. */
const LONGEST_UNIT = 3;

export class GatheredOutput {
  readonly #encoder = new TextEncoder();
  #buffer = new Uint8Array(2 * CHUNK);
  #length = 0;
  #pending = "";
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Adds text; nothing is written yet. */
  add(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= PIECE) this.#encode();
  }

  /** So much has gathered that `flush` should be awaited. */
  get full(): boolean {
    return this.#length >= CHUNK;
  }

  /** Writes what has gathered; resolves when it is written. */
  async flush(): Promise<void> {
    this.#encode();
    const length = this.#length;
    this.#length = 0;
    if (!this.#terminal.closed) await this.#terminal.out(this.#buffer.subarray(0, length));
  }

  #encode(): void {
    if (this.#terminal.ascii) this.#pending = inAscii(this.#pending);
    const needed = this.#length + LONGEST_UNIT * this.#pending.length;
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#length += this.#encoder.encodeInto(this.#pending, this.#buffer.subarray(this.#length)).written;
    this.#pending = "";
  }
}
