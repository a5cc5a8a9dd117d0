/** From the tree of an expression to a program for the packets of one link layer. */
import { FilterSyntaxError } from "../language/filter_syntax_error.ts";
import type { Expression } from "../language/syntax_tree.ts";
import { ALWAYS, anyOf, both, type Condition, either, opposite } from "../program/condition.ts";
import { type Instruction, LONGEST_PROGRAM } from "../program/instruction.ts";
import { writeProgram } from "../program/write_program.ts";
import { relationTest } from "./compile_arithmetic.ts";
import { ethernetTest, multicastTest, networkTest, portTest, protocolTest } from "./compile_network.ts";
import {
  FILE_LINKS,
  KERNEL_ETHERNET,
  KERNEL_ETHERNET_UNTAGGED,
  KERNEL_NETWORK,
  type LinkLayer,
  outgoingOn,
  TAG_BESIDE,
} from "./link_layer.ts";
import { Place } from "./place.ts";

/** Bytes that are kept of a packet unless fewer are asked for: all of them. */
const WHOLE_PACKET = 262_144;

const BROADCAST = Uint8Array.of(255, 255, 255, 255, 255, 255);

export interface CompileOptions {
  /** Bytes of each packet that are kept. */
  readonly snapLength?: number;
  /** The addresses of the names in the expression, see `hostNames`. */
  readonly addresses?: ReadonlyMap<string, readonly Uint8Array[]>;
}

/** What a packet socket shows, and the number of the loopback interface. */
export interface KernelView {
  readonly headers: "ethernet" | "none";
  readonly loopback: number;
}

/**
 * The program that keeps what `expression` (null: everything) asks for of packets in a file of this link type. Null where the
 * link type cannot be filtered.
 * @throws {FilterSyntaxError} where the link layer has not what is asked for.
 */
export function compileForFile(
  expression: Expression | null,
  linkType: number,
  options: CompileOptions = {},
): Instruction[] | null {
  const link = FILE_LINKS.get(linkType);
  if (link === undefined) return null;
  return finish(new Compiler(link, options).whole(expression), options);
}

/** As `compileForFile`, for a packet socket. Packets on the loopback interface are kept once. */
export function compileForKernel(
  expression: Expression | null,
  { headers, loopback }: KernelView,
  options: CompileOptions = {},
): Instruction[] {
  const compiled = (link: LinkLayer) => new Compiler(link, options).whole(expression);
  const untagged = () => both(TAG_BESIDE, compiled(KERNEL_ETHERNET_UNTAGGED));
  const wanted = headers === "none"
    ? compiled(KERNEL_NETWORK)
    : asksForVlan(expression)
    ? either(untagged(), both(opposite(TAG_BESIDE), compiled(KERNEL_ETHERNET)))
    : compiled(KERNEL_ETHERNET);
  return finish(both(opposite(outgoingOn(loopback)), wanted), options);
}

function finish(condition: Condition, { snapLength = WHOLE_PACKET }: CompileOptions): Instruction[] {
  if (condition.kind === "never") throw new FilterSyntaxError(1, "no packet can match");
  const program = writeProgram(condition, snapLength);
  if (program.length > LONGEST_PROGRAM) {
    throw new FilterSyntaxError(1, `the filter is too long: ${program.length} instructions of ${LONGEST_PROGRAM}`);
  }
  return program;
}

function asksForVlan(expression: Expression | null): boolean {
  switch (expression?.kind) {
    case "and":
    case "or":
      return asksForVlan(expression.left) || asksForVlan(expression.right);
    case "not":
      return asksForVlan(expression.operand);
    default:
      return expression?.kind === "vlan";
  }
}

class Compiler {
  readonly #options: CompileOptions;
  /** `vlan` moves it for all tests that are written behind it, even in another branch: so the language has it. */
  #place: Place;

  constructor(link: LinkLayer, options: CompileOptions) {
    this.#place = new Place(link, 0);
    this.#options = options;
  }

  whole(expression: Expression | null): Condition {
    return expression === null ? ALWAYS : this.#condition(expression);
  }

  #condition(expression: Expression): Condition {
    const place = this.#place;
    switch (expression.kind) {
      case "and":
      case "or": {
        const left = this.#condition(expression.left);
        const right = this.#condition(expression.right);
        return expression.kind === "and" ? both(left, right) : either(left, right);
      }
      case "not":
        return opposite(this.#condition(expression.operand));
      case "network":
        return networkTest(expression, place);
      case "name":
        return this.#name(expression);
      case "ethernet address":
        this.#needEthernet("an Ethernet address", expression.column);
        return ethernetTest(expression);
      case "port":
        return portTest(expression, place);
      case "ip protocol":
        return protocolTest(expression.layer, expression.number, place);
      case "ether type":
        return place.link.etherType(expression.number, place.tags);
      case "relation":
        return relationTest(expression, place);
      default:
        return this.#ofTheLink(expression);
    }
  }

  /** Tests of what is outside the network layer. */
  #ofTheLink(expression: Expression & { readonly column: number }): Condition {
    const { link, tags } = this.#place;
    const { kind, column } = expression;
    switch (kind) {
      case "broadcast":
        this.#needEthernet("broadcast", column);
        return ethernetTest({ kind: "ethernet address", address: BROADCAST, direction: "dst", column });
      case "multicast":
        if (expression.layer === "ether") this.#needEthernet("multicast", column);
        return multicastTest(expression.layer, this.#place);
      case "vlan": {
        const tagged = link.vlan(expression.id, tags);
        this.#place = this.#place.behindTag();
        return tagged ?? refuse("vlan", column);
      }
      case "outbound": {
        const outbound = link.outbound ?? refuse(expression.wanted ? "outbound" : "inbound", column);
        return expression.wanted ? outbound : opposite(outbound);
      }
      case "interface":
        return link.interface(expression.index) ?? refuse("ifindex", column);
      default:
        throw new Error(`no condition for ${kind}`);
    }
  }

  #name({ name, column, layer, direction }: Expression & { kind: "name" }): Condition {
    const known = this.#options.addresses?.get(name) ?? [];
    const wanted = known.filter(({ length }) => layer === null || (layer === "ip6") === (length === 16));
    if (wanted.length === 0) throw new FilterSyntaxError(column, `no address of "${name}" is known`);
    return anyOf(wanted.map((address) => {
      const mask = new Uint8Array(address.length).fill(255);
      const of = layer ?? (address.length === 16 ? "ip6" : null);
      return networkTest({ address, mask, layer: of, direction }, this.#place);
    }));
  }

  #needEthernet(what: string, column: number): void {
    if (!this.#place.link.ethernet) throw new FilterSyntaxError(column, `${what} needs Ethernet, which this is not`);
  }
}

function refuse(what: string, column: number): never {
  throw new FilterSyntaxError(column, `"${what}" cannot be told from packets of this kind`);
}

/** The names of hosts in an expression, whose addresses `compile` must be given. */
export function hostNames(expression: Expression | null): string[] {
  switch (expression?.kind) {
    case "and":
    case "or":
      return [...hostNames(expression.left), ...hostNames(expression.right)];
    case "not":
      return hostNames(expression.operand);
    case "name":
      return [expression.name];
    default:
      return [];
  }
}
