/** The numbers of a packet that a filter can compare: their names here and in Wireshark, their units, and where they stand. */
import type { Moment } from "../../base/moment.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";

/** What a number counts: how a value that it is compared with is read. Times are in nanoseconds. */
export type FigureUnit = "count" | "bytes" | "time";

interface Figure {
  readonly unit: FigureUnit;
  /** Wireshark's names for it. */
  readonly wireshark: readonly string[];
  /** The packet's number, null where it has none. @param first Time of the capture's first packet. */
  read(packet: ReportedPacket, first: Moment): number | null;
}

export const PACKET_FIGURES = {
  "number": { unit: "count", wireshark: ["frame.number"], read: ({ packet }) => packet.number },
  "time": {
    unit: "time",
    wireshark: ["frame.time_relative"],
    read: ({ packet }, first) =>
      packet.hasTime ? (packet.seconds - first.seconds) * 1e9 + packet.nanoseconds - first.nanoseconds : null,
  },
  "size": { unit: "bytes", wireshark: ["frame.len"], read: ({ packet }) => packet.length },
  "captured": { unit: "bytes", wireshark: ["frame.cap_len"], read: ({ packet }) => packet.capturedLength },
  "ttl": { unit: "count", wireshark: ["ip.ttl", "ipv6.hlim"], read: ({ packet }) => present(packet.ttl) },
  "id": { unit: "count", wireshark: ["ip.id"], read: ({ packet }) => present(packet.ipId) },
  "len": { unit: "bytes", wireshark: ["tcp.len"], read: ({ packet, analysed }) => analysed && packet.payloadLength },
  "seq": { unit: "count", wireshark: ["tcp.seq"], read: ({ analysed }) => analysed && analysed.seq },
  "ack": { unit: "count", wireshark: ["tcp.ack"], read: ({ analysed }) => analysed && analysed.ack },
  "seq-raw": { unit: "count", wireshark: ["tcp.seq_raw"], read: ({ packet, analysed }) => analysed && packet.seq },
  "ack-raw": { unit: "count", wireshark: ["tcp.ack_raw"], read: ({ packet, analysed }) => analysed && packet.ack },
  "window": { unit: "bytes", wireshark: ["tcp.window_size"], read: ({ analysed }) => analysed && analysed.window },
  "window-raw": {
    unit: "count",
    wireshark: ["tcp.window_size_value"],
    read: ({ packet, analysed }) => analysed && packet.window,
  },
  "urgent": {
    unit: "count",
    wireshark: ["tcp.urgent_pointer"],
    read: ({ packet, analysed }) => analysed && packet.urgentPointer,
  },
  "flight": {
    unit: "bytes",
    wireshark: ["tcp.analysis.bytes_in_flight"],
    read: ({ analysed }) => analysed && analysed.bytesInFlight,
  },
  "rtt": { unit: "time", wireshark: ["tcp.analysis.ack_rtt"], read: ({ analysed }) => analysed && analysed.rtt },
  "acks": { unit: "count", wireshark: ["tcp.analysis.acks_frame"], read: ({ analysed }) => analysed && analysed.acks },
  "rto": {
    unit: "time",
    wireshark: ["tcp.analysis.rto"],
    read: ({ analysed }) => analysed && analysed.retransmissionTimeout,
  },
  "duplicate": {
    unit: "count",
    wireshark: ["tcp.analysis.duplicate_ack_num"],
    read: ({ analysed }) => analysed && (analysed.duplicateAck || null),
  },
} as const satisfies Readonly<Record<string, Figure>>;

export type PacketFigure = keyof typeof PACKET_FIGURES;

/** A field that the packet does not have is -1. */
function present(value: number): number | null {
  return value < 0 ? null : value;
}
