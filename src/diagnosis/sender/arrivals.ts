/** ACKs on their way from the place of the capture to the sender they are for: they count when they arrive there. */
import type { Arrival } from "../terms/events.ts";

/** An ACK to be filled in. */
type Held = { -readonly [Key in keyof Arrival]: Arrival[Key] };

export function blankArrival(): Held {
  return {
    time: 0,
    ack: 0,
    window: 0,
    scaled: false,
    plain: false,
    data: false,
    whole: 0,
    echo: -1,
    copy: -1,
    held: 0,
    packet: 0,
  };
}

/** Held at most: a flight's ACKs; beyond that the oldest arrive early. */
const MOST = 4096;

export class Arrivals {
  #ring: Held[] = [];
  #head = 0;
  length = 0;

  /** The one that arrives next. */
  get first(): Arrival {
    return this.#ring[this.#head]!;
  }

  get full(): boolean {
    return this.length >= MOST;
  }

  push(arrival: Arrival): void {
    if (this.length === this.#ring.length) this.#grow();
    const held = this.#ring[(this.#head + this.length++) & (this.#ring.length - 1)]!;
    held.time = arrival.time;
    held.ack = arrival.ack;
    held.window = arrival.window;
    held.scaled = arrival.scaled;
    held.plain = arrival.plain;
    held.data = arrival.data;
    held.whole = arrival.whole;
    held.echo = arrival.echo;
    held.copy = arrival.copy;
    held.held = arrival.held;
    held.packet = arrival.packet;
  }

  shift(): Arrival {
    const held = this.#ring[this.#head]!;
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.length--;
    return held;
  }

  #grow(): void {
    const mask = this.#ring.length - 1;
    const larger = Array.from({ length: this.length }, (_, i) => this.#ring[(this.#head + i) & mask]!);
    for (let i = Math.max(4, this.length); i > 0; i--) larger.push(blankArrival());
    this.#ring = larger;
    this.#head = 0;
  }
}
