/**
 * The log of what happened, as judges ask it. Of a real network some things stay unknown: then an answer is null.
 */
import type { WorldOptions } from "./world/draw_world.ts";
import type { Program } from "./world/program.ts";
import {
  type Arrival,
  type Deed,
  type End,
  type Loss,
  otherEnd,
  type Record,
  type Sent,
  type TruthLog,
} from "./world/truth_log.ts";

export class Truth {
  readonly #losses = new Map<number, Loss>();
  readonly #arrivals = new Map<number, Arrival>();
  readonly #captured = new Map<number, number>();

  constructor(readonly log: TruthLog, readonly records: readonly Record[], readonly options: WorldOptions) {
    for (const loss of log.losses) this.#losses.set(loss.id, loss);
    for (const arrival of log.arrivals) if (!this.#arrivals.has(arrival.id)) this.#arrivals.set(arrival.id, arrival);
    for (const [i, { ids }] of records.entries()) {
      for (const id of ids) if (!this.#captured.has(id)) this.#captured.set(id, i + 1);
    }
  }

  /** What is captured in packet `number`: the record, and the first and the last of what it holds. */
  record(number: number): Record {
    return this.records[number - 1]!;
  }

  sent(number: number): Sent {
    return this.log.sent[this.record(number).ids[0]!]!;
  }

  lastSent(number: number): Sent {
    return this.log.sent[this.record(number).ids.at(-1)!]!;
  }

  loss(sent: Sent): Loss | null {
    return this.#losses.get(sent.id) ?? null;
  }

  /** Its first arrival, null where it never arrived. */
  arrival(sent: Sent): Arrival | null {
    return this.#arrivals.get(sent.id) ?? null;
  }

  hadArrived(sent: Sent, time: number): boolean {
    const arrival = this.arrival(sent);
    return arrival !== null && arrival.time <= time;
  }

  /** The packet in which it was captured, 0 where it was not. */
  capturedIn(sent: Sent): number {
    return this.#captured.get(sent.id) ?? 0;
  }

  /** What the same end's latest packet of this kind before packet `number` in the capture holds, null without one. */
  recordBefore(number: number, { connection, end }: Sent, isOne: (sent: Sent) => boolean = () => true): Sent | null {
    for (let at = number - 1; at >= 1; at--) {
      const sent = this.lastSent(at);
      if (sent.connection === connection && sent.end === end && isOne(sent)) return sent;
    }
    return null;
  }

  /** What the same end had sent before of the same numbers. */
  earlier(sent: Sent): Sent[] {
    if (sent.to <= sent.from) return [];
    return this.sentBy(sent).filter((other) =>
      other.id < sent.id && other.from < sent.to && sent.from < other.to && other.reason !== "window-probe" &&
      other.reason !== "keep-alive"
    );
  }

  /** All that this end of this connection sent. */
  sentBy({ connection, end }: { connection: number; end: End }): Sent[] {
    return this.log.sent.filter((sent) => sent.connection === connection && sent.end === end && sent.reason !== "box");
  }

  sentByOther({ connection, end }: { connection: number; end: End }): Sent[] {
    return this.sentBy({ connection, end: otherEnd(end) });
  }

  deeds({ connection, end }: { connection: number; end: End }, what: readonly Deed["what"][]): Deed[] {
    return this.log.deeds.filter((deed) =>
      deed.connection === connection && deed.end === end && what.includes(deed.what)
    );
  }

  program({ connection, end }: { connection: number; end: End }): Program {
    return this.options.attempts[connection]![end];
  }

  /** The FIN's first sending, undefined before one. */
  fin(of: { connection: number; end: End }): Sent | undefined {
    return this.sentBy(of).find(({ segment }) => (segment.flags & 1) !== 0);
  }

  /** In a few words, for whoever looks into a judgment. */
  describe(sent: Sent): string {
    const loss = this.loss(sent);
    const arrival = this.arrival(sent);
    const fate = loss !== null && arrival === null
      ? `lost ${loss.beforeVantage ? "before" : "behind"} the capture (${loss.cause})`
      : arrival !== null
      ? `arrived at ${seconds(arrival.time)}`
      : "still on its way";
    const { standing } = sent;
    const held = (["nagle", "congestion", "window"] as const).filter((name) => standing[name]);
    const about = [
      `${sent.end} sent ${sent.from}..${sent.to} at ${seconds(sent.time)}: ${sent.reason}`,
      fate,
      held.length > 0 ? `held by ${held.join(", ")}` : "",
      standing.unread + standing.waiting > 0 ? `unread ${standing.unread}, behind a hole ${standing.waiting}` : "",
      standing.wroteAt >= 0 ? `written at ${seconds(standing.wroteAt)}` : "",
    ];
    return about.filter((text) => text !== "").join("; ");
  }
}

function seconds(time: number): string {
  return `${(time / 1e9).toFixed(6)} s`;
}
