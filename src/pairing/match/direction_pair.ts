/** One direction of a conversation: what its sender's capture saw leave, and what its receiver's capture saw come. */
import type { Sighting } from "../terms/sighting.ts";
import { otherSide, type Side } from "../terms/side.ts";

export class DirectionPair {
  /** Sightings whose fate is open, and those that decide about them, each in the order of its file. */
  sent: Sighting[] = [];
  received: Sighting[] = [];
  /** Received minus sent of the last packet matched: what the next one probably takes; NaN before the first. */
  recent = NaN;

  constructor(readonly sender: Side) {}

  get receiver(): Side {
    return otherSide(this.sender);
  }

  take(side: Side, sighting: Sighting): void {
    (side === this.sender ? this.sent : this.received).push(sighting);
  }
}
