/**
 * Where a redirect leads: a target as its author wrote it, made fit for the wire (RFC 3986 2, 3): what is not allowed in
 * a URI is percent-encoded, a query stands before the fragment, a host in letters of any script becomes one of ASCII.
 */
import type { Captures } from "./path_pattern.ts";

/** Everything but the characters of RFC 3986 2 and what is percent-encoded already. */
const NOT_IN_URI = /%(?![0-9A-Fa-f]{2})|[^!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]+/gu;

/** A path from `/` or an `http(s)` address, encoded. Throws `SyntaxError` for a host that is none. */
export function encodeTarget(to: string): string {
  const address = /^(https?:\/\/)([^/?#]*)(.*)$/isu.exec(to);
  if (address === null) return encodeIllegal(to);
  const [, scheme = "", authority = "", rest = ""] = address;
  return scheme + encodeAuthority(scheme, authority) + encodeIllegal(rest);
}

/** Puts the captures where `:name` stands; a name that captured nothing stays as it is. @param to Encoded. */
export function fillIn(to: string, captures: Captures): string {
  return to.replace(/:([A-Za-z]\w*)/g, (whole, name: string) => {
    const value = captures[name];
    return value === undefined ? whole : encodeCapture(value);
  });
}

/** Passes a query on, unless the target has one of its own. @param query As sent, without `?`; null for none. */
export function withQuery(to: string, query: string | null): string {
  if (query === null) return to;
  const hash = to.indexOf("#");
  const [address, fragment] = hash < 0 ? [to, ""] : [to.slice(0, hash), to.slice(hash)];
  return address.includes("?") ? to : `${address}?${encodeIllegal(query)}${fragment}`;
}

function encodeIllegal(text: string): string {
  return text.replace(NOT_IN_URI, (illegal) => encodeURIComponent(illegal));
}

/** Names with placeholders are left alone: what they become is known only later. */
function encodeAuthority(scheme: string, authority: string): string {
  if (/^[!-~]*$/.test(authority)) return authority;
  try {
    return new URL(scheme + authority).host;
  } catch {
    throw new SyntaxError("the host of TO is no host name");
  }
}

/** A capture may hold several segments; within each, nothing can leave the path it is put into. */
function encodeCapture(text: string): string {
  return text.split("/").map(encodeURIComponent).join("/");
}
