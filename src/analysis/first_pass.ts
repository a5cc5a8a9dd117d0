/**
 * What a capture must be read twice for: facts about a conversation that its last packets decide, and that are shown beside its
 * first ones. The first reading looks at flags and handshakes only.
 *
 * ```ts
 * import { Analyser } from "./analyser.ts";
 * const first = new FirstPass();
 * // for each packet of the capture: first.observe(packet)
 * first.finish();
 * // for each packet again:
 * const analyser = new Analyser({ firstPass: first });
 * ```
 */
import type { Packet } from "../packet/packet.ts";
import { ConversationTable, DEFAULT_LIMITS, type TableLimits } from "./conversation_table.ts";
import { follow, shiftInForce, streamOf } from "./opening.ts";
import type { Stream } from "./tracked_conversation.ts";

/** What a second reading may know of each conversation beforehand. */
export interface Foresight {
  /** Final completeness of a conversation by its number. */
  completeness(stream: number): number;
  /** Window shift of a conversation's side: 0 is the sender of its first packet, 1 the other. */
  windowShift(stream: number, side: 0 | 1): number;
}

/** Bytes kept of each conversation: completeness, and the window shift of either side. */
const ENTRY = 3;

/** Gathers foresight from conversations as they end. */
export class Findings implements Foresight {
  private entries = new Uint8Array(64 * ENTRY);

  /** Takes a conversation that has ended. */
  note(stream: Stream): void {
    const at = stream.stream * ENTRY;
    while (at + ENTRY > this.entries.length) {
      const larger = new Uint8Array(this.entries.length * 2);
      larger.set(this.entries);
      this.entries = larger;
    }
    this.entries[at] = stream.seen;
    this.entries[at + 1] = shiftInForce(stream.from0);
    this.entries[at + 2] = shiftInForce(stream.from1);
  }

  completeness(stream: number): number {
    return this.entries[stream * ENTRY] ?? 0;
  }

  windowShift(stream: number, side: 0 | 1): number {
    return this.entries[stream * ENTRY + 1 + side] ?? 0;
  }
}

/**
 * The first reading of a capture, where nothing but foresight is wanted of it; an `Analyser` gathers the same in its `findings`.
 * Use the same limits for the analyser of the second reading.
 */
export class FirstPass implements Foresight {
  private readonly findings = new Findings();
  private readonly table: ConversationTable;

  constructor(limits: TableLimits = DEFAULT_LIMITS) {
    this.table = new ConversationTable((stream) => this.findings.note(stream), limits);
  }

  /** Takes the next packet of the capture; those that are not TCP are of no matter. */
  observe(packet: Packet): void {
    if (packet.tcpStart < 0) return;
    follow(packet, streamOf(packet, this.table), this.table);
  }

  /** Says that the capture is over. */
  finish(): void {
    this.table.finish();
  }

  /** Conversations seen. */
  get conversationCount(): number {
    return this.table.made;
  }

  completeness(stream: number): number {
    return this.findings.completeness(stream);
  }

  windowShift(stream: number, side: 0 | 1): number {
    return this.findings.windowShift(stream, side);
  }
}
