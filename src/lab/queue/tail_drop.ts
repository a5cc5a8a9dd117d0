/**
 * The queue of most routers: it takes what has room and drops what has not.
 */
import { Fifo } from "./fifo.ts";
import type { Queue, QueueLimit, Waiting } from "./queue.ts";

export class TailDropQueue<T extends Waiting> implements Queue<T> {
  readonly #waiting = new Fifo<T>();
  readonly #limit: QueueLimit;
  #packets = 0;
  #bytes = 0;

  constructor(limit: QueueLimit) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#waiting.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Packets that wait, in the unit of the limit. */
  get filled(): number {
    return this.#limit.unit === "bytes" ? this.#bytes : this.#packets;
  }

  offer(packet: T): boolean {
    const room = this.#limit.most - this.filled;
    const needed = this.#limit.unit === "bytes" ? packet.size : packet.packets;
    // A packet larger than the whole queue would never pass: it may wait alone.
    if (needed > room && this.length > 0) return false;
    this.#waiting.push(packet);
    this.#packets += packet.packets;
    this.#bytes += packet.size;
    return true;
  }

  take(): T | null {
    const packet = this.#waiting.take();
    if (packet === undefined) return null;
    this.#packets -= packet.packets;
    this.#bytes -= packet.size;
    return packet;
  }
}
