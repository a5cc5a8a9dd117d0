/**
 * A `Deno.Conn` as the stream that `node:tls` works on.
 */
import { Buffer } from "node:buffer";
import { Duplex } from "node:stream";
import { closeQuietly } from "./linger.ts";
import { writeAll } from "./write_all.ts";

/** A TLS record with its header and tag, and a little more (RFC 8446 5.2). */
const READ = 17 << 10;

type Done = (error?: Error | null) => void;

export class ConnStream extends Duplex {
  readonly #conn: Deno.Conn;
  #first: Uint8Array | null;

  /** @param first Bytes that have been read from the connection already. */
  constructor(conn: Deno.Conn, first: Uint8Array) {
    super({ allowHalfOpen: true });
    this.#conn = conn;
    this.#first = first;
  }

  override _read(): void {
    if (this.#first !== null) {
      const first = this.#first;
      this.#first = null;
      this.push(Buffer.from(first));
      return;
    }
    const buffer = new Uint8Array(READ);
    this.#conn.read(buffer).then(
      (count) => void this.push(count === null ? null : Buffer.from(buffer.buffer, 0, count)),
      (error) => void this.destroy(error),
    );
  }

  override _write(bytes: Uint8Array, _encoding: string, done: Done): void {
    writeAll(this.#conn, bytes).then(() => done(), done);
  }

  override _final(done: Done): void {
    this.#conn.closeWrite().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: Done): void {
    closeQuietly(this.#conn);
    done(error);
  }
}
