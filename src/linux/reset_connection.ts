/**
 * Ending one of this process's own TCP connections under whatever waits on it: the calls of Deno that would do that
 * (`close`, `closeWrite`) may themselves wait for a write that the peer's closed window keeps from ending.
 *
 * The descriptor is found by the connection's two addresses, which no other connection has at the same time. Everything
 * happens within one synchronous call on the thread that owns the connection, so the number cannot come to mean another
 * one in between.
 */
import { AF_INET, AF_INET6, SHUT_RDWR, SO_LINGER, SOL_SOCKET } from "./calls/constants.ts";
import { libc } from "./calls/libc.ts";
import { SOCKADDR_IN6 } from "./calls/structs.ts";
import { canonicalIpv6, decodeSocketName } from "./sockets/socket_address.ts";

/** A TCP connection as both its ends name it. */
export interface ConnectionAddresses {
  readonly localAddr: Deno.Addr;
  readonly remoteAddr: Deno.Addr;
}

/** Numbers that are tried where Deno has not noted one. */
const MOST_DESCRIPTORS = 65_536;

/**
 * Resets the connection (RST): what was not sent is thrown away, a pending read or write ends. A FIN would leave the
 * kernel holding what was not sent for as long as the peer keeps its window closed. Gives false where the connection is
 * not found, or no TCP. Throws `Failure` where the C library may not be called.
 */
export function resetConnection(connection: ConnectionAddresses): boolean {
  const descriptor = findDescriptor(connection);
  if (descriptor === null) return false;
  // struct linger { int l_onoff; int l_linger; }: the last close discards and resets.
  libc().setsockopt(descriptor, SOL_SOCKET, SO_LINGER, new Uint8Array(new Int32Array([1, 0]).buffer), 8);
  libc().shutdown(descriptor, SHUT_RDWR);
  return true;
}

function findDescriptor(connection: ConnectionAddresses): number | null {
  const remote = nameOf(connection.remoteAddr);
  const local = nameOf(connection.localAddr);
  if (remote === null || local === null) return null;
  const matches = (descriptor: number) =>
    addressOf(descriptor, "getpeername") === remote && addressOf(descriptor, "getsockname") === local;
  const likely = likelyDescriptor(connection);
  if (likely !== null && matches(likely)) return likely;
  // The kernel gives the lowest free number, so open descriptors are found near the beginning.
  for (let descriptor = 0; descriptor < MOST_DESCRIPTORS; descriptor++) if (matches(descriptor)) return descriptor;
  return null;
}

/** Deno notes the number on some of its connections. It is believed only if the addresses agree. */
function likelyDescriptor(connection: object): number | null {
  const key = Object.getOwnPropertySymbols(connection).find(({ description }) => description === "Deno.internal.fd");
  const value = key === undefined ? undefined : (connection as Record<symbol, unknown>)[key];
  return typeof value === "number" ? value : null;
}

function nameOf(address: Deno.Addr): string | null {
  return address.transport === "tcp" ? `${canonical(address.hostname)} ${address.port}` : null;
}

function addressOf(descriptor: number, call: "getpeername" | "getsockname"): string | null {
  const bytes = new Uint8Array(SOCKADDR_IN6.size);
  const length = new Uint8Array(new Uint32Array([SOCKADDR_IN6.size]).buffer);
  if (libc()[call](descriptor, bytes, length) !== 0) return null;
  const family = new DataView(bytes.buffer).getUint16(0, true);
  if (family !== AF_INET && family !== AF_INET6) return null;
  const { address, port } = decodeSocketName(bytes);
  return `${address} ${port}`;
}

function canonical(hostname: string): string {
  return hostname.includes(":") ? canonicalIpv6(hostname) : hostname;
}
