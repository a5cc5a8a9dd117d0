/** Makes a function of a filter, once for all packets. */
import { addressesOf, type ReportedPacket, streamOf } from "../facts/reported_packet.ts";
import type { Moment } from "../../base/moment.ts";
import { eventOfComments, type WireEvent } from "../../expectation/wire_event.ts";
import type { ConversationFact, Filter, Layer, Network, NumberTest, Range, Side } from "./filter.ts";
import { PACKET_FIGURES } from "./packet_figures.ts";

/** Whether a packet passes. */
export type Predicate = (packet: ReportedPacket) => boolean;

/** What has to be known of the capture before its packets are chosen. */
export interface FilterContext {
  /** Time of its first packet. */
  readonly first: Moment;
  /** Indices of the conversations of which a fact is true, or that have a packet for which `some` is. */
  chosen(test: ConversationFact | Filter): ReadonlySet<number>;
}

export function compileFilter(filter: Filter, context: FilterContext): Predicate {
  switch (filter.kind) {
    case "and": {
      const [left, right] = [compileFilter(filter.left, context), compileFilter(filter.right, context)];
      return (p) => left(p) && right(p);
    }
    case "or": {
      const [left, right] = [compileFilter(filter.left, context), compileFilter(filter.right, context)];
      return (p) => left(p) || right(p);
    }
    case "not": {
      const operand = compileFilter(filter.operand, context);
      return (p) => !operand(p);
    }
    case "host":
      return hostTest(filter.side, filter.address);
    case "net":
      return netTest(filter.side, filter.network);
    case "port":
      return portTest(filter.side, filter.ranges);
    case "stream":
      return (p) => isIn(streamOf(p), filter.ranges);
    case "flag":
      return (p) => p.analysed !== null && (p.packet.flags & filter.bit) !== 0;
    case "analysis":
      return (p) => p.analysed !== null && (p.analysed.verdicts & filter.bits) !== 0;
    case "code":
      return (p) => p.explanations.some((e) => e.code === filter.code);
    case "event":
      return eventTest(filter.event);
    case "layer":
      return LAYERS[filter.layer];
    case "figure": {
      const { read } = PACKET_FIGURES[filter.figure];
      const holds = numberTest(filter.test);
      return (p) => {
        const value = read(p, context.first);
        return value !== null && holds(value);
      };
    }
    case "fact":
      return ofConversations(context.chosen(filter.fact));
    case "conversation":
      return ofConversations(context.chosen(filter.some));
  }
}

function ofConversations(chosen: ReadonlySet<number>): Predicate {
  return (p) => chosen.has(streamOf(p));
}

/** Whether a number passes. */
export function numberTest(test: NumberTest): (value: number) => boolean {
  if (test.operator === "present") return () => true;
  if (test.operator === "in") return (value) => isIn(value, test.ranges);
  const { operator, value: limit } = test;
  switch (operator) {
    case "==":
      return (value) => value === limit;
    case "!=":
      return (value) => value !== limit;
    case "<":
      return (value) => value < limit;
    case "<=":
      return (value) => value <= limit;
    case ">":
      return (value) => value > limit;
    case ">=":
      return (value) => value >= limit;
  }
}

function isIn(value: number, ranges: readonly Range[]): boolean {
  for (const { from, to } of ranges) if (value >= from && value <= to) return true;
  return false;
}

function hostTest(side: Side, address: string): Predicate {
  return (p) => {
    const { src, dst } = addressesOf(p);
    return (side !== "dst" && src === address) || (side !== "src" && dst === address);
  };
}

function netTest(side: Side, { address, bits }: Network): Predicate {
  const version = address.length === 4 ? 4 : 6;
  return ({ packet }) => {
    if (packet.ipVersion !== version || packet.ipStart < 0) return false;
    const src = packet.start + packet.ipStart + (version === 4 ? 12 : 8);
    return side !== "dst" && startsWith(packet.bytes, src, { address, bits }) ||
      side !== "src" && startsWith(packet.bytes, src + address.length, { address, bits });
  };
}

function startsWith(bytes: Uint8Array, at: number, { address, bits }: Network): boolean {
  const whole = bits >> 3;
  for (let i = 0; i < whole; i++) if (bytes[at + i] !== address[i]) return false;
  const mask = 0xff00 >> (bits & 7) & 0xff;
  return mask === 0 || (bytes[at + whole]! & mask) === (address[whole]! & mask);
}

function portTest(side: Side, ranges: readonly Range[]): Predicate {
  return (p) => {
    if (p.analysed === null) return false;
    return (side !== "dst" && isIn(p.packet.srcPort, ranges)) || (side !== "src" && isIn(p.packet.dstPort, ranges));
  };
}

function eventTest(event: WireEvent | null): Predicate {
  return ({ packet: { comments } }) => {
    const found = eventOfComments(comments);
    return found !== null && (event === null || found === event);
  };
}

const LAYERS: Readonly<Record<Layer, Predicate>> = {
  ip: ({ packet }) => packet.ipVersion === 4,
  ipv6: ({ packet }) => packet.ipVersion === 6,
  tcp: ({ analysed }) => analysed !== null,
  udp: ({ packet }) => packet.protocol === 17,
  icmp: ({ packet }) => packet.protocol === 1,
  icmpv6: ({ packet }) => packet.protocol === 58,
};
