/** Two sockets that are connected with each other and keep the borders of what is written (unix(7)); neither ever waits. */
import { AF_UNIX, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_SEQPACKET } from "../calls/constants.ts";
import { Descriptor } from "../calls/descriptor.ts";
import { check } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";

/** A new pair. Throws `SystemCallError`. */
export function packetPair(): [Descriptor, Descriptor] {
  const numbers = new Int32Array(2);
  const type = SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC;
  check(libc().socketpair(AF_UNIX, type, 0, new Uint8Array(numbers.buffer)), "socketpair");
  return [new Descriptor(numbers[0] ?? -1), new Descriptor(numbers[1] ?? -1)];
}
