/**
 * What a capture must be read twice for: facts about a conversation that its last packets decide, and that are shown beside
 * its first ones. An `Analyser` gathers them while it reads; the analyser of the next reading is given them.
 *
 * ```ts
 * import { Analyser } from "./analyser.ts";
 * const first = new Analyser();
 * // for each packet of the capture: first.analyse(packet)
 * first.finish();
 * // for each packet again:
 * const second = new Analyser({ foresight: first.gathered });
 * ```
 */
import { shiftInForce } from "./opening.ts";
import type { TrackedConversation } from "./tracked_conversation.ts";

/** What a second reading may know of each conversation beforehand. */
export interface Foresight {
  /** Final completeness of a conversation by its index. */
  completeness(index: number): number;
  /** Window shift of a conversation's side: 0 is the sender of its first packet, 1 the other. */
  windowShift(index: number, side: 0 | 1): number;
}

/** Bytes kept of each conversation: completeness, and the window shift of either side. */
const ENTRY = 3;

/** Gathers foresight from conversations as they end. */
export class GatheredForesight implements Foresight {
  #entries = new Uint8Array(64 * ENTRY);

  /** Takes a conversation that has ended. */
  note(conversation: TrackedConversation): void {
    const at = conversation.index * ENTRY;
    while (at + ENTRY > this.#entries.length) {
      const larger = new Uint8Array(this.#entries.length * 2);
      larger.set(this.#entries);
      this.#entries = larger;
    }
    this.#entries[at] = conversation.seen;
    this.#entries[at + 1] = shiftInForce(conversation.from0);
    this.#entries[at + 2] = shiftInForce(conversation.from1);
  }

  completeness(index: number): number {
    return this.#entries[index * ENTRY] ?? 0;
  }

  windowShift(index: number, side: 0 | 1): number {
    return this.#entries[index * ENTRY + 1 + side] ?? 0;
  }
}
