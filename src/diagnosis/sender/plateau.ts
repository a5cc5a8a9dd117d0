/** Whether the top of a sender's flight is the same turn after turn, which no congestion window is for long: a buffer's. */
import type { LatestRounds } from "./latest_rounds.ts";
import type { Round } from "./round.ts";

/** Rounds behind and ahead of a round that have a say in it. */
export const AHEAD = 5;
const BEHIND = 5;
/** Rounds with the same top that no growing window has. */
const FLAT = 5;
/** Tops are equally high that differ by so many segments, or this part. */
const ALIKE_SEGMENTS = 1.5;
const ALIKE = 0.05;
/** Of the rounds before one so many that grew by a segment show a growing window. */
const GROWING = 3;

/** What is known of the sender beside its rounds. */
export interface Sender {
  readonly segment: number;
  readonly everLost: boolean;
  /** The capture is its own. */
  readonly atSender: boolean;
  /** It spreads its segments over the round trip. */
  readonly paces: boolean;
}

export class Plateau {
  readonly #rounds: LatestRounds;
  readonly #beside = { rounds: 0, high: 0, woken: 0 };
  /** Lowest and highest top that was flat; some of them before any loss, which no window on a plateau is. */
  #low = Infinity;
  #high = 0;
  #beforeLoss = false;

  constructor(rounds: LatestRounds) {
    this.#rounds = rounds;
  }

  /** Whether the round is on one. */
  has({ number, top, lost, full }: Round, { segment, everLost, atSender, paces }: Sender): boolean {
    if (lost || top < segment) return false;
    const ahead = this.#highest(number, 1);
    const behind = this.#highest(number, -1);
    const ceiling = Math.max(behind, ahead);
    const same = Math.max(1.2 * segment, 0.01 * ceiling);
    const low = ceiling - (everLost ? same : 0.25 * ceiling);
    if (ahead - behind > same || ahead < low || top < 0.5 * ceiling) return false;
    this.#count(number, low);
    const { rounds, high, woken } = this.#beside;
    if (high < FLAT - 1) return false;
    const often = atSender && !everLost && woken > 0.5 * rounds;
    const tells = atSender || paces || everLost || ahead > behind + 0.5 * segment;
    if (full && ((!often && tells) || this.#grows(number, segment))) return false;
    if (everLost && this.#beforeLoss) return this.#isAsHigh(top, segment);
    if (!everLost) this.#beforeLoss = true;
    this.#low = Math.min(this.#low, top);
    this.#high = Math.max(this.#high, top);
    return true;
  }

  /** All that was flat was a buffer's: it was so before any loss, or was equally high each time and nothing (`most` bytes) ever higher. */
  holds(most: number, segment: number): boolean {
    return this.#beforeLoss || (this.#isAsHigh(this.#low, segment) && most <= this.#high + ALIKE_SEGMENTS * segment);
  }

  #isAsHigh(top: number, segment: number): boolean {
    const [low, high] = [this.#low, this.#high];
    const alike = Math.max(ALIKE_SEGMENTS * segment, ALIKE * high);
    return high - top <= alike && top - low <= alike;
  }

  /** The highest top from this round on, backwards (-1) or forwards (1), up to a loss. */
  #highest(number: number, step: 1 | -1): number {
    const most = step < 0 ? BEHIND : AHEAD;
    let highest = 0;
    for (let i = 0; i <= most; i++) {
      const round = this.#rounds.at(number + step * i);
      if (round === undefined || round.lost) break;
      if (round.top > highest) highest = round.top;
    }
    return highest;
  }

  /** The rounds up to this one grew a segment each, as a congestion window does past slow start. */
  #grows(number: number, segment: number): boolean {
    let steps = 0;
    for (let i = 0; i < BEHIND; i++) {
      const round = this.#rounds.at(number - i);
      const before = this.#rounds.at(number - i - 1);
      if (round === undefined || before === undefined || before.lost) break;
      const step = round.top - before.top;
      if (step < 0 || step > 2.2 * segment) return false;
      if (step > 0.5 * segment) steps++;
    }
    return steps >= GROWING;
  }

  /** How many rounds beside this one reach `low`, and in how many of them a program was woken when its buffer had room. */
  #count(number: number, low: number): void {
    const beside = this.#beside;
    beside.rounds = beside.high = beside.woken = 0;
    for (let step = -1; step <= 1; step += 2) {
      const most = step < 0 ? BEHIND : AHEAD;
      for (let i = step < 0 ? 0 : 1; i <= most; i++) {
        const round = this.#rounds.at(number + step * i);
        if (round === undefined || round.lost) break;
        beside.rounds++;
        if (round.top >= low) beside.high++;
        if (round.blocked > 0) beside.woken++;
      }
    }
  }
}
