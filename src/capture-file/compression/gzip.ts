/**
 * Gzip (RFC 1952) around a capture, undone as the bytes come. Several members in a row are one file, as `gzip -d` has it, and
 * zeros after the last are padding. Of a damaged file everything that was decompressed before the damage is given first, then
 * the error. Members are framed here, because the library's own gunzip throws the last piece away with a wrong checksum.
 */
import { constants, crc32, createInflateRaw, type InflateRaw } from "node:zlib";
import type { ByteSource } from "../byte_source.ts";
import { GZIP_MAGIC } from "./compression.ts";
import { CompressionDamage } from "./compression_damage.ts";
import { readU32 } from "../read_number.ts";

/** Compressed bytes handed over at a time: what a damaged stretch can take with it. */
const PIECE = 1 << 13;
const OUTPUT = 1 << 16;

const DEFLATE = 8;
/** Flags of a member's header (RFC 1952, 2.3.1). */
const HEADER_CHECKSUM = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
/** Bytes of modification time, extra flags and operating system. */
const UNUSED_FIELDS = 6;
/** Bytes of checksum and length after the compressed data. */
const TRAILER = 8;

/** The decompressed bytes of a gzip file. Its `read` throws `CompressionDamage` once all that could be read has been given. */
export class GunzipSource implements ByteSource {
  readonly #pieces: Pieces;
  readonly #output: AsyncGenerator<Uint8Array, void>;
  #inflate: InflateRaw | null = null;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(compressed: ByteSource) {
    this.#pieces = new Pieces(compressed);
    this.#output = this.#members();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#rest.length === 0) {
      const next = await this.#output.next();
      if (next.done) return null;
      this.#rest = next.value;
    }
    const count = Math.min(buffer.length, this.#rest.length);
    buffer.set(this.#rest.subarray(0, count));
    this.#rest = this.#rest.subarray(count);
    return count;
  }

  /** Stops decompression where the reader wants no more. */
  close(): void {
    this.#inflate?.destroy();
  }

  async *#members(): AsyncGenerator<Uint8Array, void> {
    const pieces = this.#pieces;
    do {
      await skipHeader(pieces);
      let checksum = 0;
      let length = 0;
      for await (const chunk of this.#inflated()) {
        checksum = crc32(chunk, checksum);
        length += chunk.length;
        yield chunk;
      }
      const trailer = new Uint8Array(TRAILER);
      for (let i = 0; i < TRAILER; i++) trailer[i] = await pieces.byte();
      // The length is kept modulo 2^32.
      const whole = readU32(trailer, 0, true) === checksum && readU32(trailer, 4, true) === length % 2 ** 32;
      if (!whole) throw new CompressionDamage("gzip", "damaged");
    } while (await anotherMember(pieces));
  }

  /** The compressed data of one member, undone; what follows it stays in `pieces`. */
  async *#inflated(): AsyncGenerator<Uint8Array, void> {
    const inflate = createInflateRaw({ chunkSize: OUTPUT });
    this.#inflate = inflate;
    // An error of the source comes out where the output is read, like those of the decompressor.
    const feeding = new Feeding(this.#pieces, inflate);
    feeding.run().catch((error) => inflate.destroy(error));
    try {
      for await (const chunk of inflate) yield chunk;
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (typeof code !== "string" || !code.startsWith("Z_")) throw error;
      throw new CompressionDamage("gzip", code === "Z_BUF_ERROR" ? "ends early" : "damaged");
    }
    feeding.giveBack();
  }
}

/** The compressed bytes, a piece or a byte at a time. */
class Pieces {
  readonly #buffer = new Uint8Array(PIECE);
  #rest: Uint8Array = new Uint8Array(0);
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Some bytes, the caller's to keep, or null at the end. */
  async piece(): Promise<Uint8Array | null> {
    if (!await this.#fill()) return null;
    const piece = this.#rest.slice();
    this.#rest = new Uint8Array(0);
    return piece;
  }

  /** The next byte, which must be there. */
  async byte(): Promise<number> {
    const next = await this.peek();
    if (next === null) throw new CompressionDamage("gzip", "ends early");
    this.#rest = this.#rest.subarray(1);
    return next;
  }

  /** The next byte, which stays, or null at the end. */
  async peek(): Promise<number | null> {
    return await this.#fill() ? this.#rest[0]! : null;
  }

  /** Takes back the end of the piece given last. */
  giveBack(bytes: Uint8Array): void {
    this.#rest = bytes;
  }

  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const count = await this.#source.read(this.#buffer);
      if (count === null) return false;
      this.#rest = this.#buffer.subarray(0, count);
    }
    return true;
  }
}

/** Hands pieces to the decompressor until it wants no more: the end of the compressed data is written in the data itself. */
class Feeding {
  #last: Uint8Array = new Uint8Array(0);
  #handed = 0;
  readonly #pieces: Pieces;
  readonly #inflate: InflateRaw;

  constructor(pieces: Pieces, inflate: InflateRaw) {
    this.#pieces = pieces;
    this.#inflate = inflate;
  }

  async run(): Promise<void> {
    const inflate = this.#inflate;
    // Bytes that were not taken stand after the end.
    while (inflate.bytesWritten === this.#handed) {
      const piece = await this.#pieces.piece();
      if (piece === null) break;
      this.#last = piece;
      this.#handed += piece.length;
      await new Promise<void>((done, failed) => inflate.write(piece, (error) => error ? failed(error) : done()));
    }
    if (inflate.bytesWritten < this.#handed) return;
    // Without this, what was decompressed last is thrown away when the end turns out to be missing.
    await new Promise<void>((done) => inflate.flush(constants.Z_SYNC_FLUSH, () => done()));
    inflate.end();
  }

  /** Gives back what stands after the end. */
  giveBack(): void {
    const over = this.#handed - this.#inflate.bytesWritten;
    this.#pieces.giveBack(this.#last.subarray(this.#last.length - over));
  }
}

/** Reads over a member's header (RFC 1952, 2.3). */
async function skipHeader(pieces: Pieces): Promise<void> {
  const start = [await pieces.byte(), await pieces.byte(), await pieces.byte()];
  if (start[0] !== GZIP_MAGIC[0] || start[1] !== GZIP_MAGIC[1] || start[2] !== DEFLATE) {
    throw new CompressionDamage("gzip", "damaged");
  }
  const flags = await pieces.byte();
  let skipped = UNUSED_FIELDS;
  for (; skipped > 0; skipped--) await pieces.byte();
  if (flags & EXTRA) {
    skipped = await pieces.byte() + (await pieces.byte() << 8);
    for (; skipped > 0; skipped--) await pieces.byte();
  }
  for (const text of [NAME, COMMENT]) {
    while ((flags & text) !== 0 && await pieces.byte() !== 0);
  }
  for (skipped = flags & HEADER_CHECKSUM; skipped > 0; skipped--) await pieces.byte();
}

/** True where a member begins, false at the end. @throws {GzipDamage} where something else stands. */
async function anotherMember(pieces: Pieces): Promise<boolean> {
  let next = await pieces.peek();
  if (next === GZIP_MAGIC[0]) return true;
  for (; next === 0; next = await pieces.peek()) await pieces.byte();
  if (next !== null) throw new CompressionDamage("gzip", "goes on");
  return false;
}
