/**
 * A veth pair whose far end ends in a packet socket: for hosts of the lab where /dev/net/tun is not open to users. The
 * far end is in a namespace of its own, so programs of the host do not see it.
 */
import {
  CLONE_NEWNET,
  ETHTOOL_SGSO,
  ETHTOOL_SSG,
  ETHTOOL_STSO,
  ETHTOOL_STXCSUM,
  IFF_NOARP,
  NETLINK_ROUTE,
  O_CLOEXEC,
  O_RDONLY,
  SIOCETHTOOL,
} from "../calls/constants.ts";
import { type Descriptor, openDescriptor } from "../calls/descriptor.ts";
import { check } from "../calls/errors.ts";
import { libc } from "../calls/libc.ts";
import { addressOf, allocate } from "../calls/memory.ts";
import { IFREQ } from "../calls/structs.ts";
import { openFrameSocket } from "../frames/frame_socket.ts";
import { FAR_ADDRESS, NEAR_ADDRESS } from "../frames/ethernet.ts";
import { bringUp, interfaceIndex, interfaceRequest } from "./interface.ts";
import { vethMessage } from "../netlink/veth_message.ts";
import { NetlinkSocket } from "../netlink_socket.ts";
import { writeSystemFile } from "../system_file.ts";

const FAR_NAME = "wire0";

export interface VethOptions {
  /** Name of the interface in this process's namespace. */
  readonly name: string;
  readonly mtu: number;
  /** The host leaves segmentation and checksums to the card, which is the packet socket. */
  readonly offload: boolean;
}

/** The namespace of a process: a descriptor of it. Throws `SystemCallError`. */
export function namespaceOf(process: number | "self"): Descriptor {
  return openDescriptor(`/proc/${process}/ns/net`, O_RDONLY | O_CLOEXEC);
}

/**
 * Makes the pair; gives the packet socket at its far end, which is in the namespace `outside`. The near end is down and
 * without an address. Throws `SystemCallError`.
 */
export function openVeth({ name, mtu, offload }: VethOptions, outside: Descriptor): Descriptor {
  using inside = namespaceOf("self");
  const socket = within(outside, inside, () => {
    quietIpv6();
    using netlink = NetlinkSocket.open(NETLINK_ROUTE);
    const pair = {
      here: { name: FAR_NAME, address: FAR_ADDRESS },
      there: { name, address: NEAR_ADDRESS },
      namespace: inside.fd,
      mtu,
    };
    netlink.ask(vethMessage(pair, 1), "netlink RTM_NEWLINK veth");
    bringUp(FAR_NAME, IFF_NOARP);
    return openFrameSocket(interfaceIndex(FAR_NAME), { mtu, offload });
  });
  if (!offload) withoutOffload(name);
  return socket;
}

/** Does `work` with this thread in another namespace. Only calls that do not wait may be in it. */
function within<T>(outside: Descriptor, inside: Descriptor, work: () => T): T {
  check(libc().setns(outside.fd, CLONE_NEWNET), "setns");
  try {
    return work();
  } finally {
    check(libc().setns(inside.fd, CLONE_NEWNET), "setns");
  }
}

/** The far end has no address and speaks to nobody. */
function quietIpv6(): void {
  try {
    writeSystemFile("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
  } catch {
    // A kernel without IPv6.
  }
}

/** The kernel does the work of the card itself: every frame is one packet with its checksum. */
function withoutOffload(name: string): void {
  using socket = NetlinkSocket.open(NETLINK_ROUTE);
  for (const feature of [ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SSG, ETHTOOL_STXCSUM]) {
    const value = allocate(8);
    new DataView(value.buffer).setUint32(0, feature, true);
    const request = interfaceRequest(name);
    request.view.setBigUint64(IFREQ.address, addressOf(value), true);
    check(libc().ioctl(socket.descriptor.fd, SIOCETHTOOL, request.bytes), "ioctl SIOCETHTOOL");
  }
}
