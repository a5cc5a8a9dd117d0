/** The value behind qualifiers: an address, a name, ports, a protocol's number. */
import { FilterSyntaxError } from "./filter_syntax_error.ts";
import { numberOf } from "./parse_arithmetic.ts";
import { parseNetwork } from "./parse_network.ts";
import { addressLayer, type Qualifiers } from "./qualifiers.ts";
import type { Services } from "./services.ts";
import type { Expression } from "./syntax_tree.ts";
import type { TokenReader } from "./token_reader.ts";
import type { Token } from "./tokenize.ts";
import { ETHER_TYPES, IP_PROTOCOLS, LINK_WORDS, PORT_PROTOCOLS, TEST_WORDS } from "./words.ts";

const LARGEST_PORT = 65_535;
const LARGEST_PROTOCOL = 255;
/** Smaller numbers are lengths (IEEE 802.3). */
const SMALLEST_ETHER_TYPE = 0x600;

/** Reads the value at hand as what the qualifiers say. Throws `FilterSyntaxError`. */
export function parseValue(tokens: TokenReader, qualifiers: Qualifiers, services: Services): Expression {
  const { kind } = qualifiers;
  const token = tokens.peek();
  if (kind === "port" || kind === "portrange") return portTest(tokens.next(), qualifiers, { services, tokens });
  if (kind === "proto") return protocolTest(tokens.next(), qualifiers, tokens);
  if (token.kind === "ethernet") return ethernetAddress(tokens.next(), qualifiers);
  if (LINK_WORDS.includes(qualifiers.protocol ?? "")) {
    return tokens.fail("expected an Ethernet address such as 02:00:00:00:00:01");
  }
  if (token.kind === "ipv4" || token.kind === "ipv6" || token.kind === "number") {
    return parseNetwork(tokens, qualifiers);
  }
  if (token.kind !== "name" || (!token.escaped && TEST_WORDS.includes(token.text))) {
    return tokens.fail(`expected an address behind "${kind ?? qualifiers.direction}"`);
  }
  return hostName(tokens.next(), qualifiers);
}

/** Whether a value may begin with this word where qualifiers are known. */
export function beginsValue({ kind }: Token): boolean {
  return kind !== "sign" && kind !== "end";
}

function hostName({ text, column }: Token, { protocol, kind, direction }: Qualifiers): Expression {
  if (kind === "net") throw new FilterSyntaxError(column, `"net" takes numbers: found the name "${text}"`);
  const layer = addressLayer(protocol);
  if (layer === undefined) {
    throw new FilterSyntaxError(column, `"${protocol}" has no hosts: write ${protocol} and host`);
  }
  return { kind: "name", name: text, column, layer, direction };
}

function ethernetAddress({ text, column }: Token, { protocol, kind, direction }: Qualifiers): Expression {
  if (protocol === null || !LINK_WORDS.includes(protocol) || kind === "net") {
    throw new FilterSyntaxError(column, `an Ethernet address takes ether host: found ${text}`);
  }
  const digits = /[-:]/.test(text) || /^..?\./.test(text)
    ? text.split(/[-:.]/).map((byte) => byte.padStart(2, "0")).join("")
    : text.replaceAll(".", "");
  const address = Uint8Array.from({ length: 6 }, (_, index) => parseInt(digits.slice(index * 2, index * 2 + 2), 16));
  return { kind: "ethernet address", address, direction, column };
}

interface Surroundings {
  readonly services: Services;
  readonly tokens: TokenReader;
}

function portTest(token: Token, { protocol, kind, direction }: Qualifiers, around: Surroundings): Expression {
  if (protocol !== null && !PORT_PROTOCOLS.includes(protocol)) {
    throw new FilterSyntaxError(token.column, `"${protocol}" has no ports`);
  }
  const hyphen = kind === "portrange" && token.kind === "name" ? token.text.indexOf("-") : -1;
  const parts = hyphen < 0 ? [token.text] : [token.text.slice(0, hyphen), token.text.slice(hyphen + 1)];
  const ends = parts.map((text) => portOf({ ...token, text }, protocol, around));
  const numbers = ends.map(({ port }) => port);
  const [transports = []] = ends.map((end) => end.transports);
  const same = ends.every((end) => end.transports.join() === transports.join());
  return {
    kind: "port",
    protocols: (same ? transports : PORT_PROTOCOLS).map((name) => IP_PROTOCOLS.get(name)!.number),
    direction,
    first: Math.min(...numbers),
    last: Math.max(...numbers),
  };
}

/** A port by number or name, and the transports that it is meant of: those that know the name by this number. */
function portOf(
  token: Token,
  protocol: string | null,
  { services, tokens }: Surroundings,
): { readonly port: number; readonly transports: readonly string[] } {
  const { text, column } = token;
  if (/^(\d+|0[xX][\da-fA-F]+)$/.test(text)) {
    const port = numberOf(token);
    if (port > LARGEST_PORT) throw new FilterSyntaxError(column, `ports are 0 to ${LARGEST_PORT}, found ${text}`);
    return { port, transports: protocol === null ? PORT_PROTOCOLS : [protocol] };
  }
  const known = services.get(text);
  const first = protocol ?? PORT_PROTOCOLS.find((transport) => known?.has(transport)) ?? "";
  const port = known?.get(first);
  if (port !== undefined) return { port, transports: protocol === null ? sharing(known!, port) : [protocol] };
  if (known !== undefined) throw new FilterSyntaxError(column, `the service "${text}" is none of ${protocol}`);
  return tokens.fail("expected a port's number or name", token);
}

/** A name that TCP and UDP know by the same number means every transport. */
function sharing(known: ReadonlyMap<string, number>, port: number): readonly string[] {
  if (known.get("tcp") === port && known.get("udp") === port) return PORT_PROTOCOLS;
  return PORT_PROTOCOLS.filter((transport) => known.get(transport) === port).slice(0, 1);
}

function protocolTest(token: Token, { protocol }: Qualifiers, tokens: TokenReader): Expression {
  const { column } = token;
  const linkLayer = LINK_WORDS.includes(protocol ?? "");
  const named = linkLayer ? ETHER_TYPES.get(token.text) : IP_PROTOCOLS.get(token.text)?.number;
  const number = token.kind === "number" ? numberOf(token) : named;
  if (number === undefined) return tokens.fail("expected a protocol's number, or its name behind a backslash", token);
  if (linkLayer) {
    if (number < SMALLEST_ETHER_TYPE || number > 0xffff) {
      throw new FilterSyntaxError(column, `EtherTypes are 0x600 to 0xffff, found ${token.text}`);
    }
    return { kind: "ether type", number, column };
  }
  if (protocol !== null && protocol !== "ip" && protocol !== "ip6") {
    throw new FilterSyntaxError(column, `"${protocol}" carries no protocols of its own: write ip proto or ip6 proto`);
  }
  if (number > LARGEST_PROTOCOL) {
    throw new FilterSyntaxError(column, `IP protocols are 0 to ${LARGEST_PROTOCOL}, found ${token.text}`);
  }
  return { kind: "ip protocol", layer: protocol, number };
}
