/**
 * Random early detection (Floyd and Jacobson 1993), gentle: from a third of the queue's room on, newcomers are dropped by
 * chance, the more often the longer the queue is on average; so flows slow down one after another and not all at once.
 */
import type { Queue, QueueOptions, Waiting } from "./queue.ts";
import { TailDropQueue } from "./tail_drop.ts";

/** Weight of the newest length in the average, and the share that is dropped where the average is at its upper bound. */
const WEIGHT = 0.002;
const LARGEST_SHARE = 0.1;
/** Bounds of the average, as shares of the limit: the upper three times the lower, twice the upper is the limit (gentle). */
const LOWER = 1 / 6;
const UPPER = 1 / 2;

export class RedQueue<T extends Waiting> implements Queue<T> {
  readonly #options: QueueOptions<T>;
  readonly #queue: TailDropQueue<T>;
  #average = 0;
  /** Packets let in since the latest drop; -1 while the average is below the lower bound. */
  #count = -1;
  #idleSince = 0;

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

  /** The average length, in the unit of the limit. */
  get average(): number {
    return this.#average;
  }

  offer(packet: T, now: number): boolean {
    this.#observe(now);
    const most = this.#options.limit.most;
    const [lower, upper] = [most * LOWER, most * UPPER];
    if (this.#average < lower || !Number.isFinite(most)) {
      this.#count = -1;
      return this.#queue.offer(packet);
    }
    this.#count++;
    const share = this.#average < upper
      ? LARGEST_SHARE * (this.#average - lower) / (upper - lower)
      : Math.min(1, LARGEST_SHARE + (1 - LARGEST_SHARE) * (this.#average - upper) / upper);
    // Spread evenly: without this, drops would come in bunches and gaps.
    const spread = share * this.#count >= 1 ? 1 : share / (1 - share * this.#count);
    if (packet.chance() >= spread) return this.#queue.offer(packet);
    this.#count = 0;
    // Above the upper bound marks were not enough: RFC 3168 7 drops there.
    const marks = this.#options.ecn && this.#average < upper;
    return marks && packet.mark() ? this.#queue.offer(packet) : false;
  }

  take(now: number): T | null {
    const packet = this.#queue.take();
    if (this.#queue.length === 0) this.#idleSince = now;
    return packet;
  }

  /** The average follows the length; over idle time it falls as if small packets had found an empty queue. */
  #observe(now: number): void {
    if (this.#queue.length > 0) {
      this.#average += WEIGHT * (this.#queue.filled - this.#average);
      return;
    }
    const slots = this.#options.slot > 0 ? Math.max(0, now - this.#idleSince) / this.#options.slot : Infinity;
    this.#average *= (1 - WEIGHT) ** slots;
  }
}
