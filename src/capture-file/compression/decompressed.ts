/** The bytes inside a compressed capture. */
import type { ByteSource } from "../byte_source.ts";
import type { Compression } from "./compression.ts";

/** Decompressed bytes; `close` stops decompression where the reader wants no more. */
export interface DecompressedSource extends ByteSource {
  close(): void;
}

/**
 * The bytes inside. Its `read` throws `CompressionDamage`. What decompresses is loaded only then: the library takes longer to load
 * than most captures to be read.
 */
export async function decompressed(source: ByteSource, compression: Compression): Promise<DecompressedSource> {
  if (compression === "gzip") return new (await import("./gzip.ts")).GunzipSource(source);
  return new (await import("./zstd.ts")).ZstdSource(source);
}
