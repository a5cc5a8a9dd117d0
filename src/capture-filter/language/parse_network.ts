/** Addresses and networks as values of `host` and `net`: `10.0.2`, `10.0.0.0/8`, `10.0.0.0 mask 255.0.0.0`, `2001:db8::/32`. */
import { parseAddress } from "../../packet/parse_address.ts";
import { FilterSyntaxError } from "./filter_syntax_error.ts";
import { numberOf } from "./parse_arithmetic.ts";
import { addressLayer, type Qualifiers } from "./qualifiers.ts";
import type { Expression, Network } from "./syntax_tree.ts";
import type { TokenReader } from "./token_reader.ts";
import type { Token } from "./tokenize.ts";

/** Reads the address at hand, with its mask. Throws `FilterSyntaxError`. */
export function parseNetwork(tokens: TokenReader, qualifiers: Qualifiers): Expression {
  const token = tokens.next();
  const { direction, protocol, kind } = qualifiers;
  if (kind !== null && kind !== "host" && kind !== "net") {
    throw new FilterSyntaxError(token.column, `"${kind}" takes no address, found "${token.text}"`);
  }
  const version = token.kind === "ipv6" ? "ip6" : "ip";
  const layer = addressLayer(protocol);
  if (layer === undefined || (layer !== null && (layer === "ip6") !== (version === "ip6"))) {
    throw new FilterSyntaxError(token.column, `"${protocol}" has no address like ${token.text}`);
  }
  const network = maskOf(tokens, token, kind);
  return { kind: "network", layer: layer ?? (version === "ip6" ? "ip6" : null), direction, ...network };
}

function maskOf(tokens: TokenReader, token: Token, kind: string | null): Network {
  const { address, bits } = token.kind === "ipv6"
    ? { address: parseAddress(token.text)!, bits: 128 }
    : shortAddress(token, kind === "net" && token.kind === "number");
  const slash = tokens.take("/") ?? tokens.take("mask");
  if (slash === null) return { address, mask: prefixMask(address.length, bits) };
  if (kind !== "net") {
    throw new FilterSyntaxError(slash.column, `"${slash.text}" belongs to net: write net ${token.text}`);
  }
  const given = tokens.next();
  const mask = slash.text === "/" ? prefix(given, address.length * 8, tokens) : dottedMask(given, address, tokens);
  if (address.some((byte, index) => (byte & ~mask[index]! & 0xff) !== 0)) {
    throw new FilterSyntaxError(token.column, `${token.text} has bits behind its mask`);
  }
  return { address, mask };
}

function prefix(given: Token, longest: number, tokens: TokenReader): Uint8Array {
  const bits = given.kind === "number" ? numberOf(given) : Infinity;
  if (bits > longest) tokens.fail(`expected a prefix of 0 to ${longest} bits`, given);
  return prefixMask(longest / 8, bits);
}

function dottedMask(given: Token, address: Uint8Array, tokens: TokenReader): Uint8Array {
  if (given.kind !== "ipv4" || address.length !== 4) tokens.fail("expected a mask such as 255.255.0.0", given);
  return shortAddress(given, false).address;
}

/**
 * An IPv4 address of which the last parts may be left out: then it is a network of the parts that are there. A bare number
 * is an address of 32 bits, or as a network (`net 10`) its parts from the first that is not zero.
 */
function shortAddress({ text, kind, column }: Token, bareNetwork: boolean): { address: Uint8Array; bits: number } {
  if (kind === "number") {
    const value = numberOf({ text, kind, column, escaped: false });
    const bytes = Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
    const zeros = bareNetwork && value !== 0 ? bytes.findIndex((byte) => byte !== 0) : 0;
    return { address: shifted(bytes.subarray(zeros)), bits: 32 - zeros * 8 };
  }
  const parts = text.split(".").map(Number);
  if (parts.some((part) => part > 255)) throw new FilterSyntaxError(column, `${text} is no IPv4 address`);
  return { address: shifted(Uint8Array.from(parts)), bits: parts.length * 8 };
}

function shifted(bytes: Uint8Array): Uint8Array {
  const address = new Uint8Array(4);
  address.set(bytes);
  return address;
}

/** As many bytes, of which the first `bits` bits are set. */
function prefixMask(bytes: number, bits: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, index) => 0xff00 >> Math.min(8, Math.max(0, bits - index * 8)) & 0xff);
}
