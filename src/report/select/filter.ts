/**
 * The language of `--filter`: which packets a report shows. All packets are analysed; the filter only chooses.
 *
 * ```text
 * host ADDRESS       either end has this address (IPv4 or IPv6); src host, dst host: the sender, the receiver
 * port NUMBER        either end has this port; src port, dst port: the sender, the receiver
 * stream NUMBER      the conversation's index
 * flag NAME          the flag is set: FIN SYN RST PSH ACK URG ECE CWR AE
 * analysis NAME      Wireshark's verdict: retransmission, duplicate_ack, zero_window ...; analysis any
 * code NAME          an explanation's code: rst-unread-data, nagle-coalesced ...
 * NAME               a flag, a verdict or a code, looked up in this order
 * not A   A and B   A or B   ( A )      also written ! && ||; "not" binds closest, then "and", then "or"
 * ```
 */
import { addressesOf, streamOf } from "../facts/reported_packet.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";

/** Which end of a packet a test looks at. */
export type Side = "src" | "dst" | "either";

/** A filter as a value. */
export type Filter =
  | { readonly kind: "and" | "or"; readonly left: Filter; readonly right: Filter }
  | { readonly kind: "not"; readonly operand: Filter }
  | { readonly kind: "host"; readonly side: Side; readonly address: string }
  | { readonly kind: "port"; readonly side: Side; readonly port: number }
  | { readonly kind: "stream"; readonly stream: number }
  | { readonly kind: "flag"; readonly bit: number }
  | { readonly kind: "analysis"; readonly bits: number }
  | { readonly kind: "code"; readonly code: string };

/** Whether a packet passes. */
export type Predicate = (packet: ReportedPacket) => boolean;

/** Turns a filter into a function, once for all packets. */
export function compileFilter(filter: Filter): Predicate {
  switch (filter.kind) {
    case "and": {
      const left = compileFilter(filter.left);
      const right = compileFilter(filter.right);
      return (p) => left(p) && right(p);
    }
    case "or": {
      const left = compileFilter(filter.left);
      const right = compileFilter(filter.right);
      return (p) => left(p) || right(p);
    }
    case "not": {
      const operand = compileFilter(filter.operand);
      return (p) => !operand(p);
    }
    case "host":
      return hostTest(filter.side, filter.address);
    case "port":
      return portTest(filter.side, filter.port);
    case "stream":
      return (p) => streamOf(p) === filter.stream;
    case "flag":
      return (p) => p.analysed !== null && (p.packet.flags & filter.bit) !== 0;
    case "analysis":
      return (p) => p.analysed !== null && (p.analysed.verdicts & filter.bits) !== 0;
    case "code":
      return (p) => p.explanations.some((e) => e.code === filter.code);
  }
}

/** Whether the filter looks at explanations, so that packets must be explained before they are chosen. */
export function filterReadsExplanations(filter: Filter): boolean {
  switch (filter.kind) {
    case "and":
    case "or":
      return filterReadsExplanations(filter.left) || filterReadsExplanations(filter.right);
    case "not":
      return filterReadsExplanations(filter.operand);
    default:
      return filter.kind === "code";
  }
}

function hostTest(side: Side, address: string): Predicate {
  return (p) => {
    const { src, dst } = addressesOf(p);
    return (side !== "dst" && src === address) || (side !== "src" && dst === address);
  };
}

function portTest(side: Side, port: number): Predicate {
  return (p) => {
    if (p.analysed === null) return false;
    return (side !== "dst" && p.packet.srcPort === port) || (side !== "src" && p.packet.dstPort === port);
  };
}
