/** Limits of the connections with one peer: a route of its own, with what is offered over it at most. */
import { AF_INET, NETLINK_ROUTE } from "../calls/constants.ts";
import { interfaceIndex } from "./interface.ts";
import { type RouteLimits, routeMessage } from "../netlink/route_message.ts";
import { NetlinkSocket } from "../netlink_socket.ts";
import { familyOf, ipv6Bytes } from "../sockets/socket_address.ts";

/** Limits what this host offers to `peer`, which is behind the interface. Throws `SystemCallError`. */
export function limitPeer(name: string, peer: string, limits: RouteLimits): void {
  const family = familyOf(peer);
  const address = family === AF_INET ? Uint8Array.from(peer.split(".").map(Number)) : ipv6Bytes(peer);
  using netlink = NetlinkSocket.open(NETLINK_ROUTE);
  const route = { family, address, interfaceIndex: interfaceIndex(name), ...limits };
  netlink.ask(routeMessage(route, 1), "netlink RTM_NEWROUTE");
}
