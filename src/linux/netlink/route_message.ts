/**
 * The request for a route to one host (rtnetlink(7)) with limits for its TCP connections (ip-route(8): advmss, window). No
 * I/O.
 */
import {
  AF_INET,
  NLM_F_ACK,
  NLM_F_CREATE,
  NLM_F_REPLACE,
  NLM_F_REQUEST,
  RT_SCOPE_LINK,
  RT_TABLE_MAIN,
  RTA_DST,
  RTA_METRICS,
  RTA_OIF,
  RTAX_ADVMSS,
  RTAX_WINDOW,
  RTM_NEWROUTE,
  RTN_UNICAST,
  RTPROT_STATIC,
} from "../calls/constants.ts";
import { RTMSG } from "../calls/structs.ts";
import { type Attribute, encodeNetlink, number32 } from "./message.ts";

/** What a host offers to its peers at most; null for as much as it likes. */
export interface RouteLimits {
  /** The largest segment that a SYN offers, bytes. */
  readonly mss: number | null;
  /** The largest window, bytes. */
  readonly window: number | null;
}

export interface HostRoute extends RouteLimits {
  /** `AF_INET` or `AF_INET6`, and the peer's 4 or 16 bytes. */
  readonly family: number;
  readonly address: Uint8Array;
  readonly interfaceIndex: number;
}

/** The message that makes the route, or changes it. */
export function routeMessage(route: HostRoute, sequence: number): Uint8Array<ArrayBuffer> {
  const { family, address, interfaceIndex, mss, window } = route;
  const header = new Uint8Array(RTMSG.size);
  header[RTMSG.family] = family;
  header[RTMSG.destinationLength] = address.length * 8;
  header[RTMSG.table] = RT_TABLE_MAIN;
  header[RTMSG.protocol] = RTPROT_STATIC;
  header[RTMSG.scope] = family === AF_INET ? RT_SCOPE_LINK : 0;
  header[RTMSG.type] = RTN_UNICAST;
  const limits: Attribute[] = [
    ...(mss === null ? [] : [{ type: RTAX_ADVMSS, value: number32(mss) }]),
    ...(window === null ? [] : [{ type: RTAX_WINDOW, value: number32(window) }]),
  ];
  const flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE;
  return encodeNetlink({ type: RTM_NEWROUTE, flags, sequence }, [
    header,
    { type: RTA_DST, value: address },
    { type: RTA_OIF, value: number32(interfaceIndex) },
    { type: RTA_METRICS, value: limits },
  ]);
}
