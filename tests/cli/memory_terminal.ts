/** A terminal that remembers what was printed: for tests of commands without a process. */
import type { Terminal } from "../../src/output/terminal.ts";

/** Options of a `MemoryTerminal`: what the pretended terminal can show. */
export interface MemoryTerminalOptions {
  readonly columns?: number;
  readonly colour?: boolean;
  readonly wasInterrupted?: boolean;
}

export class MemoryTerminal implements Terminal {
  readonly interactive = false;
  readonly showsProgress = false;
  readonly closed = false;
  readonly columns: number;
  readonly colour: boolean;
  readonly wasInterrupted: boolean;
  readonly stop = new AbortController();
  readonly #chunks: Uint8Array[] = [];
  #err = "";

  constructor(options: MemoryTerminalOptions = {}) {
    this.columns = options.columns ?? 80;
    this.colour = options.colour ?? false;
    this.wasInterrupted = options.wasInterrupted ?? false;
  }

  get interrupted(): AbortSignal {
    return this.stop.signal;
  }

  /** What went to standard output, as text. */
  get printed(): string {
    const decoder = new TextDecoder();
    return this.#chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join("") + decoder.decode();
  }

  /** What went to standard error. */
  get errors(): string {
    return this.#err;
  }

  out(text: string | Uint8Array): Promise<void> {
    this.#chunks.push(typeof text === "string" ? new TextEncoder().encode(text) : text.slice());
    return Promise.resolve();
  }

  err(text: string): Promise<void> {
    this.#err += text;
    return Promise.resolve();
  }
}
