/**
 * Socket addresses as people read them: in a URL, in a log, and as Python prints them.
 */

/** `10.0.2.4:5050`, `[::1]:5050`, or the path of a Unix socket. */
export function formatAddress(address: Deno.Addr): string {
  if (address.transport === "tcp" || address.transport === "udp") {
    return `${bracketed(address.hostname)}:${address.port}`;
  }
  return address.transport === "unix" || address.transport === "unixpacket" ? address.path : address.transport;
}

/** An address as people know it: an IPv4 client of a listener for both families comes as `::ffff:192.0.2.1`. */
export function plainHostname(hostname: string): string {
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(hostname) ? hostname.slice("::ffff:".length) : hostname;
}

/** The base URL under which a listener is reached from this machine: a wildcard address becomes the loopback one. */
export function formatUrl(address: Deno.Addr, scheme: "http" | "https" = "http"): string {
  if (address.transport === "unix") return `${scheme}+unix://${encodeURIComponent(address.path)}/`;
  if (address.transport !== "tcp") return `${scheme}://${formatAddress(address)}/`;
  const host = address.hostname === "0.0.0.0" ? "127.0.0.1" : address.hostname === "::" ? "::1" : address.hostname;
  return `${scheme}://${bracketed(host)}:${address.port}/`;
}

/** A socket address as Python's `socket` module gives it: a pair for IPv4, four values for IPv6. */
export function formatPythonAddress(address: Deno.Addr): string {
  if (address.transport !== "tcp" && address.transport !== "udp") return "''";
  const { hostname, port } = address;
  return hostname.includes(":") ? `('${hostname}', ${port}, 0, 0)` : `('${hostname}', ${port})`;
}

function bracketed(hostname: string): string {
  return hostname.includes(":") ? `[${hostname}]` : hostname;
}
