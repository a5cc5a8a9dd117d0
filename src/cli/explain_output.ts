/**
 * Text on its way to standard output: gathered until there is enough of it, encoded at once, written with one call. A
 * line at a time would cost more than everything that is said in it.
 */
import type { Terminal } from "./terminal.ts";

const CHUNK = 1 << 18;

export class GatheredOutput {
  private readonly encoder = new TextEncoder();
  private readonly buffer = new Uint8Array(4 * CHUNK);
  private pending = "";

  constructor(private readonly terminal: Terminal) {}

  /** Adds text; nothing is written yet. */
  add(text: string): void {
    this.pending += text;
  }

  /** So much has gathered that `flush` should be awaited. */
  get full(): boolean {
    return this.pending.length >= CHUNK;
  }

  /** Writes what has gathered; resolves when it is written. */
  async flush(): Promise<void> {
    let rest = this.pending;
    this.pending = "";
    while (rest !== "" && !this.terminal.closed) {
      const { read, written } = this.encoder.encodeInto(rest, this.buffer);
      await this.terminal.out(this.buffer.subarray(0, written));
      rest = rest.slice(read);
    }
  }
}
