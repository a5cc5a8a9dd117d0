/** When segments left, for the round trips that ACKs tell: a ring that keeps at most some of the flight. */

const MOST = 256;

export class SentTimes {
  #ends: number[] = [];
  #times: number[] = [];
  #head = 0;
  #stride = 0;

  /** Notes that the bytes up to `end` left at `time`. */
  push(end: number, time: number): void {
    const count = this.#ends.length - this.#head;
    if (count >= MOST) {
      // A flight of many segments is sampled: every so many of them tell as much.
      if (++this.#stride < 8) return;
      this.#stride = 0;
      this.#head++;
    }
    if (this.#head > MOST) this.#drop();
    this.#ends.push(end);
    this.#times.push(time);
  }

  /** When the segment left that `ack` is the end of; -1 where it is not known. */
  acknowledged(ack: number): number {
    const ends = this.#ends;
    let time = -1;
    while (this.#head < ends.length && ends[this.#head]! <= ack) {
      if (ends[this.#head] === ack) time = this.#times[this.#head]!;
      this.#head++;
    }
    if (this.#head === ends.length) {
      ends.length = this.#times.length = 0;
      this.#head = 0;
    }
    return time;
  }

  #drop(): void {
    this.#ends = this.#ends.slice(this.#head);
    this.#times = this.#times.slice(this.#head);
    this.#head = 0;
  }
}
