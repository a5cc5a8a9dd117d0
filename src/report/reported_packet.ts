/**
 * What a report is made of: one packet with everything the rooms below have found out about it.
 */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { VERDICTS } from "../analysis/analysed_packet.ts";
import type { Explanation } from "../explain/explanation.ts";
import type { Packet } from "../packet/packet.ts";
import { ACK, AE, CWR, ECE, FIN, PSH, RST, SYN, URG } from "../packet/packet.ts";

/**
 * One packet of a capture. The packet and its analysis may be objects that are filled again for the next packet: a
 * format takes what it needs at once and keeps neither.
 */
export interface ReportedPacket {
  readonly packet: Packet;
  /** Null where the packet is not TCP. */
  readonly analysed: AnalysedPacket | null;
  /** The conversation's final completeness; null without one, or where the capture was read only once. */
  readonly completeness: number | null;
  /** Empty where the format asked for none. */
  readonly explanations: readonly Explanation[];
}

/** Flag names in the order in which every format lists them. */
export const FLAG_NAMES = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE"] as const;

/** The bit of each of `FLAG_NAMES`. */
export const FLAG_BITS: readonly number[] = [FIN, SYN, RST, PSH, ACK, URG, ECE, CWR, AE];

/** The names of the flags that are set: `["PSH", "ACK"]`. */
export function flagNames(flags: number): string[] {
  return FLAG_NAMES.filter((_, i) => (flags & FLAG_BITS[i]!) !== 0);
}

/** The verdicts as text, Wireshark's names without their prefix, `duplicate_ack` with its count: `duplicate_ack#2`. */
export function verdictNames(analysed: AnalysedPacket): string[] {
  if (analysed.verdicts === 0) return [];
  return VERDICTS.filter((_, i) => (analysed.verdicts & (1 << i)) !== 0)
    .map((name) => name === "duplicate_ack" ? `duplicate_ack#${analysed.duplicateAck}` : name);
}
