/**
 * What a capture keeps of the packets that pass its place: not all, perhaps not once, perhaps joined by a network card.
 */
import type { Random } from "../../random.ts";
import type { End, Record, Sent, TruthLog } from "./truth_log.ts";

export interface CaptureOptions {
  readonly at: End | "between";
  /** How often it begins to miss packets, and how many in a row. */
  readonly drops: number;
  readonly dropsLength: number;
  /** The one direction that it holds; null for both. */
  readonly only: End | null;
  /** When it begins, ns. */
  readonly from: number;
  /** How often a packet is captured a second time, how much later, and behind one more router. */
  readonly copies: number;
  readonly copyDelay: number;
  readonly copyHop: boolean;
  /** Its clock's step, ns. */
  readonly resolution: number;
  readonly offload: boolean;
  /** Routers between an end and the capture. */
  readonly hops: { readonly [end in End]: number };
  readonly reroutedAt: number;
  readonly reroutedBy: number;
}

/** The capture as it is written: each packet with its time and what it is. */
export class Capture {
  readonly records: Record[] = [];
  #missing = 0;

  constructor(readonly options: CaptureOptions, readonly random: Random, readonly log: TruthLog) {}

  /** A packet passes. */
  sees(sent: Sent, time: number, copy: boolean): void {
    const passed = this.log.passed.get(sent.id);
    if (passed === undefined) this.log.passed.set(sent.id, [time]);
    else passed.push(time);
    if (this.#misses(sent, time)) {
      if (!copy) this.log.missed.add(sent.id);
      return;
    }
    const { copies, copyDelay, copyHop } = this.options;
    const ttl = this.#ttlOf(sent, time);
    this.records.push({ ids: [sent.id], time, kind: copy ? "network-copy" : "passed", ttl });
    if (copies === 0 || !this.random.chance(copies)) return;
    const later = time + Math.round(copyDelay * (0.5 + this.random.unit()));
    this.records.push({ ids: [sent.id], time: later, kind: "captured-again", ttl: copyHop ? ttl - 1 : ttl });
  }

  #misses({ end }: Sent, time: number): boolean {
    const { only, from, drops, dropsLength } = this.options;
    if (only !== null && only !== end || time < from) return true;
    if (this.#missing > 0) {
      this.#missing--;
      return true;
    }
    if (drops === 0 || !this.random.chance(drops)) return false;
    this.#missing = this.random.int(0, dropsLength - 1);
    return true;
  }

  #ttlOf({ segment, end, reason }: Sent, time: number): number {
    const { at, hops, reroutedAt, reroutedBy } = this.options;
    if (at === end && reason !== "box") return segment.ttl;
    const way = reason === "box" ? Math.ceil(hops[end] / 2) : hops[end];
    return Math.max(1, segment.ttl - way - (time >= reroutedAt ? reroutedBy : 0));
  }

  /** The records in the order of their times, joined where a card does that. */
  finish(): Record[] {
    const ordered = this.records.toSorted((a, b) => a.time - b.time);
    const { resolution, offload } = this.options;
    const records = offload ? this.#joined(ordered) : ordered;
    return records.map((record) => ({ ...record, time: Math.floor(record.time / resolution) * resolution }));
  }

  #joined(records: readonly Record[]): Record[] {
    const joined: Record[] = [];
    for (const record of records) {
      const last = joined.at(-1);
      if (last !== undefined && this.#joins(last, record)) {
        joined[joined.length - 1] = { ...last, ids: [...last.ids, ...record.ids] };
      } else joined.push(record);
    }
    return joined;
  }

  /** Full segments in a row, of one moment. */
  #joins(earlier: Record, later: Record): boolean {
    const [a, b] = [this.log.sent[earlier.ids.at(-1)!]!, this.log.sent[later.ids[0]!]!];
    const first = this.log.sent[earlier.ids[0]!]!;
    const alike = a.end === b.end && a.connection === b.connection && a.reason === "data" && b.reason === "data";
    return alike && earlier.kind === "passed" && later.kind === "passed" && a.to === b.from &&
      b.segment.length <= a.segment.length && a.segment.length === first.segment.length && a.segment.length >= 500 &&
      a.segment.ack === b.segment.ack && a.segment.window === b.segment.window && a.segment.sack.length === 0 &&
      b.segment.sack.length === 0 && later.time - earlier.time < 30_000 && earlier.ids.length < 16;
  }
}
