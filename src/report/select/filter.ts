/**
 * A filter of `--filter` as a value: which packets a report shows. All packets are analysed; the filter only chooses.
 * docs/filters.md tells its language, `filter_parser.ts` reads it, `compile_filter.ts` makes a function of it.
 */
import type { Cause } from "../../diagnosis/terms/cause.ts";
import type { WireEvent } from "../../expectation/wire_event.ts";
import type { FindingCode } from "../../explain/words/finding.ts";
import type { ConversationFigure } from "./conversation_figures.ts";
import type { PacketFigure } from "./packet_figures.ts";

/** Which end of a packet a test looks at. */
export type Side = "src" | "dst" | "either";

/** Whole numbers from one to another, both included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** How a number is compared. `!=` is true of no packet that does not have the number. */
export type NumberTest =
  | { readonly operator: "==" | "!=" | "<" | "<=" | ">" | ">="; readonly value: number }
  | { readonly operator: "in"; readonly ranges: readonly Range[] }
  | { readonly operator: "present" };

/** A network: the first `bits` bits of an address of 4 or 16 bytes. */
export interface Network {
  readonly address: readonly number[];
  readonly bits: number;
}

/** What packets are made of. */
export type Layer = "ip" | "ipv6" | "tcp" | "udp" | "icmp" | "icmpv6";

/** What is true or not of a conversation as a whole. */
export type ConversationFact =
  | { readonly kind: "figure"; readonly figure: ConversationFigure; readonly test: NumberTest }
  | { readonly kind: "finding"; readonly finding: FindingCode }
  | { readonly kind: "cause"; readonly cause: Cause };

export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly operand: Filter }
  | { readonly kind: "host"; readonly side: Side; readonly address: string }
  | { readonly kind: "net"; readonly side: Side; readonly network: Network }
  | { readonly kind: "port"; readonly side: Side; readonly ranges: readonly Range[] }
  | { readonly kind: "stream"; readonly ranges: readonly Range[] }
  | { readonly kind: "flag"; readonly bit: number }
  | { readonly kind: "analysis"; readonly bits: number }
  | { readonly kind: "code"; readonly code: string }
  /** What the lab's wire did to the packet; null for anything. */
  | { readonly kind: "event"; readonly event: WireEvent | null }
  | { readonly kind: "layer"; readonly layer: Layer }
  | { readonly kind: "figure"; readonly figure: PacketFigure; readonly test: NumberTest }
  | { readonly kind: "fact"; readonly fact: ConversationFact }
  /** Of a conversation that has a packet for which `some` is true. */
  | { readonly kind: "conversation"; readonly some: Filter };

/** The filters in a filter, itself included; those inside `conversation` as well if asked. */
export function* partsOf(filter: Filter, inside = true): Generator<Filter> {
  yield filter;
  switch (filter.kind) {
    case "and":
    case "or":
      yield* partsOf(filter.left, inside);
      yield* partsOf(filter.right, inside);
      break;
    case "not":
      yield* partsOf(filter.operand, inside);
      break;
    case "conversation":
      if (inside) yield* partsOf(filter.some, inside);
  }
}

/** Whether the filter looks at explanations, so that packets must be explained before they are chosen. */
export function filterReadsExplanations(filter: Filter): boolean {
  for (const { kind } of partsOf(filter, false)) if (kind === "code") return true;
  return false;
}
