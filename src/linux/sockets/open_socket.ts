/**
 * What all sockets share: a descriptor that does not block, waits for it on another thread, and an end of both.
 */
import { POLLIN, POLLOUT, SO_REUSEADDR, SOCK_CLOEXEC, SOCK_NONBLOCK, SOL_SOCKET } from "../calls/constants.ts";
import { Descriptor } from "../calls/descriptor.ts";
import { check, EBADF, SystemCallError } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";
import { PollSet } from "../poll.ts";
import { encodeSocketName, familyOf, type SocketName } from "./socket_address.ts";
import { setSocketOptions, type SocketOptions } from "./socket_options.ts";

/** Longest single wait on another thread, ns: whoever closes a socket, or ends, does not wait longer for it. */
const WAIT = 100e6;

export class OpenSocket implements Disposable {
  readonly descriptor: Descriptor;
  readonly #readable: PollSet;
  readonly #writable: PollSet;
  #closed = false;

  constructor(descriptor: Descriptor) {
    this.descriptor = descriptor;
    this.#readable = new PollSet([descriptor], POLLIN);
    this.#writable = new PollSet([descriptor], POLLOUT);
  }

  get fd(): number {
    return this.descriptor.fd;
  }

  set(options: SocketOptions, kind: { readonly listens?: boolean } = {}): void {
    setSocketOptions(this.fd, options, kind);
  }

  /** Tries until the call does not have to wait any more; -1 is a call that would have to. Throws once closed. */
  async whenReadable(call: () => number): Promise<number> {
    return await this.#until(call, this.#readable);
  }

  async whenWritable(call: () => number): Promise<number> {
    return await this.#until(call, this.#writable);
  }

  /** Resolves once the socket can be written to, or has failed. */
  async writable(): Promise<void> {
    do {
      await this.#writable.wait(WAIT);
      this.#assertOpen();
    } while (this.#writable.found(0) === 0);
  }

  /** Closes by close(2) alone: FIN where everything that arrived was read, RST where bytes were left unread. */
  close(): void {
    this.#closed = true;
    this.descriptor.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #until(call: () => number, ready: PollSet): Promise<number> {
    for (;;) {
      this.#assertOpen();
      const result = call();
      if (result >= 0) return result;
      await ready.wait(WAIT);
    }
  }

  #assertOpen(): void {
    if (this.#closed) throw new SystemCallError("use of a closed socket", EBADF);
  }
}

/** A socket of the family of `name`, bound to it where `bound`; with `options` from the beginning. Throws `SystemCallError`. */
export function openSocket(
  kind: number,
  name: SocketName,
  { bound = false, options = {}, listens = false }: {
    readonly bound?: boolean;
    readonly options?: SocketOptions;
    readonly listens?: boolean;
  } = {},
): OpenSocket {
  const type = kind | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const socket = new OpenSocket(new Descriptor(check(libc().socket(familyOf(name.address), type, 0), "socket")));
  try {
    socket.set(options, { listens });
    if (!bound) return socket;
    const on = new Uint8Array(new Int32Array([1]).buffer);
    check(libc().setsockopt(socket.fd, SOL_SOCKET, SO_REUSEADDR, on, on.byteLength), "setsockopt SO_REUSEADDR");
    const local = encodeSocketName(name);
    check(libc().bind(socket.fd, local, local.byteLength), "bind");
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}
