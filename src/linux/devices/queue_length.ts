/** How many packets may wait for a network interface's device. */
import { IFLA_TXQLEN, NETLINK_ROUTE, NLM_F_ACK, NLM_F_REQUEST, RTM_NEWLINK } from "../calls/constants.ts";
import { IFINFOMSG } from "../calls/structs.ts";
import { interfaceIndex } from "./interface.ts";
import { encodeNetlink, number32 } from "../netlink/message.ts";
import { NetlinkSocket } from "../netlink_socket.ts";

/**
 * Sets the queue of an interface, in packets; a TUN device has 500 by itself. By netlink, which asks for rights in the
 * interface's own namespace only, as the ioctl does not. Throws `SystemCallError`.
 */
export function setQueueLength(name: string, packets: number): void {
  using netlink = NetlinkSocket.open(NETLINK_ROUTE);
  netlink.ask(queueMessage(interfaceIndex(name), packets, 1), "netlink RTM_NEWLINK txqlen");
}

/** The message that sets it (rtnetlink(7)). */
export function queueMessage(interfaceIndex: number, packets: number, sequence: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(IFINFOMSG.size);
  new DataView(header.buffer).setInt32(IFINFOMSG.index, interfaceIndex, true);
  return encodeNetlink({ type: RTM_NEWLINK, flags: NLM_F_REQUEST | NLM_F_ACK, sequence }, [
    header,
    { type: IFLA_TXQLEN, value: number32(packets) },
  ]);
}
