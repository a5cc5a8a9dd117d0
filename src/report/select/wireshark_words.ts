/** The words of Wireshark's display filters that have a meaning here. */
import { VERDICT_BIT, VERDICTS } from "../../analysis/analysed_packet.ts";
import { FLAG_NAMES, flagBit } from "../../packet/flags.ts";
import type { Layer, Side } from "./filter.ts";
import { PACKET_FIGURES, type PacketFigure } from "./packet_figures.ts";

export type WiresharkWord =
  | { readonly kind: "address"; readonly side: Side; readonly version: 4 | 6 }
  | { readonly kind: "port"; readonly side: Side }
  | { readonly kind: "stream" }
  | { readonly kind: "flag"; readonly bit: number }
  | { readonly kind: "analysis"; readonly bits: number }
  | { readonly kind: "figure"; readonly figure: PacketFigure }
  | { readonly kind: "layer"; readonly layer: Layer };

/** Where Wireshark calls a flag otherwise. */
const FLAG_WORDS: Readonly<Record<string, string>> = { RST: "reset", PSH: "push" };

function* allWords(): Generator<[string, WiresharkWord]> {
  for (const layer of ["ip", "ipv6", "tcp", "udp", "icmp", "icmpv6"] as const) yield [layer, { kind: "layer", layer }];
  for (const [protocol, version] of [["ip", 4], ["ipv6", 6]] as const) {
    yield [`${protocol}.addr`, { kind: "address", side: "either", version }];
    yield [`${protocol}.host`, { kind: "address", side: "either", version }];
    for (const side of ["src", "dst"] as const) yield [`${protocol}.${side}`, { kind: "address", side, version }];
  }
  yield ["tcp.port", { kind: "port", side: "either" }];
  yield ["tcp.srcport", { kind: "port", side: "src" }];
  yield ["tcp.dstport", { kind: "port", side: "dst" }];
  yield ["tcp.stream", { kind: "stream" }];
  for (const name of FLAG_NAMES) {
    yield [`tcp.flags.${FLAG_WORDS[name] ?? name.toLowerCase()}`, { kind: "flag", bit: flagBit(name) }];
  }
  for (const name of VERDICTS) yield [`tcp.analysis.${name}`, { kind: "analysis", bits: VERDICT_BIT[name] }];
  yield ["tcp.analysis.flags", { kind: "analysis", bits: (1 << VERDICTS.length) - 1 }];
  for (const [figure, { wireshark }] of Object.entries(PACKET_FIGURES)) {
    for (const word of wireshark) yield [word, { kind: "figure", figure: figure as PacketFigure }];
  }
}

export const WIRESHARK_WORDS: ReadonlyMap<string, WiresharkWord> = new Map(allWords());

/** What says here what other words of Wireshark's say there. */
export const NEAREST_OF_OURS: Readonly<Record<string, string>> = {
  "http": "code http-request or code http-response",
  "http.request": "code http-request",
  "http.response": "code http-response",
  "ip.proto": "tcp, udp or icmp",
  "ipv6.nxt": "tcp, udp or icmpv6",
  "eth.addr": "host ADDRESS",
  "frame.time": "time 10s..20s, counted from the first packet",
  "frame.time_epoch": "time 10s..20s, counted from the first packet",
  "tcp.flags": "flag SYN, or tcp.flags.syn == 1",
  "tcp.connection.rst": "flag RST",
  "tcp.connection.fin": "flag FIN",
  "tcp.connection.syn": "flag SYN and not flag ACK",
  "tcp.connection.synack": "flag SYN and flag ACK",
  "tcp.analysis": "analysis any",
  "tcp.analysis.initial_rtt": "rtt, the round trip that a packet measured",
  "tcp.completeness": "conversation where flag FIN",
  "tcp.time_relative": "time, counted from the capture's first packet",
  "_ws.expert": "analysis any",
};

/** Whether a word looks like one of Wireshark's: a protocol, then a field. */
export function looksLikeWireshark(word: string): boolean {
  return /^_?[a-z][a-z\d]*(\.[a-z][a-z\d_]*)+$/.test(word) || Object.hasOwn(NEAREST_OF_OURS, word);
}
