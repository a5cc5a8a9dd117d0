/**
 * Reads a filter expression in the language of pcap-filter(7) into a tree. `and` and `or` bind alike, from left to right;
 * `not` binds to the test behind it.
 */
import { didYouMean } from "../../base/nearest.ts";
import { FilterSyntaxError } from "./filter_syntax_error.ts";
import { beginsArithmetic, numberOf, parseArithmetic } from "./parse_arithmetic.ts";
import { beginsValue, parseValue } from "./parse_value.ts";
import { parseQualifiers, protocolAt, type Qualifiers } from "./qualifiers.ts";
import { type Services, WELL_KNOWN_SERVICES } from "./services.ts";
import type { Expression, RelationOperator } from "./syntax_tree.ts";
import { isOneOf, TokenReader } from "./token_reader.ts";
import type { Token } from "./tokenize.ts";
import { ETHER_TYPES, IP_PROTOCOLS, LINK_WORDS, TEST_WORDS, UNSUPPORTED } from "./words.ts";

const LARGEST_VLAN = 0x0fff;
const DEEPEST = 200;

/**
 * The tree of `text`; null where there is nothing in it, which means every packet.
 * @throws {FilterSyntaxError} with the column and what was expected there.
 */
export function parseFilter(text: string, services: Services = WELL_KNOWN_SERVICES): Expression | null {
  const tokens = new TokenReader(text);
  if (tokens.peek().kind === "end") return null;
  const parser = new FilterParser(tokens, services);
  const expression = parser.expression(null);
  if (tokens.sees(")")) throw new FilterSyntaxError(tokens.peek().column, 'this ")" closes nothing');
  if (tokens.peek().kind !== "end") tokens.fail('expected "and", "or" or the end');
  return expression;
}

class FilterParser {
  readonly #tokens: TokenReader;
  readonly #services: Services;
  /** What the last value was: a bare value behind `and` or `or` is of the same kind. */
  #qualifiers: Qualifiers | null = null;
  #depth = 0;

  constructor(tokens: TokenReader, services: Services) {
    this.#tokens = tokens;
    this.#services = services;
  }

  /** Tests joined by and, or. `qualifiers` are those in front of an opening bracket. */
  expression(qualifiers: Qualifiers | null): Expression {
    const tokens = this.#tokens;
    this.#qualifiers = qualifiers;
    let left = this.#operand();
    while (tokens.sees("and", "&&", "or", "||")) {
      const kind = isOneOf(tokens.next(), ["and", "&&"]) ? "and" : "or";
      left = { kind, left, right: this.#operand() };
    }
    return left;
  }

  #operand(): Expression {
    const tokens = this.#tokens;
    if (++this.#depth > DEEPEST) throw new FilterSyntaxError(tokens.peek().column, "the brackets go too deep");
    try {
      if (tokens.take("not", "!")) return { kind: "not", operand: this.#operand() };
      if (beginsArithmetic(tokens)) return this.#relation();
      return tokens.sees("(") ? this.#bracket() : this.#test();
    } finally {
      this.#depth--;
    }
  }

  #bracket(): Expression {
    const before = this.#qualifiers;
    this.#tokens.expect("(");
    const inside = this.expression(before);
    this.#tokens.expect(")");
    this.#qualifiers = before;
    return inside;
  }

  #relation(): Expression {
    const tokens = this.#tokens;
    this.#qualifiers = null;
    const left = parseArithmetic(tokens);
    const sign = tokens.take("=", "==", "!=", "<", "<=", ">", ">=") ?? tokens.fail("expected a comparison such as = 0");
    const operator = (sign.text === "==" ? "=" : sign.text) as RelationOperator;
    return { kind: "relation", operator, left, right: parseArithmetic(tokens) };
  }

  #test(): Expression {
    const tokens = this.#tokens;
    const first = tokens.peek();
    const protocol = protocolAt(tokens);
    if (protocol !== null) tokens.next();
    const qualifiers = parseQualifiers(tokens, protocol);
    if (qualifiers !== null) return this.#values(qualifiers);
    if (tokens.sees("broadcast", "multicast")) return this.#casting(protocol);
    if (protocol !== null) return this.#protocol(first);
    const special = this.#special();
    if (special !== null) return special;
    if (this.#qualifiers !== null && beginsValue(first) && !isKeyword(first)) {
      return parseValue(tokens, this.#qualifiers, this.#services);
    }
    return this.#refuse(first);
  }

  /** What stands behind qualifiers: one value, or some of them in brackets. */
  #values(qualifiers: Qualifiers): Expression {
    const tokens = this.#tokens;
    this.#qualifiers = qualifiers;
    if (tokens.take("not", "!")) return { kind: "not", operand: this.#values(qualifiers) };
    if (!tokens.sees("(")) return parseValue(tokens, qualifiers, this.#services);
    return this.#bracket();
  }

  /** A protocol's name alone. */
  #protocol({ text, column }: Token): Expression {
    this.#qualifiers = null;
    const type = ETHER_TYPES.get(text);
    if (type !== undefined) return { kind: "ether type", number: type, column };
    const known = IP_PROTOCOLS.get(text);
    if (known !== undefined) return { kind: "ip protocol", ...known };
    return this.#tokens.fail(`expected what of "${text}" is asked for, such as host or proto`);
  }

  #casting(protocol: string | null): Expression {
    const { text, column } = this.#tokens.next();
    this.#qualifiers = null;
    const layer = protocol === null || LINK_WORDS.includes(protocol) ? "ether" : protocol;
    if ((layer !== "ether" && layer !== "ip" && layer !== "ip6") || (layer === "ip6" && text === "broadcast")) {
      throw new FilterSyntaxError(column, `"${protocol}" has no ${text}`);
    }
    if (layer === "ip" && text === "broadcast") {
      throw new FilterSyntaxError(column, "the network's mask is not known: write dst host and the broadcast address");
    }
    return { kind: text as "broadcast" | "multicast", layer, column };
  }

  /** `less`, `greater`, `vlan`, `inbound`, `outbound`, `ifindex`; null where another word stands. */
  #special(): Expression | null {
    const tokens = this.#tokens;
    const word = tokens.take("less", "greater", "vlan", "inbound", "outbound", "ifindex");
    if (word === null) return null;
    const { text, column } = word;
    this.#qualifiers = null;
    if (text === "inbound" || text === "outbound") return { kind: "outbound", wanted: text === "outbound", column };
    if (text === "vlan") return { kind: "vlan", id: this.#vlanId(), column };
    if (tokens.peek().kind !== "number") return tokens.fail(`expected a number behind "${text}"`);
    const value = numberOf(tokens.next());
    if (text === "ifindex") return { kind: "interface", index: value, column };
    const operator = text === "less" ? "<=" : ">=";
    return { kind: "relation", operator, left: { kind: "length" }, right: { kind: "constant", value } };
  }

  #vlanId(): number | null {
    const token = this.#tokens.peek();
    if (token.kind !== "number") return null;
    const id = numberOf(this.#tokens.next());
    if (id > LARGEST_VLAN) {
      throw new FilterSyntaxError(token.column, `VLANs are 0 to ${LARGEST_VLAN}, found ${token.text}`);
    }
    return id;
  }

  #refuse(token: Token): never {
    const { text, kind, column } = token;
    if (kind === "name" && UNSUPPORTED.has(text)) throw new FilterSyntaxError(column, `"${text}" is not supported`);
    if (kind === "ipv4" || kind === "ipv6") {
      throw new FilterSyntaxError(column, `expected what the address is of, found "${text}"; write host ${text}`);
    }
    if (kind === "number") {
      throw new FilterSyntaxError(column, `expected what the number is of, found "${text}"; write port ${text}`);
    }
    const hint = kind === "name" ? didYouMean(text, TEST_WORDS) : "";
    if (hint === "") return this.#tokens.fail("expected a test such as host, port or tcp");
    throw new FilterSyntaxError(column, `"${text}" is no test${hint}`);
  }
}

function isKeyword({ kind, text, escaped }: Token): boolean {
  return kind === "name" && !escaped && (TEST_WORDS.includes(text) || UNSUPPORTED.has(text));
}
