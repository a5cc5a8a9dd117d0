/** What a filter expression says, as a tree: tests joined by and, or, not, and the sums that some tests compare. */

/** Which end of a packet a test looks at. */
export type Direction = "src" | "dst" | "either" | "both";

/** The network layers whose addresses can be asked for. */
export type AddressLayer = "ip" | "ip6" | "arp" | "rarp";

/** An address and which of its bits count: 4 bytes each for IPv4, 16 for IPv6. */
export interface Network {
  readonly address: Uint8Array;
  readonly mask: Uint8Array;
}

export type Expression =
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not"; readonly operand: Expression }
  | Primitive;

/** One test. */
export type Primitive =
  /** An address of the layer, or of every layer that has such addresses. */
  | { readonly kind: "network"; readonly layer: AddressLayer | null; readonly direction: Direction } & Network
  /** As `network`, for every address that a name has. */
  | {
    readonly kind: "name";
    readonly name: string;
    readonly column: number;
    readonly layer: AddressLayer | null;
    readonly direction: Direction;
  }
  | {
    readonly kind: "ethernet address";
    readonly address: Uint8Array;
    readonly direction: Direction;
    readonly column: number;
  }
  /** Ports from `first` to `last` of these IP protocols. */
  | {
    readonly kind: "port";
    readonly protocols: readonly number[];
    readonly direction: Direction;
    readonly first: number;
    readonly last: number;
  }
  /** The protocol inside IPv4, IPv6 or both. */
  | { readonly kind: "ip protocol"; readonly layer: "ip" | "ip6" | null; readonly number: number }
  | { readonly kind: "ether type"; readonly number: number; readonly column: number }
  | { readonly kind: "multicast" | "broadcast"; readonly layer: "ether" | "ip" | "ip6"; readonly column: number }
  /** A VLAN tag, of one VLAN or any. All tests that follow look behind it. */
  | { readonly kind: "vlan"; readonly id: number | null; readonly column: number }
  | { readonly kind: "outbound"; readonly wanted: boolean; readonly column: number }
  | { readonly kind: "interface"; readonly index: number; readonly column: number }
  | {
    readonly kind: "relation";
    readonly operator: RelationOperator;
    readonly left: Arithmetic;
    readonly right: Arithmetic;
  };

export type RelationOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";
export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "&" | "|" | "^" | "<<" | ">>";

/** A number of 32 bits without a sign, made of the packet's bytes, its length, and constants. */
export type Arithmetic =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "length" }
  /** Bytes at an offset into a protocol's header: `tcp[13]`, `ip[2:2]`. */
  | {
    readonly kind: "load";
    readonly protocol: string;
    readonly offset: Arithmetic;
    readonly size: 1 | 2 | 4;
    readonly column: number;
  }
  | {
    readonly kind: "binary";
    readonly operator: ArithmeticOperator;
    readonly left: Arithmetic;
    readonly right: Arithmetic;
    /** Where the operator stands. */
    readonly column: number;
  }
  | { readonly kind: "negative"; readonly operand: Arithmetic };
