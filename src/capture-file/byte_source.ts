/**
 * Where a capture's bytes come from. `Deno.FsFile` and `Deno.stdin` are byte sources as they are.
 */

/** `read` fills what it can of `buffer` and gives the count, or null at the end. */
export interface ByteSource {
  read(buffer: Uint8Array): Promise<number | null>;
}

/** A source that gives some bytes, already read, before the rest of another, and counts what passes. */
export class PrefixedSource implements ByteSource {
  /** Bytes given so far. */
  bytesRead = 0;

  #prefix: Uint8Array;
  readonly #rest: ByteSource;

  constructor(prefix: Uint8Array, rest: ByteSource) {
    this.#prefix = prefix;
    this.#rest = rest;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    let count: number | null = this.#prefix.length;
    if (count > 0) {
      count = Math.min(count, buffer.length);
      buffer.set(this.#prefix.subarray(0, count));
      this.#prefix = this.#prefix.subarray(count);
    } else {
      count = await this.#rest.read(buffer);
    }
    this.bytesRead += count ?? 0;
    return count;
  }
}
