/** The window that the receiver offers, as its sender had it: whether it was used up, and when it opened again. */
import type { Arrival, Sending } from "../terms/events.ts";

/** RFC 7323. */
const LARGEST_SHIFT = 14;
/** A window whose shift is guessed has so many segments at least, and has held its sender so often in a row. */
const LEAST_GUESS = 3;
const BELIEVED = 4;
/** Questions whether a window has opened come after waits that double, keep-alives after equal ones. */
const GROWS = 1.5;
/** A sender leaves so small a room unused until a timer of its own runs out (RFC 9293 3.8.6.2.1), ns. */
const LEAST_OVERRIDE = 100e6;

/** What the sender has on its way. */
export interface OnItsWay {
  readonly una: number;
  readonly nxt: number;
  readonly rounds: { readonly segment: number };
}

/** What went before a segment: the one before it left then, ns; an ACK released it; bytes of a whole one. */
export interface Before {
  readonly lastSend: number;
  readonly released: boolean;
  readonly segment: number;
}

export class ReceiverWindow {
  /** There has been no room for a segment since the latest one; when room came again, -1 before that. */
  closed = false;
  openedAt = -1;
  /** First number beyond the window; 0 where nobody knows. */
  #edge = 0;
  #edgeThen = 0;
  /** Where the receiver's SYN was not captured: the least shift that what was in flight allows. */
  #shift = 0;
  #guessed = false;
  /** Its shift is not known, and without one it would be small: it may have held its sender unseen. */
  unsure = false;
  #touches = 0;
  /** The receiver has offered nothing since the latest segment. */
  #shut = false;

  /** Its sender has asked whether it opens: it has something to send. */
  #asked = false;
  #askedAt = -1;
  #askedAfter = 0;

  /** The SYN's own window, which is never scaled. */
  begin(edge: number): void {
    this.#edge = edge;
    this.closed = edge <= 1;
  }

  /** Less than `room` bytes can be sent behind `nxt`. */
  isUsedUp(nxt: number, room: number): boolean {
    return this.#edge > 0 && this.#edge - nxt < room;
  }

  /** Takes an ACK's window; true where its edge lies further than before. */
  take(arrival: Arrival, sender: OnItsWay): boolean {
    const { ack, window, scaled } = arrival;
    const edge = scaled ? ack + window : this.#guess(arrival, sender);
    const opens = edge > this.#edge;
    // The latest window counts, also where a receiver takes back what it had offered.
    if (edge > 0 && ack >= sender.una) this.#edge = edge;
    if (window === 0) this.#shutAgain(arrival.time, sender);
    return opens;
  }

  /** At `time` there may be room again. */
  open(time: number, nxt: number, segment: number): void {
    if (!this.closed || this.#edge - nxt < segment) return;
    this.closed = false;
    this.openedAt = time;
  }

  /** It holds this sender now, as far as that can be told without its next segment. */
  holds({ una, nxt, rounds }: OnItsWay): boolean {
    return nxt > una ? this.isUsedUp(nxt, rounds.segment) : this.#asked && this.isUsedUp(nxt, 1);
  }

  /** The sender of all up to `nxt` asks at `time`, with a byte beyond the window or with none. */
  ask(time: number, nxt: number, carries: boolean): void {
    const isShut = this.isUsedUp(nxt, 1);
    if (!isShut && (this.openedAt < 0 || this.#askedAt < 0)) return;
    const wait = this.#askedAt < 0 ? 0 : time - this.#askedAt;
    const grows = this.#askedAfter > 0 && wait > GROWS * this.#askedAfter;
    if (!isShut && !grows) return;
    if (carries || grows) this.#asked = true;
    // Who still asks has not heard that it opened.
    this.closed = true;
    this.openedAt = -1;
    this.#askedAt = time;
    this.#askedAfter = wait;
  }

  /** The receiver offers nothing: its sender's questions count from here. What it had offered just before counts as never offered. */
  #shutAgain(time: number, { nxt }: OnItsWay): void {
    if (!this.#shut) this.#askedAt = time;
    this.#shut = true;
    if (this.openedAt < 0 || time - this.openedAt > LEAST_OVERRIDE || !this.isUsedUp(nxt, 1)) return;
    this.closed = true;
    this.openedAt = -1;
  }

  /** The sender has sent up to `nxt`. */
  sent(nxt: number, segment: number): void {
    this.#asked = false;
    this.#askedAt = -1;
    this.#askedAfter = 0;
    this.closed = this.isUsedUp(nxt, segment);
    this.openedAt = -1;
    this.#shut = false;
    this.#edgeThen = this.#edge;
  }

  /**
   * The window was used up before this segment, which lies beyond it, or fills to the byte what it had left after a wait. A window of
   * unknown shift is believed once its user has waited at its edge several times in a row.
   */
  held({ time, seq, end }: Sending, { lastSend, released, segment }: Before): boolean {
    const opened = this.openedAt >= 0 && this.openedAt > lastSend;
    const fills = end === this.#edge && this.isUsedUp(seq, segment) && !released && time - lastSend > LEAST_OVERRIDE;
    if (fills) this.closed = true;
    const held = fills || (end > this.#edgeThen && (this.closed || opened));
    // A window of nothing needs no shift.
    if (!this.#guessed || this.#shut) return held;
    if (held) this.#touches = released ? this.#touches + 1 : 0;
    return held && released && this.#touches > BELIEVED;
  }

  /** What was known of it is no longer of use. */
  forget(): void {
    this.closed = false;
    this.openedAt = -1;
    this.#edgeThen = 0;
  }

  #guess({ ack, window }: Arrival, { nxt, rounds }: OnItsWay): number {
    if (window === 0) return ack;
    this.#guessed = true;
    if (window < LEAST_GUESS * rounds.segment) this.unsure = true;
    while (this.#shift < LARGEST_SHIFT && nxt - ack > window * 2 ** this.#shift) this.#shift++;
    const size = window * 2 ** this.#shift;
    return size >= LEAST_GUESS * rounds.segment ? ack + size : 0;
  }
}
