/**
 * A TCP connection from a local port of one's choice, which `Deno.connect` cannot make. Two hosts that connect to each
 * other's chosen port at the same time open one connection together (RFC 9293 3.5, figure 7).
 */
import {
  AF_INET,
  POLLIN,
  POLLOUT,
  SHUT_WR,
  SO_ERROR,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_STREAM,
  SOL_SOCKET,
} from "./calls/constants.ts";
import { Descriptor } from "./calls/descriptor.ts";
import { check, EINPROGRESS, SystemCallError } from "./calls/errors.ts";
import { socketAddress } from "./interface.ts";
import { errno, libc } from "./calls/libc.ts";
import { PollSet } from "./poll.ts";

/** Longest single wait on another thread: a process that ends does not wait longer for it. */
const WAIT = 100e6;

/** Reads and writes as a `Deno.Conn` does. */
export class BoundConnection {
  readonly #socket: Descriptor;
  readonly #readable: PollSet;
  readonly #writable: PollSet;

  constructor(socket: Descriptor) {
    this.#socket = socket;
    this.#readable = new PollSet([socket], POLLIN);
    this.#writable = new PollSet([socket], POLLOUT);
  }

  /** The number of bytes read, null at the end of the stream. */
  async read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null> {
    for (;;) {
      const length = this.#socket.read(buffer);
      if (length >= 0) return length === 0 ? null : length;
      await this.#readable.wait(WAIT);
    }
  }

  /** The number of bytes taken. */
  async write(bytes: Uint8Array): Promise<number> {
    const copy = bytes.slice();
    for (;;) {
      const length = this.#socket.write(copy);
      if (length >= 0) return length;
      await this.#writable.wait(WAIT);
    }
  }

  /** Sends FIN; reading goes on. */
  closeWrite(): Promise<void> {
    check(libc().shutdown(this.#socket.fd, SHUT_WR), "shutdown");
    return Promise.resolve();
  }

  close(): void {
    this.#socket.close();
  }

  /** Resolves once the connection stands; rejects with what the kernel says. */
  async established(): Promise<void> {
    do {
      await this.#writable.wait(WAIT);
    } while (this.#writable.found(0) === 0);
    const value = new Uint8Array(4);
    const length = new Uint8Array(new Uint32Array([4]).buffer);
    check(libc().getsockopt(this.#socket.fd, SOL_SOCKET, SO_ERROR, value, length), "getsockopt SO_ERROR");
    const error = new DataView(value.buffer).getInt32(0, true);
    if (error !== 0) throw new SystemCallError("connect", error);
  }
}

export interface BoundConnectOptions {
  readonly localPort: number;
  /** IPv4 address of the peer, dotted. */
  readonly address: string;
  readonly port: number;
}

/** Binds to `localPort` and connects. Rejects with `SystemCallError`. */
export async function connectFrom({ localPort, address, port }: BoundConnectOptions): Promise<BoundConnection> {
  const type = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
  const socket = new Descriptor(check(libc().socket(AF_INET, type, 0), "socket"));
  try {
    const local = socketAddress("0.0.0.0", localPort);
    check(libc().bind(socket.fd, local, local.byteLength), "bind");
    const remote = socketAddress(address, port);
    if (libc().connect(socket.fd, remote, remote.byteLength) < 0) {
      const code = errno();
      if (code !== EINPROGRESS) throw new SystemCallError("connect", code);
    }
    const connection = new BoundConnection(socket);
    await connection.established();
    return connection;
  } catch (error) {
    socket.close();
    throw error;
  }
}
