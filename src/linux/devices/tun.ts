/**
 * A TUN device: a network interface whose cable ends in a file descriptor. What the kernel sends on the interface is
 * read from it, one IP packet a read; what is written to it, the kernel receives (Documentation/networking/tuntap.rst).
 */
import {
  IFF_NO_PI,
  IFF_TUN,
  IFF_VNET_HDR,
  O_CLOEXEC,
  O_NONBLOCK,
  O_RDWR,
  TUN_F_CSUM,
  TUN_F_TSO4,
  TUN_F_TSO6,
  TUNSETIFF,
  TUNSETOFFLOAD,
} from "../calls/constants.ts";
import { type Descriptor, openDescriptor } from "../calls/descriptor.ts";
import { check } from "../calls/errors.ts";
import { interfaceRequest } from "./interface.ts";
import { libc } from "../calls/libc.ts";
import { IFREQ } from "../calls/structs.ts";

export const TUN_PATH = "/dev/net/tun";

/**
 * Makes the interface `name` in this process's network namespace; it goes away when the last copy of the descriptor is
 * closed. With `offload` each packet has a virtio header in front, leaves its checksum to the card, and may be a segment
 * of up to 64 KB. Throws `SystemCallError`.
 */
export function openTun(name: string, offload: boolean): Descriptor {
  const tun = openDescriptor(TUN_PATH, O_RDWR | O_NONBLOCK | O_CLOEXEC);
  try {
    const request = interfaceRequest(name);
    request.view.setInt16(IFREQ.flags, IFF_TUN | IFF_NO_PI | (offload ? IFF_VNET_HDR : 0), true);
    check(libc().ioctl(tun.fd, TUNSETIFF, request.bytes), "ioctl TUNSETIFF");
    if (offload) setOffload(tun);
    return tun;
  } catch (error) {
    tun.close();
    throw error;
  }
}

function setOffload(tun: Descriptor): void {
  const features = BigInt(TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6);
  check(libc().ioctl_value(tun.fd, TUNSETOFFLOAD, features), "ioctl TUNSETOFFLOAD");
}
