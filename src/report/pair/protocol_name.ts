/** How protocols are written: the same in every language. */
import type { Protocol } from "../../pairing/terms/talk.ts";

const NAMES: Readonly<Record<Protocol, string>> = { tcp: "TCP", udp: "UDP", icmp: "ICMP", icmpv6: "ICMPv6" };

export function protocolName(protocol: Protocol): string {
  return NAMES[protocol];
}
