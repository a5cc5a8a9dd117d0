/**
 * Where the two captures begin and end. A packet that one of them could not have seen, because it began later or ended earlier, is
 * neither lost nor missed. That a file ends early is believed only where the other one shows traffic of its side afterwards: the
 * last packets of a connection may well be lost.
 */
import type { DirectionRecord } from "../pairs/direction_record.ts";
import type { FileFacts } from "../survey/file_facts.ts";
import { otherSide, type Side } from "../terms/side.ts";
import type { Sighting } from "../terms/sighting.ts";

const MANY = 8;
/** A capture seldom ends within so short a time behind a packet; how near to its end one was due is not known better, ns. */
const MOMENT = 10e6;

export class CaptureEdges {
  readonly #files: Readonly<Record<Side, FileFacts>>;
  readonly #beginsLate: Record<Side, boolean> = { a: false, b: false };
  readonly #endsEarly: Record<Side, boolean> = { a: false, b: false };

  constructor(files: Readonly<Record<Side, FileFacts>>) {
    this.#files = files;
  }

  /** Looks for packets that a file should hold, before its first or behind its last. */
  learn(records: readonly DirectionRecord[]): void {
    for (const { pair, unsent, missed } of records) {
      for (const { time, isReset } of unsent) {
        if (!isReset && !Number.isNaN(pair.recent)) this.#note(pair.sender, time - pair.recent, time - pair.recent);
      }
      for (const { dueFrom, dueUntil } of missed) this.#note(otherSide(pair.sender), dueUntil, dueFrom);
    }
  }

  /** Those of the receiver's side that came though its capture misses them, and would hold them. */
  missed({ pair, missed }: DirectionRecord): Sighting[] {
    return missed.filter(({ dueFrom, dueUntil }) => this.couldSee(pair.receiver, dueFrom, dueUntil));
  }

  /** Those that came without having been seen to leave, though the sender's capture ran. */
  unsent({ pair, unsent }: DirectionRecord): Sighting[] {
    const delay = Number.isNaN(pair.recent) ? 0 : pair.recent;
    return unsent.filter(({ time }) => this.couldSee(pair.sender, time - delay, time - delay));
  }

  /**
   * Whether the receiver's capture may have ended before a packet was due: nothing in it is as late, and the sender's does not run for
   * `patience`, ns, behind it, within which an answer would have come. A bare ACK has none.
   */
  mayHaveEnded({ pair: { sender, receiver } }: DirectionRecord, sent: Sighting, patience: number): boolean {
    const { last } = this.#files[receiver];
    if (this.#endsEarly[receiver] && sent.dueUntil > last - MOMENT) return true;
    if (sent.dueFrom <= last + MOMENT) return false;
    return !sent.occupies || this.#files[sender].last < sent.time + patience;
  }

  /** Whether a file could have seen a packet that came past it between two moments of its clock. */
  couldSee(side: Side, from: number, until: number): boolean {
    const { first, last } = this.#files[side];
    if (this.#beginsLate[side] && until < first) return false;
    return !(this.#endsEarly[side] && from > last);
  }

  /**
   * Of datagrams that nothing is known of, those that came past a file, if they did, before its first packet or behind its last,
   * where they are more than a loss or two: that the file had not begun, or had ended, explains them as well.
   */
  beyond(side: Side, open: readonly Sighting[]): readonly Sighting[] {
    const { first, last } = this.#files[side];
    const beyond = open.filter(({ dueFrom, dueUntil }) => dueUntil < first || dueFrom > last);
    return beyond.length < MANY ? [] : beyond;
  }

  #note(side: Side, latest: number, earliest: number): void {
    const { first, last } = this.#files[side];
    if (latest < first) this.#beginsLate[side] = true;
    if (earliest > last) this.#endsEarly[side] = true;
  }
}
