/**
 * Compression on a thread of its own: it takes the processor for milliseconds at a time, in which the serving thread
 * could have answered hundreds of requests.
 */
import type { ContentCoding } from "../semantics/accept_encoding.ts";
import type { CompressionReply, CompressionTask } from "./compression_worker.ts";

/** Tasks that may wait; whoever comes then gets the file as it is. */
const MOST_WAITING = 64;
/** A thread without work ends after this time, ms. */
const IDLE = 10_000;

export class Compressor {
  readonly #waiting = new Map<number, (packed: Uint8Array | null) => void>();
  #worker: Worker | null = null;
  #last = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** The bytes in the coding; null when too much is waiting already, or when compression fails. */
  compress(coding: ContentCoding, content: Uint8Array): Promise<Uint8Array | null> {
    if (this.#waiting.size >= MOST_WAITING) return Promise.resolve(null);
    clearTimeout(this.#idle);
    const worker = this.#worker ??= this.#start();
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      worker.postMessage({ id, coding, content } satisfies CompressionTask);
    });
  }

  /** Ends the thread; what waits is given up. */
  close(): void {
    clearTimeout(this.#idle);
    this.#worker?.terminate();
    this.#worker = null;
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }

  #start(): Worker {
    const worker = new Worker(new URL("./compression_worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data: { id, packed } }: MessageEvent<CompressionReply>) => {
      this.#waiting.get(id)?.(packed);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.close(), IDLE);
    };
    // A thread that dies takes its tasks along; the next task starts another.
    worker.onerror = (event) => {
      event.preventDefault();
      this.close();
    };
    return worker;
  }
}
