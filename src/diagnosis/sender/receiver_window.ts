/** The window that the receiver offers, as its sender had it: whether it was used up, and when it opened again. */
import type { Arrival, Sending } from "../terms/events.ts";
import { LARGEST_WINDOW_SHIFT } from "../../packet/tcp_options.ts";
import { WindowScale } from "./window_scale.ts";

/** A window whose shift is guessed has so many segments at least, and has held its sender so often in a row. */
const LEAST_GUESS = 3;
/** A window of half the size may be meant. */
const LEAST_SHIFT = 2;
const BELIEVED = 4;
/** Questions whether a window has opened come after waits that double, keep-alives after equal ones. */
const GROWS = 1.5;
/** A sender leaves so small a room unused until a timer of its own runs out (RFC 9293 3.8.6.2.1), ns. */
const LEAST_OVERRIDE = 100e6;
/** What a header can say without a scale, bytes; whole segments less is as much. */
const LARGEST_PLAIN = 0xffff;
const BESIDE = 2;

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
  /** For how long it was closed before the first byte was sent, ns. */
  withheld = 0;
  /** What it says is the opening's window divided by a power of two: its end scales it, and no scale was agreed (RFC 7323 2.2). */
  unscaled = false;
  /** The latest window, -1 where a larger one could have been said (it is scaled); and the smallest such that held its sender. */
  #plainly = 0;
  #leastHeld = Infinity;
  /** The window of the SYN,ACK; 0 once it has been compared. */
  #offered = 0;
  #begunAt = 0;
  /** First number beyond the window; 0 where nobody knows. */
  #edge = 0;
  #edgeThen = 0;
  /** Where the receiver's SYN was not captured: the least shift that what was in flight allows, and the latest ACK. */
  #shift = 0;
  #guessed = false;
  #ack = 0;
  #raw = 0;
  /** A window, as it stands in the header, that was filled to the byte with this shift. */
  #filled = 0;
  #fills = false;
  /** Read where it has to be guessed. */
  #scale: WindowScale | null = null;
  /** Without a shift it would be small. */
  #mayBeSmall = false;
  #touches = 0;
  /** The receiver has offered nothing since the latest segment. */
  #shut = false;

  /** Its sender has asked whether it opens: it has something to send. */
  #asked = false;
  #askedAt = -1;
  #askedAfter = 0;

  /** The SYN's own window, which is never scaled. */
  begin(time: number, edge: number): void {
    this.#begunAt = time;
    this.#edge = edge;
    this.#offered = edge - 1;
    this.closed = edge <= 1;
  }

  /** It held the first byte back until then. */
  withhold(until: number): void {
    this.withheld = until - this.#begunAt;
  }

  /** Less than `room` bytes can be sent behind `nxt`. */
  isUsedUp(nxt: number, room: number): boolean {
    return this.#edge > 0 && this.#edge - nxt < room;
  }

  /** Takes an ACK's window; true where its edge lies further than before. */
  take(arrival: Arrival, sender: OnItsWay): boolean {
    const { ack, window, scaled, plain } = arrival;
    this.#plainly = plain ? window : -1;
    if (this.#offered > 0) this.#compareWithOffer(window);
    const edge = scaled ? ack + window : this.#guess(arrival, sender);
    const opens = edge > this.#edge;
    // The latest window counts, also where a receiver takes back what it had offered.
    if (edge > 0 && ack >= sender.una) {
      this.#edge = edge;
      if (edge < this.#edgeThen) this.#edgeThen = edge;
    }
    if (window === 0) {
      this.#leastHeld = 0;
      this.#shutAgain(arrival.time, sender);
    }
    return opens;
  }

  /** The first window behind the opening: does its end scale it all the same? */
  #compareWithOffer(window: number): void {
    const offered = this.#offered;
    this.#offered = 0;
    for (let shift = LEAST_SHIFT; shift <= LARGEST_WINDOW_SHIFT; shift++) {
      this.unscaled ||= window > 0 && window === offered >> shift;
    }
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
    if (this.#guessed && this.#raw > 0) this.#fill(nxt, segment);
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
   * unknown shift is believed once its user has waited at its edge several times in a row, or at the last byte of two unlike ones.
   */
  held({ time, seq, end }: Sending, { lastSend, released, segment }: Before): boolean {
    const opened = this.openedAt >= 0 && this.openedAt > lastSend;
    const fills = end === this.#edge && this.isUsedUp(seq, segment) && !released && time - lastSend > LEAST_OVERRIDE;
    if (fills) this.closed = true;
    const held = fills || (end > this.#edgeThen && (this.closed || opened));
    if (held && this.#plainly < this.#leastHeld) this.#leastHeld = this.#plainly;
    // A window of nothing needs no shift.
    if (!this.#guessed || this.#shut) return held;
    if (held) this.#touches = released ? this.#touches + 1 : 0;
    return held && (this.#believed || (released && this.#touches > BELIEVED));
  }

  /** What held its sender was as large as a window can be that is not scaled (RFC 7323 2.2), each time. */
  isCapped(segment: number): boolean {
    return this.#leastHeld <= LARGEST_PLAIN && this.#leastHeld >= LARGEST_PLAIN - BESIDE * segment;
  }

  get #believed(): boolean {
    return !this.#guessed || this.#fills || this.#scale?.shift === this.#shift;
  }

  /** Its shift is not known, and it may be small: it may have held its sender unseen. */
  get unsure(): boolean {
    return this.#mayBeSmall && !this.#believed;
  }

  /** It is known, and has no room: what its sender has left to send leaves as soon as it opens. */
  get isShut(): boolean {
    return this.closed && this.#believed;
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
    if (window < LEAST_GUESS * rounds.segment) this.#mayBeSmall = true;
    this.#ack = ack;
    this.#raw = window;
    const scale = this.#scale ??= new WindowScale();
    scale.take(ack, window);
    if (scale.shift > this.#shift) this.#shift = scale.shift;
    return this.#fit(nxt, rounds.segment);
  }

  /** What was sent up to `nxt` lies beyond the guessed window, or ends at its last byte: no program's writes do that again and again. */
  #fill(nxt: number, segment: number): void {
    this.#edge = this.#fit(nxt, segment);
    if (nxt !== this.#edge) return;
    if (this.#filled > 0 && this.#filled !== this.#raw) this.#fills = true;
    this.#filled = this.#raw;
  }

  /** The edge that the latest window has with the least shift that allows what is in flight; 0 where that would be too small to be one. */
  #fit(nxt: number, segment: number): number {
    const flight = nxt - this.#ack;
    let size = this.#raw * 2 ** this.#shift;
    while (this.#shift < LARGEST_WINDOW_SHIFT && flight > size) {
      this.#shift++;
      this.#touches = this.#filled = 0;
      this.#fills = false;
      size *= 2;
    }
    return size >= LEAST_GUESS * segment ? this.#ack + size : 0;
  }
}
