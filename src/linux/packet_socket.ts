/**
 * Packet sockets (packet(7)): a copy of every packet an interface sends or receives.
 */
import { Failure } from "../base/failure.ts";
import { AF_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC, SOCK_CLOEXEC, SOL_PACKET } from "./calls/constants.ts";
import { Descriptor } from "./calls/descriptor.ts";
import { check, EACCES, EPERM, SystemCallError } from "./calls/errors.ts";
import { libc } from "./calls/libc.ts";
import { PACKET_MREQ } from "./calls/structs.ts";

/**
 * Opens a packet socket that receives nothing until it is bound. `type` is `SOCK_RAW` (with link-layer headers) or
 * `SOCK_DGRAM` (without). Throws `Failure` where this process may not.
 */
export function openPacketSocket(type: number): Descriptor {
  try {
    return new Descriptor(check(libc().socket(AF_PACKET, type | SOCK_CLOEXEC, 0), "socket AF_PACKET"));
  } catch (error) {
    if (error instanceof SystemCallError && (error.errno === EPERM || error.errno === EACCES)) {
      throw new Failure("capturing needs root or the capability CAP_NET_RAW; run it with sudo");
    }
    throw error;
  }
}

/**
 * Has an interface hand over what it sees of other machines' traffic too, as long as the socket is open: the kernel counts who asks
 * for it. Throws `SystemCallError`.
 */
export function makePromiscuous(socket: Descriptor, interfaceIndex: number): void {
  const request = new Uint8Array(PACKET_MREQ.size);
  const view = new DataView(request.buffer);
  view.setInt32(PACKET_MREQ.ifindex, interfaceIndex, true);
  view.setUint16(PACKET_MREQ.type, PACKET_MR_PROMISC, true);
  check(
    libc().setsockopt(socket.fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, request, PACKET_MREQ.size),
    "setsockopt PACKET_ADD_MEMBERSHIP",
  );
}
