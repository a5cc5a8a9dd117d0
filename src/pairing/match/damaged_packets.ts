/** Arrivals of one file that belong to no packet known, and may be one that was damaged on the way. */
import type { Sighting } from "../terms/sighting.ts";

/** Damage is rare: more than so many are something else. */
const MOST = 4096;
/** A damaged port makes a conversation of one packet, or of a few. */
const FEW = 4;

export class DamagedPackets {
  readonly #byLength = new Map<number, Set<Sighting>>();
  readonly #perConversation = new Map<number, number>();
  #count = 0;

  /** Takes a packet of a conversation without partner, where it may be damaged; `see` makes its sighting. */
  consider(see: () => Sighting, conversation: number): void {
    const before = this.#perConversation.get(conversation) ?? 0;
    if (before >= FEW || this.#count >= MOST) return;
    this.#perConversation.set(conversation, before + 1);
    this.add(see());
  }

  /** Takes a sighting with its file's own numbers, unless its checksum is right. */
  add(sighting: Sighting): void {
    if (sighting.sum === "correct" || this.#count >= MOST) return;
    this.#count++;
    const known = this.#byLength.get(sighting.segmentLength);
    if (known === undefined) this.#byLength.set(sighting.segmentLength, new Set([sighting]));
    else known.add(sighting);
  }

  /** Those of this length, from the TCP header on. */
  ofLength(length: number): ReadonlySet<Sighting> {
    return this.#byLength.get(length) ?? NONE;
  }

  remove(sighting: Sighting): void {
    this.#byLength.get(sighting.segmentLength)?.delete(sighting);
    this.#count--;
  }

  get empty(): boolean {
    return this.#count === 0;
  }
}

const NONE: ReadonlySet<Sighting> = new Set();
