/**
 * Controlled delay (RFC 8289): a queue is bad where packets have waited too long for a whole interval. It then drops one
 * packet, and further ones at a growing pace, until the wait is short again. What it measures is time, so it needs to know
 * neither the rate nor the round trip.
 */
import { Fifo } from "./fifo.ts";
import type { Queue, QueueOptions, Waiting } from "./queue.ts";
import { TailDropQueue } from "./tail_drop.ts";

const MILLISECOND = 1e6;
/** RFC 8289 4.3 and 4.4: the wait that is acceptable, and how long it may be longer: about a round trip. */
const TARGET = 5 * MILLISECOND;
const INTERVAL = 100 * MILLISECOND;
/** RFC 8289 5.6: a drop state that begins so soon after the last one goes on with its pace. */
const RECENT = 16 * INTERVAL;

export class CoDelQueue<T extends Waiting> implements Queue<T> {
  readonly #options: QueueOptions<T>;
  readonly #queue: TailDropQueue<T>;
  /** When each packet of the queue came. */
  readonly #arrivals = new Fifo<number>();
  /** The moment from which on it may drop, if the wait stays above the target; 0 while it is below. */
  #firstAbove = 0;
  #dropping = false;
  #dropNext = 0;
  #count = 0;
  #lastCount = 0;

  constructor(options: QueueOptions<T>) {
    this.#options = options;
    this.#queue = new TailDropQueue(options.limit);
  }

  get length(): number {
    return this.#queue.length;
  }

  get bytes(): number {
    return this.#queue.bytes;
  }

  offer(packet: T, now: number): boolean {
    if (!this.#queue.offer(packet)) return false;
    this.#arrivals.push(now);
    return true;
  }

  /** RFC 8289 5.6 (deque). */
  take(now: number): T | null {
    const head = this.#dequeue(now);
    if (this.#dropping) return this.#goOnDropping(head, now);
    return head.late ? this.#beginDropping(head, now) : head.packet;
  }

  #goOnDropping(first: Head<T>, now: number): T | null {
    let head = first;
    if (!head.late) this.#dropping = false;
    while (this.#dropping && now >= this.#dropNext) {
      this.#count++;
      if (this.#marks(head.packet)) {
        this.#dropNext = controlLaw(this.#dropNext, this.#count);
        return head.packet;
      }
      this.#drop(head.packet);
      head = this.#dequeue(now);
      if (head.late) this.#dropNext = controlLaw(this.#dropNext, this.#count);
      else this.#dropping = false;
    }
    return head.packet;
  }

  #beginDropping(first: Head<T>, now: number): T | null {
    let head = first;
    if (!this.#marks(head.packet)) {
      this.#drop(head.packet);
      head = this.#dequeue(now);
    }
    this.#dropping = true;
    const delta = this.#count - this.#lastCount;
    this.#count = delta > 1 && now - this.#dropNext < RECENT ? delta : 1;
    this.#dropNext = controlLaw(now, this.#count);
    this.#lastCount = this.#count;
    return head.packet;
  }

  /** RFC 8289 5.5 (dodequeue): the next packet, and whether the wait has been too long for an interval. */
  #dequeue(now: number): Head<T> {
    const packet = this.#queue.take();
    const since = this.#arrivals.take();
    if (packet === null || since === undefined || now - since < TARGET || this.bytes <= this.#options.largest) {
      this.#firstAbove = 0;
      return { packet, late: false };
    }
    if (this.#firstAbove === 0) {
      this.#firstAbove = now + INTERVAL;
      return { packet, late: false };
    }
    return { packet, late: now >= this.#firstAbove };
  }

  #marks(packet: T | null): boolean {
    return this.#options.ecn && packet !== null && packet.mark();
  }

  #drop(packet: T | null): void {
    if (packet !== null) this.#options.dropped(packet);
  }
}

interface Head<T> {
  readonly packet: T | null;
  readonly late: boolean;
}

/** RFC 8289 4.5: the more drops, the sooner the next; TCP's rate falls with the square root of its loss. */
function controlLaw(from: number, count: number): number {
  return from + INTERVAL / Math.sqrt(count);
}
