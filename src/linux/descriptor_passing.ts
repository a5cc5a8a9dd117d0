/**
 * Handing an open descriptor to another process over a socket pair (unix(7), SCM_RIGHTS). A pair needs no path, so
 * there is no socket file to leave behind.
 */
import { AF_UNIX, F_SETFD, SCM_RIGHTS, SOCK_CLOEXEC, SOCK_SEQPACKET, SOL_SOCKET } from "./calls/constants.ts";
import { Descriptor } from "./calls/descriptor.ts";
import { check } from "./calls/errors.ts";
import { libc } from "./calls/libc.ts";
import { addressOf, allocate } from "./calls/memory.ts";
import { CMSGHDR, IOVEC, MSGHDR } from "./calls/structs.ts";

/** A socket pair: one end for this process, the other is inherited by the processes it starts until it is closed. */
export function socketPair(): { ours: Descriptor; theirs: Descriptor } {
  const pair = new Int32Array(2);
  const bytes = new Uint8Array(pair.buffer);
  check(libc().socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, bytes), "socketpair");
  const [ours, theirs] = [new Descriptor(pair[0] ?? -1), new Descriptor(pair[1] ?? -1)];
  check(libc().fcntl(theirs.fd, F_SETFD, 0), "fcntl");
  return { ours, theirs };
}

/** Sends a copy of `descriptor` over `socket`. Throws `SystemCallError`. */
export function sendDescriptor(socket: Descriptor, descriptor: Descriptor): void {
  const message = new Message();
  message.control.setBigUint64(CMSGHDR.length, BigInt(CMSGHDR.lengthWithOneFd), true);
  message.control.setInt32(CMSGHDR.level, SOL_SOCKET, true);
  message.control.setInt32(CMSGHDR.type, SCM_RIGHTS, true);
  message.control.setInt32(CMSGHDR.data, descriptor.fd, true);
  check(libc().sendmsg(socket.fd, message.header, 0), "sendmsg");
}

/** Takes the descriptor that the other end sent; waits for it. Gives null where the other end closed without. */
export function receiveDescriptor(socket: Descriptor): Descriptor | null {
  const message = new Message();
  const length = check(libc().recvmsg(socket.fd, message.header, MSG_CMSG_CLOEXEC), "recvmsg");
  if (length === 0 || message.control.getInt32(CMSGHDR.type, true) !== SCM_RIGHTS) return null;
  return new Descriptor(message.control.getInt32(CMSGHDR.data, true));
}

const MSG_CMSG_CLOEXEC = 0x40000000;

/** A `struct msghdr` with one byte of data and room for one descriptor; the parts live as long as it does. */
class Message {
  readonly header = allocate(MSGHDR.size);
  readonly control: DataView;
  readonly #parts = [allocate(1), allocate(IOVEC.size), allocate(CMSGHDR.size)] as const;

  constructor() {
    const [data, vector, control] = this.#parts;
    this.control = new DataView(control.buffer);
    const iov = new DataView(vector.buffer);
    iov.setBigUint64(IOVEC.base, addressOf(data), true);
    iov.setBigUint64(IOVEC.length, BigInt(data.byteLength), true);
    const view = new DataView(this.header.buffer);
    view.setBigUint64(MSGHDR.iov, addressOf(vector), true);
    view.setBigUint64(MSGHDR.iovlen, 1n, true);
    view.setBigUint64(MSGHDR.control, addressOf(control), true);
    view.setBigUint64(MSGHDR.controllen, BigInt(control.byteLength), true);
  }
}
