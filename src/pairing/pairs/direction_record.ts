/** What is known of one direction of a paired conversation so far. */
import { DelayFigures } from "../clock/delay_figures.ts";
import { RoundTrips } from "../clock/round_trips.ts";
import { DirectionPair } from "../match/direction_pair.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { Side } from "../terms/side.ts";

export class DirectionRecord {
  readonly pair: DirectionPair;
  readonly delays: DelayFigures;
  /** As the sender's capture has them. */
  readonly roundTrips: RoundTrips = new RoundTrips();
  matched = 0;
  /** Of these, those of which something would tell if the capture at the receiver had missed them: it acknowledges, or answers. */
  proven = 0;
  duplicated = 0;
  reordered = 0;
  /** Came, though the receiver's capture misses them. */
  readonly missed: Sighting[] = [];
  readonly lost: Sighting[] = [];
  readonly open: Sighting[] = [];
  /** Came without having been seen to leave. */
  readonly unsent: Sighting[] = [];
  /** The highest packet number of a sending that came. */
  latest = 0;
  /** Hop limits with which packets arrived, and when the sender last sent something else than a reset, ns. */
  readonly hopLimits: Set<number> = new Set();
  lastSent = -Infinity;
  /** Every packet came at the very moment it was sent: these are one capture. */
  simultaneous = true;

  constructor(sender: Side) {
    this.pair = new DirectionPair(sender);
    this.delays = new DelayFigures(sender === "a");
  }
}
