import type { ByteSource } from "../../src/capture-file/byte_source.ts";

/** A source of the chunks of an iterable: a stream, an array of pieces. */
export class ChunkSource implements ByteSource {
  private readonly chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  private rest = new Uint8Array(0);

  constructor(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.chunks = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.rest.length === 0) {
      const next = await this.chunks.next();
      if (next.done) return null;
      this.rest = next.value as Uint8Array<ArrayBuffer>;
    }
    const count = Math.min(buffer.length, this.rest.length);
    buffer.set(this.rest.subarray(0, count));
    this.rest = this.rest.subarray(count);
    return count;
  }
}
