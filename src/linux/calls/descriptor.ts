/**
 * A file descriptor as a resource: read and write without waiting, close once.
 */
import { check, SystemCallError, wouldWait } from "./errors.ts";
import { errno, libc } from "./libc.ts";

export class Descriptor implements Disposable {
  #closed = false;
  constructor(readonly fd: number) {}

  /** Reads what is there into `buffer`: the number of bytes, 0 at the end, -1 where reading would have to wait. */
  read(buffer: Uint8Array<ArrayBuffer>): number {
    return this.#result(libc().read(this.fd, buffer, BigInt(buffer.byteLength)), "read");
  }

  /** Writes `bytes`: how many were taken, -1 where none could be taken without waiting. */
  write(bytes: Uint8Array<ArrayBuffer>): number {
    return this.#result(libc().write(this.fd, bytes, BigInt(bytes.byteLength)), "write");
  }

  #result(result: bigint, call: string): number {
    if (result >= 0n) return Number(result);
    const code = errno();
    // A connection that Fast Open has only begun says so of the first bytes written to it.
    if (wouldWait(code)) return -1;
    throw new SystemCallError(call, code);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    libc().close(this.fd);
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Opens a file by path; `mode` is that of a file it makes. Throws `SystemCallError`. */
export function openDescriptor(path: string, flags: number, mode = 0): Descriptor {
  return new Descriptor(check(libc().open(cString(path), flags, mode), `open ${path}`));
}

/** `text` as bytes with the zero that ends it. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text + "\0");
}
