/** What stands in front of an address or a port: `ip src host`, `tcp dst portrange`. It holds for what follows by and, or. */
import type { AddressLayer, Direction } from "./syntax_tree.ts";
import { isOneOf, type TokenReader } from "./token_reader.ts";
import { ETHER_TYPES, IP_PROTOCOLS, LINK_WORDS } from "./words.ts";

export type IdKind = "host" | "net" | "port" | "portrange" | "proto";

export interface Qualifiers {
  /** A protocol's name; null where none is given. */
  readonly protocol: string | null;
  readonly direction: Direction;
  /** What the value is; null where none is given, which means a host. */
  readonly kind: IdKind | null;
}

const KINDS: readonly IdKind[] = ["host", "net", "port", "portrange", "proto"];

/** The name of a protocol at hand, or null. */
export function protocolAt(tokens: TokenReader): string | null {
  const { text, kind, escaped } = tokens.peek();
  const known = LINK_WORDS.includes(text) || ETHER_TYPES.has(text) || IP_PROTOCOLS.has(text);
  return kind === "name" && !escaped && known ? text : null;
}

/** Reads the direction and the kind behind `protocol`; null where neither is there. */
export function parseQualifiers(tokens: TokenReader, protocol: string | null): Qualifiers | null {
  const direction = parseDirection(tokens);
  const kind = tokens.take(...KINDS.filter((word) => word !== "proto" || direction === null))?.text ?? null;
  if (direction === null && kind === null) return null;
  return { protocol, direction: direction ?? "either", kind: kind as IdKind | null };
}

/** `src`, `dst`, `src or dst`, `src and dst`. */
function parseDirection(tokens: TokenReader): Direction | null {
  const first = tokens.take("src", "dst");
  if (first === null) return null;
  const other = first.text === "src" ? "dst" : "src";
  if (!isOneOf(tokens.peek(1), [other])) return first.text as Direction;
  const joint = tokens.take("or", "||") ? "either" : tokens.take("and", "&&") ? "both" : tokens.fail('expected "or"');
  tokens.next();
  return joint;
}

/** The network layer whose addresses are meant, null for all of them; undefined where the protocol has no addresses. */
export function addressLayer(protocol: string | null): AddressLayer | null | undefined {
  return protocol === null || ETHER_TYPES.has(protocol) ? protocol as AddressLayer | null : undefined;
}
