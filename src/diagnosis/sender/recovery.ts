/** The repair of a hole that ACKs lead (RFC 6582, RFC 6675): from the first segment sent again until all that was on its way then has come. */

export class Recovery {
  /** The round in which it began, and when, ns. */
  round = 0;
  from = 0;
  /** ACKs since then: while a hole is open each tells of one segment (RFC 5681, 4.2). */
  acks = 0;
  #to = -1;

  get open(): boolean {
    return this.#to >= 0;
  }

  /** Begins at `time`, with everything up to `to` on its way. */
  begin(time: number, to: number, round: number): void {
    this.#to = to;
    this.from = time;
    this.round = round;
    this.acks = 0;
  }

  /** Whether `ack` tells that everything has come. */
  isOver(ack: number): boolean {
    return this.open && ack >= this.#to;
  }

  end(): void {
    this.#to = -1;
  }
}
