/**
 * Gzip (RFC 1952) around a capture, undone as the bytes come. Several members in a row are one file, as `gzip -d` has it.
 * Of an incomplete file everything that was compressed before the break is given first, then the error.
 */
import { constants, createGunzip, type Gunzip } from "node:zlib";
import type { ByteSource } from "./byte_source.ts";

/** Compressed bytes handed over at a time: what a damaged stretch can take with it. */
const PIECE = 1 << 13;
const OUTPUT = 1 << 16;

/** What a source says when its compressed bytes are damaged or end too early. */
export class GzipDamage extends Error {}

/** True for the first two bytes of a gzip file. */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** The decompressed bytes of a gzip file. Its `read` throws `GzipDamage` once all that could be read has been given. */
export class GunzipSource implements ByteSource {
  private readonly gunzip: Gunzip = createGunzip({ chunkSize: OUTPUT });
  private readonly output: AsyncIterator<Uint8Array> = this.gunzip[Symbol.asyncIterator]();
  private rest: Uint8Array = new Uint8Array(0);

  constructor(compressed: ByteSource) {
    // An error of the source comes out where the output is read, like those of the decompressor.
    feed(compressed, this.gunzip).catch((error) => this.gunzip.destroy(error));
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.rest.length === 0) {
      const next = await this.nextChunk();
      if (next === null) return null;
      this.rest = next;
    }
    const count = Math.min(buffer.length, this.rest.length);
    buffer.set(this.rest.subarray(0, count));
    this.rest = this.rest.subarray(count);
    return count;
  }

  /** Stops decompression where the reader wants no more. */
  close(): void {
    this.gunzip.destroy();
  }

  private async nextChunk(): Promise<Uint8Array | null> {
    try {
      const next = await this.output.next();
      return next.done ? null : next.value;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (typeof code !== "string" || !code.startsWith("Z_")) throw error;
      throw new GzipDamage(code === "Z_BUF_ERROR" ? "the gzip data ends too early" : "the gzip data is damaged");
    }
  }
}

async function feed(compressed: ByteSource, gunzip: Gunzip): Promise<void> {
  const piece = new Uint8Array(PIECE);
  for (;;) {
    const count = await compressed.read(piece);
    if (count === null) break;
    await new Promise<void>((done, failed) => {
      gunzip.write(piece.slice(0, count), (error) => error ? failed(error) : done());
    });
  }
  // Without this, what was decompressed last is thrown away when the end turns out to be missing.
  await new Promise<void>((done) => gunzip.flush(constants.Z_SYNC_FLUSH, () => done()));
  gunzip.end();
}
