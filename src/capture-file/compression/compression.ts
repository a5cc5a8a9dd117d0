/** How a file is compressed, as its first bytes tell. */

/** Bytes of a file that tell its compression. */
export const COMPRESSION_BYTES = 4;

/** How a member of a gzip file begins (RFC 1952, 2.3.1). */
export const GZIP_MAGIC: readonly number[] = [0x1f, 0x8b];
/** How a frame of a Zstandard file does (RFC 8878, 3.1.1). */
const ZSTD_MAGIC: readonly number[] = [0x28, 0xb5, 0x2f, 0xfd];

export type Compression = "gzip" | "zstd";

/** How a file that begins with `start` is compressed; null where it is not. */
export function compressionOf(start: Uint8Array): Compression | null {
  const begins = (magic: readonly number[]): boolean => magic.every((byte, at) => start[at] === byte);
  return begins(GZIP_MAGIC) ? "gzip" : begins(ZSTD_MAGIC) ? "zstd" : null;
}
