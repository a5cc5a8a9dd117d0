/**
 * `struct sockaddr_in` and `sockaddr_in6` (netinet/in.h): addresses as system calls take and give them.
 */
import { AF_INET, AF_INET6 } from "../calls/constants.ts";
import { SOCKADDR_IN, SOCKADDR_IN6 } from "../calls/structs.ts";

/** An address and a port as people write them. */
export interface SocketName {
  readonly address: string;
  readonly port: number;
}

/** The family of an address as it is written. */
export function familyOf(address: string): number {
  return address.includes(":") ? AF_INET6 : AF_INET;
}

/** The bytes of an address: dotted for IPv4, with colons (and no IPv4 part) for IPv6. */
export function encodeSocketName({ address, port }: SocketName): Uint8Array<ArrayBuffer> {
  const family = familyOf(address);
  const layout = family === AF_INET ? SOCKADDR_IN : SOCKADDR_IN6;
  const bytes = new Uint8Array(layout.size);
  const view = new DataView(bytes.buffer);
  view.setUint16(layout.family, family, true);
  view.setUint16(layout.port, port);
  bytes.set(family === AF_INET ? address.split(".").map(Number) : ipv6Bytes(address), layout.address);
  return bytes;
}

/** An address that a call gave. */
export function decodeSocketName(bytes: Uint8Array<ArrayBuffer>): SocketName {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const ipv4 = view.getUint16(0, true) === AF_INET;
  const port = view.getUint16(SOCKADDR_IN.port);
  if (!ipv4) return { address: ipv6Address(view), port };
  return { address: bytes.subarray(SOCKADDR_IN.address, SOCKADDR_IN.address + 4).join("."), port };
}

function ipv6Address(view: DataView): string {
  const groups = Array.from({ length: 8 }, (_, index) => view.getUint16(SOCKADDR_IN6.address + 2 * index).toString(16));
  return canonicalIpv6(groups.join(":"));
}

/** IPv6 addresses have many forms; the URL standard has one. */
export function canonicalIpv6(address: string): string {
  return new URL(`http://[${address.replace(/%.*$/, "")}]/`).hostname.slice(1, -1);
}

/** `10.0.2.4:5050`, `[fd00::4]:5050`. */
export function socketNameText({ address, port }: SocketName): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** The 16 bytes of an IPv6 address without an IPv4 part. */
export function ipv6Bytes(address: string): Uint8Array<ArrayBuffer> {
  const [before = "", after] = address.split("::");
  const groups = (text: string) => text === "" ? [] : text.split(":").map((group) => parseInt(group, 16));
  const [head, tail] = [groups(before), groups(after ?? "")];
  const words = [...head, ...new Array(8 - head.length - tail.length).fill(0), ...tail];
  return Uint8Array.from(words.flatMap((word) => [word >> 8, word & 0xff]));
}
