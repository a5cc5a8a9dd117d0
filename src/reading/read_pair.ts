/**
 * Two captures of the same traffic: first the beginning of each, to learn how far the clocks are apart; then both from beginning to
 * end, side by side, each waiting for the other, so that what is compared is in memory together and no more.
 */
import { APART, Pairer } from "../pairing/pairer.ts";
import { type FirstLook, lookAt } from "../pairing/pairs/first_look.ts";
import { Survey } from "../pairing/pairs/survey.ts";
import { FileMoments, stepsOf, type SurveyedSteps } from "../pairing/pairs/step_survey.ts";
import type { Pairing } from "../pairing/terms/pairing.ts";
import { otherSide, type Side } from "../pairing/terms/side.ts";
import type { CaptureFeed } from "./feeds/capture_feed.ts";
import { type Drain, type Reading, type ReadingOptions, readPackets, type Visitor } from "./read_packets.ts";

/** The capture that is named first, and the other one. */
export type Feeds = Readonly<Record<Side, CaptureFeed>>;

export interface ReadPair {
  /** Null where nothing could be paired, because a file could not be read or the user interrupted. */
  readonly pairing: Pairing | null;
  readonly outcomes: Readonly<Record<Side, Reading>>;
}

/** So many more packets find one another. */
const BETTER = 1.02;
/** Packets of each file that are looked at first. */
const FIRST_LOOK = 20_000;

/** `journeys` is how many ways of packets that simply arrived are kept of a conversation. */
export async function readPair(feeds: Feeds, options: ReadingOptions, journeys = 0): Promise<ReadPair> {
  const { look, readings } = await firstLook(feeds, options);
  if (look === null || look.obstacle !== null) {
    return { pairing: look === null ? null : new Pairer(look).finish(), outcomes: readings };
  }
  const pairer = new Pairer(look, journeys);
  const outcomes = await readBoth(feeds, { pairer, difference: look.difference }, options);
  if (options.terminal.interrupted.aborted) return { pairing: null, outcomes };
  const pairing = pairer.finish();
  if (!pairer.doubtsClocks) return { pairing, outcomes };
  const { steps, difference } = await surveySteps(feeds, options);
  const [largest] = steps.toSorted((one, other) => Math.abs(other.by) - Math.abs(one.by));
  // What a jumping path adds spoils the rest: the largest is tried alone as well.
  for (const tried of steps.length > 1 ? [steps, [largest!]] : [steps]) {
    if (tried.length === 0) break;
    const corrected = new Pairer({ ...look, difference }, journeys, tried);
    await readBoth(feeds, { pairer: corrected, difference }, options);
    if (options.terminal.interrupted.aborted) return { pairing: null, outcomes };
    const without = corrected.finish();
    if (isBetter(corrected.agreement, pairer.agreement)) return { pairing: without, outcomes };
  }
  return { pairing: options.terminal.interrupted.aborted ? null : pairing, outcomes };
}

/** Steps are believed only where, without them, packets do not find one another, or what they say contradicts itself. */
function isBetter(corrected: Pairer["agreement"], told: Pairer["agreement"]): boolean {
  if (corrected.matched < told.matched || corrected.contradicts) return false;
  return told.contradicts || corrected.matched > BETTER * told.matched;
}

/** Both from beginning to end, side by side. */
async function readBoth(
  feeds: Feeds,
  { pairer, difference }: { readonly pairer: Pairer; readonly difference: number },
  options: ReadingOptions,
): Promise<ReadPair["outcomes"]> {
  const pace = new Pace(difference);
  const read = async (side: Side): Promise<Reading> => {
    try {
      return await readPackets(feeds[side], {
        visit: (packet, analysed) => pace.at(side, pairer.take(side, packet, analysed)),
        drain: pace.drainOf(side),
        verdicts: false,
      }, options);
    } finally {
      pace.end(side);
    }
  };
  const [a, b] = await Promise.all([read("a"), read("b")]);
  return { a, b };
}

/** Reads both for the steps of their clocks alone. */
async function surveySteps(feeds: Feeds, options: ReadingOptions): Promise<SurveyedSteps> {
  const survey = async (side: Side): Promise<FileMoments> => {
    const moments = new FileMoments();
    const visit: Visitor["visit"] = (packet, analysed) => moments.take(packet, analysed);
    await readPackets(feeds[side], { visit, verdicts: false }, options);
    return moments;
  };
  return stepsOf(await survey("a"), await survey("b"));
}

/**
 * Reads the beginning of both files, and where these have nothing in common, all of both. Null where one of them cannot be
 * read, or the user interrupts.
 */
async function firstLook(
  feeds: Feeds,
  options: ReadingOptions,
): Promise<{ readonly look: FirstLook | null; readonly readings: ReadPair["outcomes"] }> {
  const survey = async (side: Side, last: number): Promise<{ survey: Survey; reading: Reading }> => {
    const survey = new Survey();
    const visit: Visitor["visit"] = (packet, analysed) => survey.take(packet, analysed);
    return { survey, reading: await readPackets(feeds[side], { visit, last, verdicts: false }, options) };
  };
  for (const last of [FIRST_LOOK, Infinity]) {
    const [a, b] = [await survey("a", last), await survey("b", last)];
    const readings = { a: a.reading, b: b.reading };
    if ([a, b].some(({ reading }) => reading.stopped || reading.packets === 0)) return { look: null, readings };
    const look = lookAt(a.survey, b.survey);
    const whole = [a, b].every(({ reading }) => reading.packets < last);
    if (look.obstacle === null || whole) return { look, readings };
  }
  throw new Error("a whole reading is the last one");
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
    return this.#at[side] - this.#at[otherSide(side)] > APART;
  }

  #wake(side: Side): void {
    const resolve = this.#waiting[side];
    delete this.#waiting[side];
    resolve?.();
  }
}
