/**
 * What is ready to be sent on one connection. Answers to requests that came together leave together, in as few writes
 * as their size allows; a single answer leaves without being copied.
 */
import { writeAll } from "../../net/write_all.ts";
import type { ByteWriter, OnProgress } from "../../net/write_all.ts";
import type { BufferPool } from "./buffer_pool.ts";

/** Larger pieces are written as they are; smaller ones are put together. */
const WORTH_ITS_OWN_WRITE = 16 << 10;

export class Output {
  readonly #writer: ByteWriter;
  readonly #pool: BufferPool;
  readonly #onProgress: OnProgress;
  readonly #pieces: Uint8Array[] = [];
  /** Bytes waiting. */
  size = 0;

  constructor(writer: ByteWriter, pool: BufferPool, onProgress: OnProgress) {
    this.#writer = writer;
    this.#pool = pool;
    this.#onProgress = onProgress;
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.size += bytes.length;
  }

  /** Writes all of it. Resolves when the kernel has taken the last byte. */
  flush(): Promise<void> {
    this.size = 0;
    if (this.#pieces.length === 1) return writeAll(this.#writer, this.#pieces.pop()!, this.#onProgress);
    return this.#flushSeveral(this.#pieces.splice(0));
  }

  async #flushSeveral(pieces: readonly Uint8Array[]): Promise<void> {
    const buffer = this.#pool.take();
    let filled = 0;
    const writeBuffer = async () => {
      if (filled > 0) await writeAll(this.#writer, buffer.subarray(0, filled), this.#onProgress);
      filled = 0;
    };
    try {
      for (const piece of pieces) {
        if (filled + piece.length > buffer.length || piece.length > WORTH_ITS_OWN_WRITE) await writeBuffer();
        if (piece.length > WORTH_ITS_OWN_WRITE) {
          await writeAll(this.#writer, piece, this.#onProgress);
        } else {
          buffer.set(piece, filled);
          filled += piece.length;
        }
      }
      await writeBuffer();
    } finally {
      this.#pool.give(buffer);
    }
  }
}
