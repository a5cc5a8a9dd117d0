/** Standard output and standard error, written in full and in order. */
import { concatenate } from "../base/concatenate.ts";
import { cannotWrite } from "./file_failure.ts";

/** The part of `Deno.stdout` that is needed here. */
export interface ByteSink {
  /** Writes some of the bytes and gives their number. */
  write(bytes: Uint8Array): Promise<number>;
}

const encoder = new TextEncoder();
/** How long to wait when a descriptor that another program made non-blocking is full, in ms. */
const RETRY_MS = 5;

/** Writes all of `bytes`: a pipe may take fewer than it is offered. */
async function writeFully(sink: ByteSink, bytes: Uint8Array): Promise<void> {
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(await sink.write(rest));
    } catch (error) {
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  const only = chunks[0];
  if (chunks.length === 1 && only) return only;
  return concatenate(chunks);
}

/**
 * One stream of output. Texts written while an earlier write is under way go out together in the next one, so that a
 * burst of short lines costs few system calls and two lines never mix.
 */
export class Output {
  readonly #sink: ByteSink;
  #waiting: Uint8Array[] = [];
  #flushing: Promise<void> | undefined;
  #closed = false;

  constructor(sink: ByteSink) {
    this.#sink = sink;
  }

  /** True once the reader has gone (EPIPE); everything written afterwards is dropped. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Resolves when the bytes are out, or the reader has gone. Throws `Failure` when the disk is full or so. */
  write(text: string | Uint8Array): Promise<void> {
    if (this.#closed || text.length === 0) return this.#flushing ?? Promise.resolve();
    this.#waiting.push(typeof text === "string" ? encoder.encode(text) : text);
    // The chunk joins the batch that starts when the current write has ended.
    this.#flushing ??= this.#flush();
    return this.#flushing;
  }

  async #flush(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const batch = this.#waiting;
        this.#waiting = [];
        await writeFully(this.#sink, join(batch));
      }
    } catch (error) {
      this.#closed = true;
      this.#waiting = [];
      if (error instanceof Deno.errors.BrokenPipe) return;
      throw cannotWrite("the output", error);
    } finally {
      this.#flushing = undefined;
    }
  }
}
