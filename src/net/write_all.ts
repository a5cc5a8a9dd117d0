/**
 * Complete writes. One `write` may take fewer bytes than it was given: the socket's send buffer holds only so much, and
 * the rest has to wait until the peer has acknowledged some of it.
 */

/** Anything that takes bytes the way a `Deno.Conn` does. */
export interface ByteWriter {
  write(bytes: Uint8Array): Promise<number>;
}

/** Called after each partial write with the number of bytes the kernel has just taken. */
export type OnProgress = (bytes: number) => void;

/**
 * Writes every byte, in order. Resolves once the kernel has taken the last one, so that a caller who awaits it never
 * holds more than `bytes` for a slow reader. Rejects as `write` does: reset, broken pipe, closed.
 */
export async function writeAll(writer: ByteWriter, bytes: Uint8Array, onProgress?: OnProgress): Promise<void> {
  let written = await writer.write(bytes);
  onProgress?.(written);
  while (written < bytes.length) {
    const taken = await writer.write(bytes.subarray(written));
    onProgress?.(taken);
    written += taken;
  }
}
