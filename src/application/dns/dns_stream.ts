/** DNS over TCP (RFC 1035 4.2.2): messages with their length before them, out of one direction's bytes in order. */
import { u16 } from "../../packet/bytes.ts";
import type { Place } from "../facts.ts";
import { type ByteTaker, OrderedBytes } from "../stream/ordered_bytes.ts";

export class DnsStream implements ByteTaker {
  readonly ordered: OrderedBytes = new OrderedBytes(this);
  #message = new Uint8Array(2);
  #filled = 0;
  /** The length has been read, and `#message` is the message. */
  #inside = false;
  /** A part is missing: where the next message begins is not known. */
  #lost = false;
  readonly #takeMessage: (bytes: Uint8Array, at: Place) => void;

  constructor(takeMessage: (bytes: Uint8Array, at: Place) => void) {
    this.#takeMessage = takeMessage;
  }

  take(bytes: Uint8Array, from: number, end: number, at: Place): void {
    let place = from;
    while (!this.#lost && place < end) {
      const count = Math.min(this.#message.length - this.#filled, end - place);
      this.#message.set(bytes.subarray(place, place + count), this.#filled);
      this.#filled += count;
      place += count;
      if (this.#filled === this.#message.length) this.#next(at);
    }
  }

  skip(): void {
    this.#lost = true;
  }

  #next(at: Place): void {
    const length = this.#inside ? 2 : u16(this.#message, 0);
    if (this.#inside) this.#takeMessage(this.#message, at);
    this.#inside = !this.#inside && length > 0;
    this.#message = new Uint8Array(length === 0 ? 2 : length);
    this.#filled = 0;
  }
}
