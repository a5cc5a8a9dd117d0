/**
 * One direction of a conversation: what its sender's capture saw leave, and what its receiver's capture saw come. What is decided is
 * kept a while longer, because it decides about others, and then forgotten.
 */
import type { Sighting } from "../terms/sighting.ts";
import { otherSide, type Side } from "../terms/side.ts";

export class DirectionPair {
  /** Sightings whose fate is open, each in the order of its file. */
  sent: Sighting[] = [];
  received: Sighting[] = [];
  /** Those decided last. */
  sentBefore: readonly Sighting[] = [];
  receivedBefore: readonly Sighting[] = [];
  /** Received minus sent of the last packet matched: what the next one probably takes; NaN before the first. */
  recent = NaN;

  /** Sightings of both files. */
  taken = 0;

  constructor(readonly sender: Side) {}

  get receiver(): Side {
    return otherSide(this.sender);
  }

  take(side: Side, sighting: Sighting): void {
    this.taken++;
    this.of(side).push(sighting);
  }

  /** What a file holds of it whose fate is open. */
  of(side: Side): Sighting[] {
    return side === this.sender ? this.sent : this.received;
  }

  /** Puts what a file holds into its order again. */
  sort(side: Side): void {
    this.of(side).sort((one, other) => one.number - other.number);
  }

  /** Forgets what was decided before, and keeps what is decided now. */
  turn(): void {
    [this.sentBefore, this.sent] = parted(this.sent);
    [this.receivedBefore, this.received] = parted(this.received);
  }
}

/** Those decided, and those not. */
function parted(packets: Sighting[]): [decided: Sighting[], open: Sighting[]] {
  const open = packets.filter(({ judged }) => !judged);
  return open.length === 0 ? [packets, open] : [packets.filter(({ judged }) => judged), open];
}
