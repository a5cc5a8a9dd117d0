/** What is known of one direction of a paired conversation so far. */
import { DirectionPair } from "../match/direction_pair.ts";
import type { DelayFigures } from "../clock/delay_figures.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { Side } from "../terms/side.ts";

export class DirectionRecord {
  readonly pair: DirectionPair;
  delays: DelayFigures | null = null;
  matched = 0;
  duplicated = 0;
  reordered = 0;
  /** Came, though the receiver's capture misses them. */
  missed: Sighting[] = [];
  lost: Sighting[] = [];
  open: Sighting[] = [];
  /** Came without having been seen to leave. */
  unsent: Sighting[] = [];
  /** The highest packet number of a sending that came. */
  latest = 0;

  constructor(sender: Side) {
    this.pair = new DirectionPair(sender);
  }
}
