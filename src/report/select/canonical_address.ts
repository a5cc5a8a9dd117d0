/**
 * An address as a person types it, in the one form in which packets' addresses are printed.
 */
import { ipv4Text, ipv6Text } from "../../packet/address.ts";
import { parseAddress } from "../../packet/parse_address.ts";

/** IPv4 in dotted decimals, or IPv6 (in brackets or not) in RFC 5952 form; null where the text is neither. */
export function canonicalAddress(text: string): string | null {
  const bytes = parseAddress(text.replace(/^\[(.*:.*)\]$/, "$1"));
  if (bytes === null) return null;
  return bytes.length === 4 ? ipv4Text(bytes, 0) : ipv6Text(bytes, 0);
}
