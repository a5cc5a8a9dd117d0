/**
 * What an arrow of the ladder stands for. Every kind has a colour and, for readers who see none, a stroke and a head of
 * its own; the flags are written on the arrow besides.
 */
import type { PacketView, TcpView } from "../facts/report_data.ts";
import type { Word } from "../../../language/en/page_words.ts";

export const ARROW_KINDS = ["syn", "data", "ack", "fin", "rst", "again", "window", "other"] as const;

export type ArrowKind = (typeof ARROW_KINDS)[number];

export const KIND_WORD: Readonly<Record<ArrowKind, Word>> = {
  syn: "kindSyn",
  data: "kindData",
  ack: "kindAck",
  fin: "kindFin",
  rst: "kindRst",
  again: "kindAgain",
  window: "kindWindow",
  other: "kindOther",
};

const WINDOW_VERDICTS: ReadonlySet<string> = new Set([
  "zero_window",
  "zero_window_probe",
  "zero_window_probe_ack",
  "keep_alive",
  "keep_alive_ack",
]);

/** The kind of a packet: a reset before all, then what was sent again, then what the flags and the data say. */
export function arrowKind(packet: PacketView): ArrowKind {
  const tcp = packet.tcp;
  if (tcp === null) return "other";
  if (tcp.flags.includes("RST")) return "rst";
  if (tcp.verdicts.includes("retransmission")) return "again";
  if (tcp.flags.includes("SYN")) return "syn";
  if (tcp.flags.includes("FIN")) return "fin";
  if (tcp.verdicts.some((verdict) => WINDOW_VERDICTS.has(verdict))) return "window";
  return tcp.length > 0 ? "data" : "ack";
}

/** The verdicts as the list and the ladder print them, in Wireshark's words: `duplicate ack #2`. */
export function verdictNames(tcp: TcpView): string[] {
  return tcp.verdicts
    .filter((verdict) => verdict !== "retransmission" || !tcp.verdicts.some(isKindOfRetransmission))
    .map((verdict) =>
      verdict === "duplicate_ack" ? `duplicate ACK #${tcp.duplicateAck}` : verdict.replaceAll("_", " ")
    );
}

function isKindOfRetransmission(verdict: string): boolean {
  return verdict === "fast_retransmission" || verdict === "spurious_retransmission";
}
