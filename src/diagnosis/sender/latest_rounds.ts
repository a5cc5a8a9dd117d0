/** The latest rounds of a sender, in a ring that keeps its objects. */
import { begin, newRound, type Round } from "./round.ts";

/** Rounds are kept in places by their number: one less than a power of two. */
const KEPT = 15;

export class LatestRounds {
  current: Round = newRound(0, 0);
  readonly #ring: Round[] = [];

  /** A closed round by its number; undefined where it is no longer kept. */
  at(number: number): Round | undefined {
    const round = this.#ring[number & KEPT];
    return round !== undefined && round.number === number && round !== this.current ? round : undefined;
  }

  /** The round at hand is over; the next one begins at `time`. */
  next(time: number): void {
    const { number } = this.current;
    this.#ring[number & KEPT] = this.current;
    this.current = begin(this.#ring[(number + 1) & KEPT] ?? ({} as Round), number + 1, time);
  }
}
