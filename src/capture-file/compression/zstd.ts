/**
 * Zstandard (RFC 8878) around a capture, undone as the bytes come. Several frames in a row are one file, and skippable frames are
 * skipped. What was decompressed before a damaged place is given first, then the error.
 */
import { createZstdDecompress } from "node:zlib";
import type { ByteSource } from "../byte_source.ts";
import { CompressionDamage } from "./compression_damage.ts";
import { ZstdFrames } from "./zstd_frames.ts";

const PIECE = 1 << 16;
/** The decompressed bytes. Its `read` throws `CompressionDamage` once all that could be read has been given. */
export class ZstdSource implements ByteSource {
  readonly #frames = new ZstdFrames();
  readonly #compressed: ByteSource;
  /** Decompressed and not yet read. */
  readonly #chunks: Uint8Array[] = [];
  /** The frame at hand: the platform's decompressor stops at the end of one. */
  #frame: Frame | null = null;
  #ended = false;
  #error: CompressionDamage | null = null;

  constructor(compressed: ByteSource) {
    this.#compressed = compressed;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#chunks.length === 0) {
      if (this.#error !== null) throw this.#error;
      if (this.#ended) return null;
      await this.#feed();
    }
    const chunk = this.#chunks[0]!;
    const count = Math.min(buffer.length, chunk.length);
    buffer.set(chunk.subarray(0, count));
    if (count === chunk.length) this.#chunks.shift();
    else this.#chunks[0] = chunk.subarray(count);
    return count;
  }

  /** Stops decompression where the reader wants no more. */
  close(): void {
    this.#frame?.close();
  }

  /** Hands the next compressed bytes over, each frame to a decompressor of its own. */
  async #feed(): Promise<void> {
    const piece = new Uint8Array(PIECE);
    const count = await this.#compressed.read(piece);
    if (count === null) {
      this.#ended = true;
      if (this.#frame === null) return;
      await this.#frame.end();
      this.#error ??= new CompressionDamage("Zstandard", "ends early");
      return;
    }
    for (let rest = piece.subarray(0, count); rest.length > 0 && this.#error === null;) {
      const part = rest.subarray(0, this.#frames.take(rest));
      rest = rest.subarray(part.length);
      this.#frame ??= new Frame((chunk) => this.#chunks.push(chunk));
      const sound = await this.#frame.write(part) && (!this.#frames.whole || await this.#frame.end());
      if (!sound) this.#error = new CompressionDamage("Zstandard", "damaged");
      if (this.#frames.whole) this.#frame = null;
    }
  }
}

/** One frame being decompressed. */
class Frame {
  readonly #decompress = createZstdDecompress();
  /** Resolves with whether it was sound. */
  readonly #finished: Promise<boolean>;

  constructor(onData: (chunk: Uint8Array) => void) {
    const decompress = this.#decompress;
    decompress.on("data", onData);
    this.#finished = new Promise((done) => {
      decompress.on("error", () => done(false));
      decompress.on("end", () => done(true));
    });
  }

  /** Resolves when the bytes have been taken: false where they are damaged. */
  write(bytes: Uint8Array): Promise<boolean> {
    const taken = new Promise<boolean>((done) => this.#decompress.write(bytes, () => done(true)));
    return Promise.race([this.#finished, taken]);
  }

  /** Resolves when all that is in the frame has come out: false where it is damaged. */
  end(): Promise<boolean> {
    this.#decompress.end();
    return this.#finished;
  }

  close(): void {
    this.#decompress.destroy();
  }
}
