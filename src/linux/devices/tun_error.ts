/**
 * What a user can do about a TUN device that cannot be made.
 */
import { EACCES, EBUSY, ENODEV, ENOENT, ENXIO, EPERM, type SystemCallError } from "../calls/errors.ts";
import { TUN_PATH } from "./tun.ts";

/** The line for the user. */
export function explainTunError(error: SystemCallError): string {
  switch (error.errno) {
    case ENOENT:
    case ENODEV:
    case ENXIO:
      return `No TUN device: ${TUN_PATH} is missing; load the kernel module with: sudo modprobe tun`;
    case EACCES:
    case EPERM:
      return error.call.startsWith("open")
        ? `No TUN device: ${TUN_PATH} may not be opened by this user; allow it with: sudo chmod 666 ${TUN_PATH}`
        : "No TUN device: this user namespace has no rights over its network; see: tcplab lab --check";
    case EBUSY:
      return "No TUN device: the interface tun0 is in use in the host's namespace";
    default:
      return `No TUN device: ${error.message}`;
  }
}
