/**
 * Buffers of one size that are used again: a buffer a request would make the collector's work the server's bottleneck.
 */
export class BufferPool {
  /** Bytes of each buffer. */
  readonly size: number;
  readonly #spare: Uint8Array[] = [];
  readonly #keep: number;
  #taken = 0;

  /** @param size Bytes of a buffer. @param keep Buffers kept for later at most. */
  constructor(size: number, keep: number) {
    this.size = size;
    this.#keep = keep;
  }

  /** Buffers in use. */
  get taken(): number {
    return this.#taken;
  }

  take(): Uint8Array {
    this.#taken++;
    return this.#spare.pop() ?? new Uint8Array(this.size);
  }

  give(buffer: Uint8Array): void {
    this.#taken--;
    if (this.#spare.length < this.#keep) this.#spare.push(buffer);
  }
}
