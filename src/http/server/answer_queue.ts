/**
 * What is ready to be sent on one connection. Answers to requests that came together leave together, in as few writes
 * as their size allows; a single answer leaves without being copied.
 */
import type { BufferPool } from "./buffer_pool.ts";

/** Larger pieces are written as they are; smaller ones that stand beside others are put together. */
const WORTH_ITS_OWN_WRITE = 16 << 10;

export class AnswerQueue {
  readonly #pool: BufferPool;
  #pieces: Uint8Array[] = [];
  /** Pieces already handed out. */
  #next = 0;
  #gathering: Uint8Array | null = null;
  /** Bytes waiting. */
  size = 0;

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.size += bytes.length;
  }

  /** The bytes to write next, while there are any. They stand until the following call or `written()`. */
  take(): Uint8Array {
    const pieces = this.#pieces;
    const first = pieces[this.#next]!;
    const second = pieces[this.#next + 1];
    if (second === undefined || first.length > WORTH_ITS_OWN_WRITE || second.length > WORTH_ITS_OWN_WRITE) {
      this.#next++;
      this.size -= first.length;
      return first;
    }
    return this.#gather();
  }

  /** Says that everything taken has been written. */
  written(): void {
    if (this.#pieces.length === 1) this.#pieces.pop();
    else this.#pieces = [];
    this.#next = 0;
    if (this.#gathering !== null) this.#pool.give(this.#gathering);
    this.#gathering = null;
  }

  #gather(): Uint8Array {
    const buffer = this.#gathering ??= this.#pool.take();
    let filled = 0;
    for (; this.#next < this.#pieces.length; this.#next++) {
      const piece = this.#pieces[this.#next]!;
      if (piece.length > WORTH_ITS_OWN_WRITE || filled + piece.length > buffer.length) break;
      buffer.set(piece, filled);
      filled += piece.length;
    }
    this.size -= filled;
    return buffer.subarray(0, filled);
  }
}
