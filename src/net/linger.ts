/**
 * The end of a connection that has just been answered for the last time. Closing at once while the peer still sends
 * makes the kernel answer with RST, and the RST can destroy the answer before the peer has read it. So: send FIN, read
 * and throw away what still comes until the peer's FIN, and only then close (RFC 9112 9.6).
 */

/** What lingering needs of a `Deno.TcpConn`, `TlsConn` or `UnixConn`. */
export interface LingeringConn {
  read(buffer: Uint8Array): Promise<number | null>;
  closeWrite(): Promise<void>;
  close(): void;
}

export interface LingerOptions {
  /** Bytes thrown away at most before the connection is closed regardless. */
  readonly maximum: number;
  /** Buffer to read into; its contents are lost. */
  readonly buffer: Uint8Array;
}

/**
 * Half-closes, drains to the peer's end of stream or to `maximum` bytes, closes. Never rejects. The caller's deadline
 * ends it early by closing the connection: the read then fails and this returns.
 */
export async function lingerAndClose(conn: LingeringConn, options: LingerOptions): Promise<void> {
  try {
    await conn.closeWrite();
    for (let drained = 0; drained < options.maximum;) {
      const count = await conn.read(options.buffer);
      if (count === null) break;
      drained += count;
    }
  } catch {
    // The peer reset or the deadline closed the connection: there is nobody left to be careful for.
  }
  closeQuietly(conn);
}

/** Closes a resource that may have been closed already. */
export function closeQuietly(resource: { close(): void }): void {
  try {
    resource.close();
  } catch {
    // Closed by a deadline or a stop a moment earlier.
  }
}
