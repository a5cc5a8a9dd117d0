/** Something that happened several times. */

/** Packets remembered of one thing. */
const KEPT = 6;

/** How often it happened, and its first packets. */
export class Occurrences {
  count = 0;
  readonly numbers: number[] = [];

  add(number: number): void {
    this.count++;
    if (this.numbers.length < KEPT) this.numbers.push(number);
  }

  get first(): number {
    return this.numbers[0] ?? 0;
  }
}
