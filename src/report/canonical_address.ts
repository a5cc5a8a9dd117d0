/**
 * An address as a person types it, in the one form in which packets' addresses are printed.
 */

/** IPv4 in dotted decimals, or IPv6 in RFC 5952 form; null where the text is neither. */
export function canonicalAddress(text: string): string | null {
  const ipv4 = canonicalIpv4(text);
  if (ipv4 !== null) return ipv4;
  const bare = text.replace(/^\[(.*)\]$/, "$1");
  if (!/^[0-9a-fA-F:.]+$/.test(bare) || !bare.includes(":")) return null;
  // The URL standard's host serializer writes IPv6 as RFC 5952 4 asks: lower case, the longest run of zeros as "::".
  if (!URL.canParse(`http://[${bare}]/`)) return null;
  return withDottedEnd(new URL(`http://[${bare}]/`).hostname.slice(1, -1));
}

/** An IPv4-mapped address ends in dotted decimals (RFC 5952 5). */
function withDottedEnd(address: string): string {
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (mapped === null) return address;
  const [high, low] = [parseInt(mapped[1]!, 16), parseInt(mapped[2]!, 16)];
  return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
}

function canonicalIpv4(text: string): string | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return null;
  return parts.map(Number).join(".");
}
