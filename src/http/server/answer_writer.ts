/**
 * The way out of a connection: answers that wait are written in their order, and every wait for the client to take some
 * of them has its deadline.
 */
import type { ByteWriter } from "../../net/write_all.ts";
import type { BufferPool } from "./buffer_pool.ts";
import type { ConnectionClock } from "./connection_clock.ts";
import { AnswerQueue } from "./answer_queue.ts";

export class AnswerWriter {
  readonly #conn: ByteWriter;
  readonly #clock: ConnectionClock;
  readonly #queue: AnswerQueue;
  /** Bytes that the kernel has taken in `flush` and `goOn`. */
  taken = 0;

  /** @param batches Buffers in which small answers are put together. */
  constructor(conn: ByteWriter, clock: ConnectionClock, batches: BufferPool) {
    this.#conn = conn;
    this.#clock = clock;
    this.#queue = new AnswerQueue(batches);
  }

  /** Bytes waiting that no write has been given yet. */
  get size(): number {
    return this.#queue.size;
  }

  /** Puts bytes behind those that wait. They must not change until they are written. */
  add(bytes: Uint8Array): void {
    this.#queue.add(bytes);
  }

  /** Writes what waits. Resolves when the kernel has taken the last byte. */
  async flush(): Promise<void> {
    if (this.size === 0) return;
    const bytes = this.begin();
    await this.goOn(bytes, await this.#conn.write(bytes));
    this.end();
  }

  /** Gives what is to be written first, of what waits, and sets the deadline for it. */
  begin(): Uint8Array {
    if (this.#clock.phase !== "linger") this.#clock.awaitWrite();
    return this.#queue.take();
  }

  /** Goes on after a write that took the first `taken` of `bytes`, until nothing waits any more. */
  async goOn(bytes: Uint8Array, taken: number): Promise<void> {
    for (;;) {
      this.taken += taken;
      this.#clock.progress(taken);
      if (taken < bytes.length) bytes = bytes.subarray(taken);
      else if (this.#queue.size > 0) bytes = this.#queue.take();
      else return;
      taken = await this.#conn.write(bytes);
    }
  }

  /** Says that everything has been written. */
  end(): void {
    this.#queue.written();
    if (this.#clock.phase !== "linger") this.#clock.awaitAnswer();
  }
}
