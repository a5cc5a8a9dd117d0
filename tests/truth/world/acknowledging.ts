/**
 * What an end says of what has arrived: at once, or after a wait in the hope of data that carries the ACK along
 * (RFC 9293 3.8.6.3, RFC 5681 4.2).
 */
import { ACK, FIN } from "../../../src/packet/packet.ts";
import type { Due } from "./event_queue.ts";
import type { Emitted, Endpoint } from "./endpoint.ts";
import type { Reason, Segment } from "./truth_log.ts";

export class Acknowledging {
  /** Bytes that no ACK has told of yet. */
  #pending = 0;
  #owed = false;
  #quick: number;
  #timer: Due | null = null;
  #toldWindow = -1;
  #largest = 0;

  constructor(readonly endpoint: Endpoint) {
    this.#quick = endpoint.host.stack.quickAcks;
  }

  /** Sends a bare ACK now. */
  atOnce(reason: Reason): void {
    this.endpoint.emit({ reason, flags: ACK, from: this.endpoint.sending.board.next });
  }

  /** A packet with an ACK has left. */
  told({ flags }: Emitted): void {
    if ((flags & ACK) === 0) return;
    const { endpoint } = this;
    this.#pending = 0;
    this.#owed = false;
    this.#timer?.cancel();
    this.#toldWindow = this.window();
    endpoint.incoming.promise(this.#toldWindow);
  }

  /** The window that it offers, as its field can say it. */
  window(): number {
    const { endpoint } = this;
    const unit = 1 << endpoint.ownScale;
    const window = Math.min(endpoint.incoming.window(endpoint.mss), 0xffff * unit);
    return Math.floor(window / unit) * unit;
  }

  /** Takes in what a segment carries, and decides about the ACK. */
  takeData(segment: Segment): void {
    const { endpoint } = this;
    const { incoming } = endpoint;
    const from = endpoint.relativeTo(segment.seq);
    const to = from + segment.length;
    const fin = (segment.flags & FIN) !== 0;
    if (segment.length === 0 && !fin) {
      if (from < incoming.expected && from >= incoming.expected - 1) this.atOnce("probe-answer");
      return;
    }
    if (
      from > incoming.expected + Math.max(0, this.#toldWindow) ||
      from === incoming.expected && this.#full(segment.length)
    ) {
      return this.atOnce("probe-answer");
    }
    const before = incoming.expected;
    const hole = incoming.ranges.length > 0;
    const fresh = incoming.take(from, to);
    const ended = fin || incoming.finAt >= 0 ? incoming.finish(fin ? to : incoming.finAt) : false;
    if (!fresh && !ended) {
      const probe = segment.length === 1 && incoming.expected - from === 1;
      // A FIN that overtook: nothing to select, but an ACK is due.
      return this.atOnce(fin && to > incoming.expected ? "duplicate-ack" : probe ? "probe-answer" : "repeated-ack");
    }
    if (incoming.expected === before) return this.atOnce("duplicate-ack");
    this.#largest = Math.max(this.#largest, segment.length);
    this.#pending += incoming.expected - before;
    if (hole || incoming.ranges.length > 0) return this.atOnce("ack");
    this.#owe();
  }

  /** No room for what comes. */
  #full(length: number): boolean {
    return length > 0 && this.#toldWindow === 0 && this.endpoint.incoming.window(this.endpoint.mss) === 0;
  }

  #owe(): void {
    const { endpoint } = this;
    this.#owed = true;
    if (this.#quick > 0) {
      this.#quick--;
      return this.atOnce("ack");
    }
    if (this.#pending >= 2 * Math.max(this.#largest, endpoint.mss / 2)) return this.atOnce("ack");
    if (this.#timer !== null && !this.#timer.cancelled) return;
    this.#timer = endpoint.timer(endpoint.host.stack.delayedAck, () => {
      if (this.#owed) this.atOnce("delayed-ack");
    });
  }

  /** The program has read: a window that was small is told anew once there is room for two segments. */
  afterRead(): void {
    const { endpoint } = this;
    if (endpoint.state !== "established" || endpoint.incoming.ended) return;
    const window = this.window();
    const opened = this.#toldWindow === 0 && window > 0;
    if (opened || this.#toldWindow < endpoint.incoming.buffer / 2 && window >= this.#toldWindow + 2 * endpoint.mss) {
      this.atOnce(this.#owed ? "ack" : "window-update");
    }
  }

  stop(): void {
    this.#timer?.cancel();
  }
}
