/** Addresses that stand for more than one host. */

/** Broadcast, or multicast (RFC 5771; RFC 4291 2.7). */
export function isForMany(address: string): boolean {
  if (address.includes(":")) return address.startsWith("ff");
  return Number.parseInt(address) >= 224 || address.endsWith(".255");
}
