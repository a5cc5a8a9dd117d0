/** UDP sockets by the kernel's own calls. */
import { SOCK_DGRAM } from "../calls/constants.ts";
import { SystemCallError, wouldWait } from "../calls/errors.ts";
import { errno, libc } from "../calls/libc.ts";
import { SOCKADDR_IN6 } from "../calls/structs.ts";
import { type OpenSocket, openSocket } from "./open_socket.ts";
import { decodeSocketName, encodeSocketName, type SocketName } from "./socket_address.ts";

const LARGEST_DATAGRAM = 65_535;

/** Sends to whom it was opened for, or to whom it last heard of. */
export class UdpSocket {
  readonly #socket: OpenSocket;
  #peer: SocketName | null;

  /** Bound to `on`, with `peer` to send to, if it is known. Throws `SystemCallError`. */
  constructor(on: SocketName, peer: SocketName | null) {
    this.#socket = openSocket(SOCK_DGRAM, on, { bound: true });
    this.#peer = peer;
  }

  /** Sends one datagram. Throws where nobody is known to send it to. */
  async send(bytes: Uint8Array): Promise<void> {
    const copy = bytes.slice();
    if (this.#peer === null) throw new Error("nobody has sent anything to this socket yet");
    const name = encodeSocketName(this.#peer);
    await this.#socket.whenWritable(() =>
      result(libc().sendto(this.#socket.fd, copy, BigInt(copy.byteLength), 0, name, name.byteLength), "sendto")
    );
  }

  /** The next datagram, and who sent it. */
  async receive(): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly peer: SocketName }> {
    const buffer = new Uint8Array(LARGEST_DATAGRAM);
    const name = new Uint8Array(SOCKADDR_IN6.size);
    const length = await this.#socket.whenReadable(() => {
      const size = new Uint8Array(new Uint32Array([name.byteLength]).buffer);
      return result(libc().recvfrom(this.#socket.fd, buffer, BigInt(buffer.byteLength), 0, name, size), "recvfrom");
    });
    this.#peer = decodeSocketName(name);
    return { bytes: buffer.slice(0, length), peer: this.#peer };
  }

  close(): void {
    this.#socket.close();
  }
}

/** -1 where the call would have to wait. */
function result(length: bigint, call: string): number {
  if (length >= 0n) return Number(length);
  const code = errno();
  if (wouldWait(code)) return -1;
  throw new SystemCallError(call, code);
}
