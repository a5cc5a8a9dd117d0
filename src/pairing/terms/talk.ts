/** Two ends that exchange packets: a TCP conversation, or the datagrams between two ports. */
import type { Endpoint } from "../../analysis/conversation.ts";

/** What the packets of a talk are. */
export type Protocol = "tcp" | "udp" | "icmp" | "icmpv6";

export interface Talk {
  /** Index in its file, among those of its kind. */
  readonly index: number;
  /** ICMP has no ports: they are 0. */
  readonly client: Endpoint;
  readonly server: Endpoint;
}

/** One end as text; the port is left out where there is none. */
export function endText({ address, port }: Endpoint, protocol: Protocol): string {
  if (protocol === "icmp" || protocol === "icmpv6") return address;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
