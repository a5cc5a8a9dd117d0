/** Where the hosts are. */
import type { End } from "./wire/end.ts";

/** Addresses of the hosts, in one network of 24 bits. */
export const ADDRESSES: Readonly<Record<End, string>> = { client: "10.0.2.4", server: "10.0.2.15" };

/** Their IPv6 addresses, where they have any, in one network of 64 bits. */
export const IPV6_ADDRESSES: Readonly<Record<End, string>> = { client: "fd00::4", server: "fd00::15" };
