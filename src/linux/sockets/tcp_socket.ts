/**
 * TCP connections and listeners by the kernel's own calls: with the options, the backlog and the local port that
 * `Deno.connect` and `Deno.listen` do not offer, and with a close that is close(2) and nothing more.
 *
 * Two hosts that connect to each other's chosen port at the same time open one connection together (RFC 9293 3.5, figure 7).
 */
import { SHUT_WR, SO_ERROR, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM, SOL_SOCKET } from "../calls/constants.ts";
import { Descriptor } from "../calls/descriptor.ts";
import { check, EALREADY, EINPROGRESS, EISCONN, ENOENT, SystemCallError, wouldWait } from "../calls/errors.ts";
import { errno, libc } from "../calls/libc.ts";
import { SOCKADDR_IN6 } from "../calls/structs.ts";
import { OpenSocket, openSocket } from "./open_socket.ts";
import { decodeSocketName, encodeSocketName, type SocketName } from "./socket_address.ts";
import type { SocketOptions } from "./socket_options.ts";

/** Reads and writes as a `Deno.Conn` does. */
export class TcpSocket {
  readonly #socket: OpenSocket;

  constructor(socket: OpenSocket) {
    this.#socket = socket;
  }

  /** The number of bytes read, null at the end of the stream. */
  async read(buffer: Uint8Array<ArrayBuffer>): Promise<number | null> {
    const length = await this.#socket.whenReadable(() => this.#socket.descriptor.read(buffer));
    return length === 0 ? null : length;
  }

  /** The number of bytes taken. */
  async write(bytes: Uint8Array): Promise<number> {
    const copy = bytes.slice();
    return await this.#socket.whenWritable(() => this.#socket.descriptor.write(copy));
  }

  set(options: SocketOptions): void {
    this.#socket.set(options);
  }

  /** Sends FIN; reading goes on. */
  closeWrite(): void {
    check(libc().shutdown(this.#socket.fd, SHUT_WR), "shutdown");
  }

  close(): void {
    this.#socket.close();
  }
}

export interface ConnectOptions {
  readonly to: SocketName;
  /** Local port; any where it is left out. */
  readonly from?: number | undefined;
  readonly options?: SocketOptions | undefined;
}

/** Connects. Rejects with `SystemCallError`. */
export async function connectTcp({ to, from, options = {} }: ConnectOptions): Promise<TcpSocket> {
  const any = to.address.includes(":") ? "::" : "0.0.0.0";
  const socket = openSocket(SOCK_STREAM, { address: any, port: from ?? 0 }, { bound: from !== undefined, options });
  try {
    if (!beginConnect(socket, encodeSocketName(to))) await socket.writable();
    throwPending(socket);
    return new TcpSocket(socket);
  } catch (error) {
    socket.close();
    throw error;
  }
}

/** Whether it is connected already. An error number that the runtime overwrote (`wouldWait`) is had by asking once more. */
function beginConnect(socket: OpenSocket, remote: Uint8Array<ArrayBuffer>): boolean {
  for (;;) {
    if (libc().connect(socket.fd, remote, remote.byteLength) >= 0) return true;
    const code = errno();
    if (code === EISCONN) return true;
    if (code === EINPROGRESS || code === EALREADY) return false;
    if (code !== ENOENT) throw new SystemCallError("connect", code);
  }
}

/** Throws the error that a call without waiting left behind. */
function throwPending(socket: OpenSocket): void {
  const value = new Uint8Array(4);
  const length = new Uint8Array(new Uint32Array([4]).buffer);
  check(libc().getsockopt(socket.fd, SOL_SOCKET, SO_ERROR, value, length), "getsockopt SO_ERROR");
  const error = new DataView(value.buffer).getInt32(0, true);
  if (error !== 0) throw new SystemCallError("connect", error);
}

export interface ListenOptions {
  readonly on: SocketName;
  /** Connections that may wait to be accepted; Linux lets one more in. */
  readonly backlog?: number | undefined;
  /** Those of the connections that come. */
  readonly options?: SocketOptions | undefined;
}

const BACKLOG = 128;

export class TcpSocketListener {
  readonly #socket: OpenSocket;

  /** Listens. Throws `SystemCallError`. */
  constructor({ on, backlog = BACKLOG, options = {} }: ListenOptions) {
    this.#socket = openSocket(SOCK_STREAM, on, { bound: true, options, listens: true });
    check(libc().listen(this.#socket.fd, backlog), "listen");
  }

  /** The next connection, and who opened it. */
  async accept(): Promise<{ readonly socket: TcpSocket; readonly peer: SocketName }> {
    const name = new Uint8Array(SOCKADDR_IN6.size);
    const fd = await this.#socket.whenReadable(() => {
      const length = new Uint8Array(new Uint32Array([name.byteLength]).buffer);
      const result = libc().accept4(this.#socket.fd, name, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (result >= 0) return result;
      const code = errno();
      if (wouldWait(code)) return -1;
      throw new SystemCallError("accept", code);
    });
    return { socket: new TcpSocket(new OpenSocket(new Descriptor(fd))), peer: decodeSocketName(name) };
  }

  close(): void {
    this.#socket.close();
  }
}
