/** Collects the ways of packets, for those who want to see them: the first ones of a conversation, and whatever befell the others. */
import type { ClockLine } from "../clock/clocks.ts";
import type { Journey, Passing } from "../terms/journey.ts";
import type { Sighting } from "../terms/sighting.ts";
import { otherSide, type Side } from "../terms/side.ts";

/** A way before the clocks are known. */
interface Raw {
  readonly fromClient: boolean;
  readonly sender: Side;
  readonly passing: Passing;
  readonly sent: Sighting | null;
  readonly received: Sighting | null;
}

export class Journeys {
  readonly #raw: Raw[] = [];
  readonly #most: number;

  /** Keeps at most `most` of those that simply arrived. */
  constructor(most: number) {
    this.#most = most;
  }

  add(raw: Raw): void {
    if (raw.passing !== "arrived" || this.#raw.length < this.#most) this.#raw.push(raw);
  }

  /** By A's clock, in the order in which they begin. */
  told(line: ClockLine): Journey[] {
    return this.#raw.map((raw) => journeyOf(raw, line)).sort((one, other) => beginOf(one) - beginOf(other));
  }
}

/** When it is first seen, by A's clock. */
function beginOf({ leaves, arrives }: Journey): number {
  return leaves ?? arrives ?? 0;
}

function journeyOf({ fromClient, sender, passing, sent, received }: Raw, line: ClockLine): Journey {
  const { flags, length } = (sent ?? received)!;
  return {
    fromClient,
    passing,
    sentNumber: sent?.number ?? null,
    receivedNumber: received?.number ?? null,
    leaves: sent === null ? null : timeInA(sent.time, sender, line),
    arrives: received === null ? null : timeInA(received.time, otherSide(sender), line),
    flags,
    length,
  };
}

/** B's times less the difference; that is a function of A's time, which differs from B's by little more than itself. */
function timeInA(time: number, side: Side, { differenceAt }: ClockLine): number {
  return side === "a" ? time : time - differenceAt(time - differenceAt(time));
}
