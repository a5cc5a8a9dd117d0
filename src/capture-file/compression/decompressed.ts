/** Compression around a capture: which one it is, told by the first bytes, and the bytes inside. */
import type { ByteSource } from "../byte_source.ts";
import { GunzipSource, isGzip } from "./gzip.ts";
import { isZstd, ZstdSource } from "./zstd.ts";

/** Bytes of a file that tell its compression. */
export const COMPRESSION_BYTES = 4;

export type Compression = "gzip" | "zstd";

/** Decompressed bytes; `close` stops decompression where the reader wants no more. */
export interface DecompressedSource extends ByteSource {
  close(): void;
}

/** How a file that begins with `start` is compressed; null where it is not. */
export function compressionOf(start: Uint8Array): Compression | null {
  return isGzip(start) ? "gzip" : isZstd(start) ? "zstd" : null;
}

/** The bytes inside. Its `read` throws `CompressionDamage`. */
export function decompressed(source: ByteSource, compression: Compression): DecompressedSource {
  return compression === "gzip" ? new GunzipSource(source) : new ZstdSource(source);
}
