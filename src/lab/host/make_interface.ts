/**
 * The host's network interface: a TUN device, or one end of a veth pair.
 */
import { HostsUnavailable } from "./hosts_unavailable.ts";
import type { Descriptor } from "../../linux/calls/descriptor.ts";
import { SystemCallError } from "../../linux/calls/errors.ts";
import { addIpv6Address, configureInterface } from "../../linux/devices/interface.ts";
import { IFF_NOARP } from "../../linux/calls/constants.ts";
import { namespaceOf, openVeth, type VethOptions } from "../../linux/devices/veth.ts";
import { limitPeer } from "../../linux/devices/limit_peer.ts";
import type { RouteLimits } from "../../linux/netlink/route_message.ts";
import { WAITING_PACKETS } from "../../linux/frames/frame_socket.ts";
import { setQueueLength } from "../../linux/devices/queue_length.ts";
import { openTun } from "../../linux/devices/tun.ts";
import { explainTunError } from "../../linux/devices/tun_error.ts";

/** How hosts are given their interfaces. */
export type InterfaceWay = "tun" | "veth";

export interface InterfaceWishes {
  readonly way: InterfaceWay;
  readonly address: string;
  readonly ipv6: string | null;
  readonly mtu: number;
  readonly offload: boolean;
  readonly outside: number;
  readonly limits: RouteLimits | null;
  readonly peers: readonly string[];
}

const IPV6_PREFIX = 64;

/**
 * Takes what it needs of the world outside at once; the function it gives makes the interface and gives the other end of
 * its cable.
 */
export function makeInterface(wishes: InterfaceWishes): () => Descriptor {
  const { way, address, ipv6, mtu, offload, limits, peers } = wishes;
  const outside = way === "veth" ? namespaceOf(wishes.outside) : null;
  return () => {
    const name = interfaceName(way);
    const cable = outside === null ? makeTun(name, offload) : makeVeth(outside, { name, mtu, offload });
    outside?.close();
    // On a wire between two nobody asks for hardware addresses, nor joins the groups in which they are asked for.
    configureInterface(name, { address, netmask: "255.255.255.0", mtu, flags: IFF_NOARP });
    setQueueLength(name, WAITING_PACKETS);
    if (ipv6 !== null) addIpv6Address(name, ipv6, IPV6_PREFIX);
    if (limits !== null) { for (const peer of peers) limitPeer(name, peer, limits); }
    return cable;
  };
}

/** The name that the host's programs see. */
export function interfaceName(way: InterfaceWay): string {
  return way === "tun" ? "tun0" : "eth0";
}

function makeVeth(outside: Descriptor, options: VethOptions): Descriptor {
  try {
    return openVeth(options, outside);
  } catch (error) {
    if (!(error instanceof SystemCallError)) throw error;
    throw new HostsUnavailable(`No veth pair: ${error.message}; load the kernel module with: sudo modprobe veth`);
  }
}

/** Makes the interface, or says in one line what keeps it from being made. */
function makeTun(name: string, offload: boolean): Descriptor {
  try {
    return openTun(name, offload);
  } catch (error) {
    if (error instanceof SystemCallError) throw new HostsUnavailable(explainTunError(error));
    throw error;
  }
}
