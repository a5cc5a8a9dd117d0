/**
 * Losses that come in bursts, after Gilbert (1960) and Elliott (1963): the line is good or bad, and changes between the two
 * by chance, packet by packet.
 */

/** Probabilities, 0 to 1. */
export interface BurstLoss {
  /** That the line turns bad with the next packet, while it is good; and good, while it is bad. */
  readonly toBad: number;
  readonly toGood: number;
  /** That a packet is lost while the line is good, or bad. */
  readonly lossGood: number;
  readonly lossBad: number;
}

/**
 * A line that loses the share `loss` of its packets in bursts of `length` packets on average, and none between.
 * `loss` is below 1, `length` at least 1.
 */
export function burstsOf(loss: number, length: number): BurstLoss {
  const toGood = 1 / length;
  return { toBad: Math.min(1, toGood * loss / (1 - loss)), toGood, lossGood: 0, lossBad: 1 };
}

/** The share of packets that are lost in the long run. */
export function lossShare({ toBad, toGood, lossGood, lossBad }: BurstLoss): number {
  if (toBad + toGood === 0) return lossGood;
  return (toBad * lossBad + toGood * lossGood) / (toBad + toGood);
}

/** Packets that are lost in a row on average, where every packet of a bad line is. */
export function burstLength({ toGood }: BurstLoss): number {
  return toGood === 0 ? Infinity : 1 / toGood;
}

/** The line's state, one for each direction. It begins good. */
export class BurstState {
  #bad = false;

  /** Whether the next packet is lost; `turn` and `loss` are numbers of chance between 0 and 1. */
  next(line: BurstLoss, { turn, loss }: { readonly turn: number; readonly loss: number }): boolean {
    this.#bad = this.#bad ? turn >= line.toGood : turn < line.toBad;
    return loss < (this.#bad ? line.lossBad : line.lossGood);
  }
}
