/**
 * Netlink sockets: requests to the kernel and its answers. A socket speaks to the network namespace in which it was
 * opened, also after it was handed to a process in another one.
 */
import { AF_NETLINK, MSG_DONTWAIT, SOCK_CLOEXEC, SOCK_RAW } from "./calls/constants.ts";
import { Descriptor } from "./calls/descriptor.ts";
import { check, SystemCallError } from "./calls/errors.ts";
import { errno, libc } from "./calls/libc.ts";
import { allocate } from "./calls/memory.ts";
import { decodeNetlink, endOfAnswer, type NetlinkMessage } from "./netlink/message.ts";

/** The kernel fills at most this much at a time of a long answer. */
const BUFFER_LENGTH = 65_536;

export class NetlinkSocket implements Disposable {
  readonly descriptor: Descriptor;
  readonly #buffer = allocate(BUFFER_LENGTH);

  constructor(descriptor: Descriptor) {
    this.descriptor = descriptor;
  }

  /** Opens a socket to one part of the kernel (`NETLINK_...`) of this thread's namespace. Throws `SystemCallError`. */
  static open(protocol: number): NetlinkSocket {
    const fd = check(libc().socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol), "socket AF_NETLINK");
    return new NetlinkSocket(new Descriptor(fd));
  }

  /**
   * Sends a request and takes the answer to its end; `call` names it where it fails. The payloads are those of one
   * buffer that is filled again. Throws `SystemCallError`.
   */
  ask(request: Uint8Array<ArrayBuffer>, call: string, take: (message: NetlinkMessage) => void = () => {}): void {
    check(libc().send(this.descriptor.fd, request, BigInt(request.byteLength), 0), call);
    for (;;) {
      for (const message of decodeNetlink(this.#receive(call))) {
        const error = endOfAnswer(message);
        if (error === 0) return;
        if (error !== null) throw new SystemCallError(call, error);
        take(message);
      }
    }
  }

  /** The kernel has answered by the time `send` returns: where nothing is there, nothing will come. */
  #receive(call: string): Uint8Array {
    const length = libc().recv(this.descriptor.fd, this.#buffer, BigInt(BUFFER_LENGTH), MSG_DONTWAIT);
    if (length < 0n) throw new SystemCallError(call, errno());
    return this.#buffer.subarray(0, Number(length));
  }

  [Symbol.dispose](): void {
    this.descriptor.close();
  }
}
