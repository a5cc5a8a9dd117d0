/** How a conversation opened: its SYNs, and the packet that completed the opening in this capture. Times are the capture's. */
import type { Budget } from "./terms/budget.ts";
import type { Outcome } from "./terms/diagnosis.ts";
import { echoOf, stampOf } from "./measure/stamps.ts";
import type { Trips } from "./measure/trips.ts";
import { type ReadonlyPacket, RST } from "../packet/packet.ts";

export class Opening {
  /** A SYN was seen; the opening is over. */
  begun = false;
  over = false;
  /** The client went on after it. */
  complete = false;
  /** When it was over, and how long it took from the last SYN on, ns. */
  end = 0;
  took = 0;
  /** The first SYN: when it was sent, and its TSval, -1 without one. */
  #firstSyn = 0;
  #firstStamp = -1;
  #syns = 0;
  #answers = 0;
  #lastSyn = -1;
  #lastSynPacket = 0;
  #firstPacket = 0;
  #lastAnswer = -1;
  /** When a SYN,ACK came after the opening was over, and in which packet. */
  #repeatedAt = -1;
  #repeatedPacket = 0;
  /** The packet that completed the opening. */
  #endPacket = 0;

  /** The server answered the SYN by a RST; the client answered its SYN,ACK by one. */
  #refused = false;
  #reset = false;

  /** What came of it where that is no connection; null where it is, or nothing was seen. */
  get outcome(): Outcome | null {
    if (!this.begun || this.complete) return null;
    if (this.#refused) return "refused";
    if (this.#reset) return "reset";
    return this.#answers === 0 ? "unanswered" : "half-open";
  }

  get answered(): boolean {
    return this.#answers > 0;
  }

  /** The server's RST that acknowledges the SYN. */
  refuse(): void {
    if (!this.over && !this.answered) this.#refused = true;
  }

  /** The client's SYN. */
  syn(time: number, packet: ReadonlyPacket): void {
    if (this.over) return;
    if (!this.begun) {
      this.#firstPacket = packet.number;
      this.#firstSyn = time;
      this.#firstStamp = stampOf(packet);
    }
    this.begun = true;
    this.#syns++;
    this.#lastSyn = time;
    this.#lastSynPacket = packet.number;
  }

  /** The server's SYN,ACK. */
  answer(time: number, packet: ReadonlyPacket, trips: Trips): void {
    if (this.over) {
      this.#repeatedAt = time;
      this.#repeatedPacket = packet.number;
      return;
    }
    if (!this.begun) this.#firstPacket = packet.number;
    this.begun = true;
    this.#answers++;
    // A SYN,ACK that was repeated by its timer answers no SYN.
    if (this.#lastSyn >= 0 && this.#lastAnswer < this.#lastSyn) {
      // Over a path longer than the SYN's timer, it is the first one that is answered first: the echo tells (RFC 7323).
      const first = this.#firstStamp >= 0 && echoOf(packet) === this.#firstStamp;
      trips.add(1, time - (first ? this.#firstSyn : this.#lastSyn));
    }
    if (this.#answers > 1) {
      this.#lastSyn = Math.max(this.#lastSyn, time);
      this.#lastSynPacket = packet.number;
    }
    this.#lastAnswer = time;
  }

  /**
   * The server sends data first, and had repeated its SYN,ACK after the client's ACK: that ACK was lost, and the opening lasted until
   * then. Gives when it was over, ns.
   */
  reopen(budget: Budget): number {
    const { end } = this;
    if (!this.complete || this.#repeatedAt <= end) return end;
    budget.add("syn-retransmission", null, end, this.#repeatedAt, {
      first: this.#endPacket,
      last: this.#repeatedPacket,
    });
    this.end = this.#repeatedAt;
    return this.end;
  }

  /** The client's first packet after it, which may be a RST: the server's answer was not what it had asked for, or came too late. */
  conclude(time: number, { number: packet, flags }: ReadonlyPacket, trips: Trips, budget: Budget): void {
    if (!this.begun || this.over) return;
    this.over = true;
    this.#reset = (flags & RST) !== 0;
    this.complete = !this.#reset;
    this.#endPacket = packet;
    this.end = time;
    if (this.#lastAnswer >= 0) trips.add(0, time - this.#lastAnswer);
    this.#spend(time, packet, budget);
  }

  /** The capture ends while it still opens. */
  finish(time: number, packet: number, budget: Budget): void {
    if (!this.begun || this.over) return;
    this.over = true;
    this.end = time;
    this.#spend(time, packet, budget);
  }

  #spend(time: number, packet: number, budget: Budget): void {
    const again = this.#syns > 1 || this.#answers > 1 ? Math.max(0, this.#lastSyn) : 0;
    this.took = time - again;
    budget.add("syn-retransmission", null, 0, again, { first: this.#firstPacket, last: this.#lastSynPacket });
    const first = again > 0 ? this.#lastSynPacket : this.#firstPacket;
    budget.add("handshake", null, again, time, { first, last: packet });
  }
}
