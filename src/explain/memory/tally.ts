/**
 * Which rules have spoken in a conversation: how often each, and of which packet first.
 */
import { type Code, codeIndex } from "../words/codes.ts";

export class Tally {
  /**
   * For each code that fired, in the order in which they first did: its index, how often, and for which packet first,
   * negative where that one was the server's. Few codes fire in one conversation, and the usual ones stand in front.
   */
  readonly #entries: number[] = [];

  /** The rule with this index in `CODES` has fired for the packet with this number. */
  add(index: number, number: number, fromClient: boolean): void {
    const at = this.#placeOf(index);
    if (at < 0) this.#entries.push(index, 1, fromClient ? number : -number);
    else this.#entries[at + 1]!++;
  }

  /** How often a rule has fired. */
  count(code: Code): number {
    const at = this.#placeOf(codeIndex(code));
    return at < 0 ? 0 : this.#entries[at + 1]!;
  }

  /** Number of the first packet a rule fired for, 0 where it never did. */
  firstOf(code: Code): number {
    const at = this.#placeOf(codeIndex(code));
    return at < 0 ? 0 : Math.abs(this.#entries[at + 2]!);
  }

  /** That packet was the client's. */
  firstByClient(code: Code): boolean {
    const at = this.#placeOf(codeIndex(code));
    return at >= 0 && this.#entries[at + 2]! > 0;
  }

  /** Where a code's three numbers stand, or -1. */
  #placeOf(index: number): number {
    const entries = this.#entries;
    for (let at = 0; at < entries.length; at += 3) if (entries[at] === index) return at;
    return -1;
  }
}
