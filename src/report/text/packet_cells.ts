/**
 * The facts of one packet as short texts: what a packet list, a table and a heading print of it.
 */
import { eventOfComments, type WireEvent } from "../../expectation/wire_event.ts";
import { flagNames } from "../../packet/flags.ts";
import { ACK, type ReadonlyPacket, RST, SYN } from "../../packet/packet.ts";
import { VERDICT_BIT, VERDICTS } from "../../analysis/analysed_packet.ts";
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { PARTIAL_ACK } from "../../analysis/verdict_bits.ts";
import type { Ink } from "../../output/palette.ts";
import type { ReportOptions } from "../facts/output_format.ts";
import { optionsText, sackTexts } from "../words/option_text.ts";
import { protocolName } from "../words/protocol_name.ts";
import type { ReportedPacket } from "../facts/reported_packet.ts";
import type { Moment } from "../../base/moment.ts";
import { duration, relativeTime, utcTime } from "../words/times.ts";
import type { ReportWords } from "../../language/kinds/report_words.ts";

/** Verdicts that tell of a loss, as trouble is shown. */
const LOSSES = VERDICT_BIT.retransmission | VERDICT_BIT.fast_retransmission | VERDICT_BIT.lost_segment;

/** What the lab's wire does to a packet that then never arrives. */
const LOSING: ReadonlySet<WireEvent> = new Set(["lost", "dropped", "blocked"]);

/** How a packet's flags look: those of a reset as trouble. */
export function flagsInk({ flags }: ReadonlyPacket): Ink | null {
  return (flags & RST) === 0 ? null : "trouble";
}

/** How what is told of it looks: its verdicts, and what the lab's wire did to it. */
export function verdictInk({ verdicts, packet }: AnalysedPacket): Ink {
  const event = packet.comments.length === 0 ? null : eventOfComments(packet.comments);
  return (verdicts & LOSSES) !== 0 || (event !== null && LOSING.has(event)) ? "trouble" : "warning";
}

/** What stands in a cell where there is nothing to say. */
export const NOTHING = "-";

/** The packet's time as the user wants it: since `start`, or of day in UTC; nothing where the file says no time. */
export function timeCell({ packet }: ReportedPacket, start: Moment, options: ReportOptions): string {
  if (!packet.hasTime) return NOTHING;
  return options.utc ? utcTime(packet) : relativeTime(start, packet);
}

/** The flags spelled out: `PSH ACK`. */
export function flagsCell(flags: number): string {
  return flagNames(flags).join(" ") || NOTHING;
}

/** Sequence number, relative unless raw numbers are asked for. */
export function seqCell(analysed: AnalysedPacket, raw: boolean): string {
  return String(raw ? analysed.packet.seq : analysed.seq);
}

/** Acknowledgment number; the field means nothing while the ACK flag is not set (RFC 9293 3.1). */
export function ackCell(analysed: AnalysedPacket, raw: boolean): string {
  if ((analysed.packet.flags & ACK) === 0) return NOTHING;
  return String(raw ? analysed.packet.ack : analysed.ack);
}

/** Window in bytes, or the header's field where raw numbers are asked for. */
export function windowCell(analysed: AnalysedPacket, raw: boolean): string {
  return String(raw ? analysed.packet.window : analysed.window);
}

/** What the lab's wire did to it, where its capture says so; and the verdicts in the reader's words. */
export function verdictTexts(analysed: AnalysedPacket, words: ReportWords): string[] {
  const { comments } = analysed.packet;
  const event = comments.length === 0 ? null : eventOfComments(comments);
  return [...event === null ? [] : [words.wire[event] ?? event], ...judgedTexts(analysed, words)];
}

/** The verdicts, `duplicate ACK #2 of 28` with its count and its original. */
function judgedTexts(analysed: AnalysedPacket, words: ReportWords): string[] {
  if (analysed.verdicts === 0) return [];
  const named = VERDICTS.filter((_, i) => (analysed.verdicts & (1 << i)) !== 0);
  // A fast or spurious retransmission is a retransmission; saying both says nothing more.
  const particular = named.includes("fast_retransmission") || named.includes("spurious_retransmission");
  return named.filter((name) => !(particular && name === "retransmission")).map((name) =>
    name === "duplicate_ack"
      ? words.duplicateAckOf(analysed.duplicateAck, analysed.duplicateOf)
      : words.verdicts[name] ?? name
  );
}

/** What a list says beside a packet's numbers, without the verdicts: options of a SYN, what it acknowledges, damage. */
export function noteTexts({ packet, analysed }: ReportedPacket, { words, raw }: ReportOptions): string[] {
  const notes: string[] = [];
  if (analysed !== null) notes.push(...(packet.flags & SYN) !== 0 ? optionsText(packet) : sackTexts(analysed, raw));
  if (analysed !== null && analysed.acks !== null && analysed.rtt !== null) {
    const after = duration(analysed.rtt);
    const part = (analysed.verdicts & PARTIAL_ACK) !== 0;
    notes.push(part ? words.acknowledgesPart(analysed.acks, after) : words.acknowledges(analysed.acks, after));
  }
  if (packet.problem !== null) notes.push(words.cutShort(packet.problem.offset, packet.problem.reason));
  return notes;
}

/** What a packet without TCP is: its protocol and its length. */
export function otherText({ packet }: ReportedPacket, words: ReportWords): string {
  return `${protocolName(packet)}, ${words.byteCount(String(packet.length), packet.length === 1)}`;
}
