/**
 * The request for a veth pair (veth(4)): two interfaces, each the other end of the other's cable, one of them in another
 * network namespace. No I/O.
 */
import {
  IFF_NOARP,
  IFLA_ADDRESS,
  IFLA_IFNAME,
  IFLA_INFO_DATA,
  IFLA_INFO_KIND,
  IFLA_LINKINFO,
  IFLA_MTU,
  IFLA_NET_NS_FD,
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_EXCL,
  NLM_F_REQUEST,
  RTM_NEWLINK,
  VETH_INFO_PEER,
} from "../calls/constants.ts";
import { IFINFOMSG } from "../calls/structs.ts";
import { type Attribute, encodeNetlink, number32, zeroEnded } from "./message.ts";

export interface VethEnd {
  readonly name: string;
  /** Six bytes. */
  readonly address: Uint8Array;
}

export interface VethPair {
  /** The end in the namespace that is asked. */
  readonly here: VethEnd;
  readonly there: VethEnd;
  /** Descriptor of the other namespace. */
  readonly namespace: number;
  readonly mtu: number;
}

/** The message that makes the pair, both ends without address resolution. */
export function vethMessage({ here, there, namespace, mtu }: VethPair, sequence: number): Uint8Array<ArrayBuffer> {
  const end = ({ name, address }: VethEnd): Attribute[] => [
    { type: IFLA_IFNAME, value: zeroEnded(name) },
    { type: IFLA_ADDRESS, value: address },
    { type: IFLA_MTU, value: number32(mtu) },
  ];
  const flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
  const peer = [interfaceHeader(), ...end(there), { type: IFLA_NET_NS_FD, value: number32(namespace) }];
  return encodeNetlink({ type: RTM_NEWLINK, flags, sequence }, [
    interfaceHeader(),
    ...end(here),
    {
      type: IFLA_LINKINFO,
      value: [
        { type: IFLA_INFO_KIND, value: zeroEnded("veth") },
        { type: IFLA_INFO_DATA, value: [{ type: VETH_INFO_PEER, value: peer }] },
      ],
    },
  ]);
}

/** `struct ifinfomsg` that asks for no address resolution. */
function interfaceHeader(): Uint8Array {
  const bytes = new Uint8Array(IFINFOMSG.size);
  const view = new DataView(bytes.buffer);
  view.setUint32(IFINFOMSG.flags, IFF_NOARP, true);
  view.setUint32(IFINFOMSG.change, IFF_NOARP, true);
  return bytes;
}
