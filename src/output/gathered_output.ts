/** Text on its way to standard output: written when there is enough of it. */
import type { Terminal } from "./terminal.ts";
import { TextBytes } from "./text_bytes.ts";

/** Bytes written at a time. */
const CHUNK = 1 << 18;

export class GatheredOutput {
  #bytes: TextBytes | null = null;
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Adds text; nothing is written yet. */
  add(text: string): void {
    // The terminal is asked when there is text: only then is it known how its user wants it.
    this.#bytes ??= new TextBytes(2 * CHUNK, this.#terminal.ascii ?? false);
    this.#bytes.add(text);
  }

  /** So much has gathered that `flush` should be awaited. */
  get full(): boolean {
    return this.#bytes !== null && this.#bytes.length >= CHUNK;
  }

  /** Writes what has gathered; resolves when it is written. */
  async flush(): Promise<void> {
    const bytes = this.#bytes?.take();
    if (bytes !== undefined && !this.#terminal.closed) await this.#terminal.out(bytes);
  }
}
