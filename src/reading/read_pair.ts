/**
 * Two captures of the same traffic, each read twice: first one after the other, to learn who is whose partner and how far the
 * clocks are apart; then side by side, each waiting for the other, so that what is compared is in memory together and no more.
 */
import { Pairer } from "../pairing/pairer.ts";
import { planPairing } from "../pairing/pairs/plan.ts";
import { Survey } from "../pairing/survey/survey.ts";
import type { Pairing } from "../pairing/terms/pairing.ts";
import { otherSide, type Side } from "../pairing/terms/side.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import { type Drain, type Reading, type ReadingOptions, readPackets } from "./read_packets.ts";

/** The capture that is named first, and the other one. */
export type Feeds = Readonly<Record<Side, CaptureFeed>>;

export interface ReadPair {
  /** Null where nothing could be paired, because a file could not be read or the user interrupted. */
  readonly pairing: Pairing | null;
  readonly outcomes: Readonly<Record<Side, Reading>>;
}

/** One file may be ahead of the other by so much, ns by the first one's clock. */
const AHEAD = 50e6;

export async function readPair(feeds: Feeds, options: ReadingOptions): Promise<ReadPair> {
  const surveys = { a: new Survey(), b: new Survey() };
  const outcomes = { a: await survey("a"), b: await survey("b") };
  async function survey(side: Side): Promise<Reading> {
    return await readPackets(feeds[side], {
      visit: (packet, analysed) => surveys[side].take(packet, analysed),
    }, options);
  }
  const unusable = (side: Side): boolean => outcomes[side].stopped || outcomes[side].packets === 0;
  if (unusable("a") || unusable("b")) return { pairing: null, outcomes };
  const plan = planPairing(surveys.a, surveys.b);
  const pairer = new Pairer(plan);
  const pace = new Pace(plan.difference);
  const read = async (side: Side): Promise<void> => {
    const { origin } = surveys[side];
    try {
      await readPackets(feeds[side], {
        visit: (packet, analysed) => {
          pace.at(side, (packet.seconds - origin) * 1e9 + packet.nanoseconds);
          if (analysed !== null) pairer.take(side, analysed);
        },
        drain: pace.drainOf(side),
      }, options);
    } finally {
      pace.end(side);
    }
  };
  if (plan.obstacle === null) await Promise.all([read("a"), read("b")]);
  if (options.terminal.interrupted.aborted) return { pairing: null, outcomes };
  return { pairing: pairer.finish(), outcomes };
}

/** Keeps two readings side by side: the one that is ahead waits. */
class Pace {
  readonly #at: Record<Side, number> = { a: -Infinity, b: -Infinity };
  readonly #waiting: Partial<Record<Side, () => void>> = {};
  readonly #difference: number;

  /** B's times are about `difference` more than A's. */
  constructor(difference: number) {
    this.#difference = difference;
  }

  /** A reading has come to a packet of this time. */
  at(side: Side, time: number): void {
    this.#at[side] = side === "a" ? time : time - this.#difference;
    const other = otherSide(side);
    if (this.#waiting[other] !== undefined && !this.#isAhead(other)) this.#wake(other);
  }

  /** A reading has come to its end: the other one need not wait any more. */
  end(side: Side): void {
    this.#at[side] = Infinity;
    this.#wake(otherSide(side));
  }

  drainOf(side: Side): Drain {
    const isAhead = (): boolean => this.#isAhead(side);
    return {
      get full() {
        return isAhead();
      },
      flush: () =>
        new Promise((resolve) => {
          if (this.#isAhead(side)) this.#waiting[side] = resolve;
          else resolve();
        }),
    };
  }

  #isAhead(side: Side): boolean {
    return this.#at[side] - this.#at[otherSide(side)] > AHEAD;
  }

  #wake(side: Side): void {
    const resolve = this.#waiting[side];
    delete this.#waiting[side];
    resolve?.();
  }
}
