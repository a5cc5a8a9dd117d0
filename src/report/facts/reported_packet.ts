/**
 * What a report is made of: one packet with everything the rooms below have found out about it.
 */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { VERDICTS } from "../../analysis/analysed_packet.ts";
import type { RelatedPacket } from "../../analysis/related_packet.ts";
import type { Explanation } from "../../explain/words/explanation.ts";
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { destinationAddress, sourceAddress } from "../../packet/address.ts";

/**
 * One packet of a capture. The packet and its analysis may be objects that are filled again for the next packet: a
 * format takes what it needs at once and keeps neither.
 */
export interface ReportedPacket {
  readonly packet: ReadonlyPacket;
  /** Null where the packet is not TCP. */
  readonly analysed: AnalysedPacket | null;
  /** What a packet without TCP has to do with it, null where nothing. */
  readonly related: RelatedPacket | null;
  /** The conversation's final completeness; null without one, or where the capture was read only once. */
  readonly completeness: number | null;
  /** Empty where the format asked for none. */
  readonly explanations: readonly Explanation[];
}

/** Index of the conversation that a packet belongs to, or has to do with; -1 without one. */
export function streamOf({ analysed, related }: ReportedPacket): number {
  return (analysed ?? related)?.conversation?.index ?? -1;
}

/** The verdicts as text, Wireshark's names without their prefix, `duplicate_ack` with its count: `duplicate_ack#2`. */
export function verdictNames(analysed: AnalysedPacket): string[] {
  if (analysed.verdicts === 0) return [];
  return VERDICTS.filter((_, i) => (analysed.verdicts & (1 << i)) !== 0)
    .map((name) => name === "duplicate_ack" ? `duplicate_ack#${analysed.duplicateAck}` : name);
}

/**
 * Sender and receiver of a packet as text, empty where it has no IP header. A TCP packet's addresses are those of its
 * conversation, which are text already.
 */
export function addressesOf({ packet, analysed }: ReportedPacket): { readonly src: string; readonly dst: string } {
  if (analysed === null) return { src: sourceAddress(packet), dst: destinationAddress(packet) };
  const { client, server } = analysed.conversation;
  return analysed.fromClient
    ? { src: client.address, dst: server.address }
    : { src: server.address, dst: client.address };
}
