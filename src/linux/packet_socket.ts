/**
 * Packet sockets (packet(7)): a copy of every packet an interface sends or receives.
 */
import { Failure } from "../base/failure.ts";
import { AF_PACKET, SOCK_CLOEXEC } from "./calls/constants.ts";
import { Descriptor } from "./calls/descriptor.ts";
import { check, EACCES, EPERM, SystemCallError } from "./calls/errors.ts";
import { libc } from "./calls/libc.ts";

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
