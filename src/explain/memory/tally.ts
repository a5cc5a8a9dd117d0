/**
 * Which rules have spoken in a conversation: how often each, and of which packet first.
 */
import { int, list, numberRows, thing } from "../../base/number_rows.ts";
import { type Code, codeIndex } from "../words/codes.ts";

/** Few codes fire in one conversation: so many have their place, and what comes after them stands apart. */
const PLACES = 6;
/** Of each code: its index, how often it fired, and for which packet first, negative where that one was the server's. */
const FIELDS = 3;

const Fields = numberRows({
  /** How many codes have fired. */
  fired: int(),
  entries: list(PLACES * FIELDS),
}, {
  further: thing<number[]>([]),
});

/** The codes stand in the order in which they first fired: the usual ones in front. */
export class Tally extends Fields {
  /** The rule with this index in `CODES` has fired for the packet with this number. */
  add(index: number, number: number, fromClient: boolean): void {
    const place = this.#placeOf(index);
    if (place < 0) this.#begin(index, fromClient ? number : -number);
    else if (place < PLACES) this.ints[this.entries + place * FIELDS + 1]!++;
    else this.further[(place - PLACES) * FIELDS + 1]!++;
  }

  /** How often a rule has fired. */
  count(code: Code): number {
    const place = this.#placeOf(codeIndex(code));
    return place < 0 ? 0 : this.#read(place, 1);
  }

  /** Number of the first packet a rule fired for, 0 where it never did. */
  firstOf(code: Code): number {
    const place = this.#placeOf(codeIndex(code));
    return place < 0 ? 0 : Math.abs(this.#read(place, 2));
  }

  /** That packet was the client's. */
  firstByClient(code: Code): boolean {
    const place = this.#placeOf(codeIndex(code));
    return place >= 0 && this.#read(place, 2) > 0;
  }

  #begin(index: number, number: number): void {
    const place = this.fired++;
    if (place >= PLACES) {
      this.further = [...this.further, index, 1, number];
      return;
    }
    const at = this.entries + place * FIELDS;
    this.ints[at] = index;
    this.ints[at + 1] = 1;
    this.ints[at + 2] = number;
  }

  #read(place: number, field: number): number {
    if (place < PLACES) return this.ints[this.entries + place * FIELDS + field]!;
    return this.further[(place - PLACES) * FIELDS + field]!;
  }

  /** The place of a code, or -1. */
  #placeOf(index: number): number {
    const { ints, entries, fired } = this;
    const near = Math.min(fired, PLACES);
    for (let place = 0; place < near; place++) if (ints[entries + place * FIELDS] === index) return place;
    for (let place = PLACES; place < fired; place++) if (this.#read(place, 0) === index) return place;
    return -1;
  }
}
