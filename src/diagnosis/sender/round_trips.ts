/**
 * A sender's rounds, one flight each, and what each of them shows: how much was in flight, whether the bottleneck ever ran dry,
 * whether the flight grew. A window's cause is decided by its round and those beside it, some rounds later.
 */
import type { Cause } from "../terms/cause.ts";
import { Delivery } from "../measure/delivery.ts";
import { LatestRounds } from "./latest_rounds.ts";
import { AHEAD, Plateau } from "./plateau.ts";
import type { Round } from "./round.ts";

/** Rounds whose causes are remembered for pieces that nobody has taken yet. */
const REMEMBERED = 128;
/** A queue of less than this cannot be told from noise, ns. */
const LEAST_QUEUE = 0.4e6;
/** A path that is never empty delivers this part of its rate at least. */
const EVEN = 0.94;
/** A sender of which so many segments are paced, for each that an ACK released, keeps its own window. */
const PACES = 0.2;
/** Segments of a round whose round trips tell of a queue. */
const QUEUED = 3;
/** Part of a round without an ACK that no full path leaves. */
const SILENCE = 0.35;
/** An ACK that takes so many times what its bytes need on the line was delayed on purpose. */
const LATE_ACK = 3;
/** A window begins with so many segments (RFC 6928 2). */
const INITIAL_SEGMENTS = 10;
/** A window that falls to 0.7 (CUBIC) leaves a queue where the round trip had grown by more than this. */
const DEEP = 1.4;

export class RoundTrips {
  readonly #rounds = new LatestRounds();
  readonly #plateau = new Plateau(this.#rounds);
  /** Number of the first round that has no cause yet. */
  #undecided = 0;
  /** Of rounds that are no longer kept, by number. */
  readonly #decided: Cause[] = [];
  readonly #grew: boolean[] = [];
  /** Shortest round trip of a segment, ns, and a smoothed one. */
  base = Infinity;
  smooth = 0;
  readonly delivery = new Delivery();
  /** What was acknowledged while the path was full, and how long that was, ns. */
  readonly full = { bytes: 0, time: 0 };
  /** Bytes of a whole segment. */
  segment = 1448;
  /** Slow start goes on below this; Infinity until a loss. */
  threshold = Infinity;
  #slow = true;
  #flatRounds = 0;
  #peak = 0;
  /** Segments that an ACK released, and those that the kernel spread over the round trip. */
  released = 0;
  paced = 0;
  /** The capture is the sender's own: what released a segment is seen, not inferred. */
  atSender = true;
  #everLost = false;
  /** A loss was repaired, or a timer ran out: seen, not only possible in a hole of the capture. */
  lossSeen = false;
  #everQueued = false;
  #silentBefore = true;
  #largestGrowth = 0;
  /** Most bytes that ever were in flight. */
  most = 0;
  /** Most bytes in flight of the latest closed round. */
  lastTop = 0;

  #lastSample = 0;
  #lastAck = 0;

  /** The round at hand. */
  get current(): Round {
    return this.#rounds.current;
  }

  /** Takes a round trip that one segment needed, ns. */
  sample(nanoseconds: number): void {
    if (nanoseconds <= 0) return;
    if (nanoseconds < this.base) this.base = nanoseconds;
    if (nanoseconds < this.current.least) this.current.least = nanoseconds;
    this.#lastSample = nanoseconds;
    this.smooth = this.smooth === 0 ? nanoseconds : this.smooth + (nanoseconds - this.smooth) / 8;
  }

  /** Bytes were acknowledged at `time`. */
  acked(time: number, bytes: number, repairing: boolean): void {
    const { current } = this;
    current.acked += bytes;
    const wait = time - this.#lastAck;
    const { rate } = this.delivery;
    if (this.#lastAck > 0 && rate > 0) {
      const pause = wait - 1.5 * bytes / rate;
      if (pause > current.pause) current.pause = pause;
    }
    this.#lastAck = time;
    // An ACK that fills a hole tells of bytes that arrived long ago.
    if (repairing) return this.delivery.interrupt();
    const { base, segment, lastTop } = this;
    this.delivery.take(time, {
      bytes,
      wait,
      roundTrip: this.#lastSample,
      base,
      segment,
      top: lastTop,
      queue: this.#leastQueue,
    });
  }

  /** An ACK that acknowledged nothing new reached the sender: something arrived. */
  heard(time: number): void {
    this.#lastAck = time;
  }

  /** So many bytes are in flight now. */
  flight(bytes: number): void {
    if (bytes > this.current.top) this.current.top = bytes;
    if (bytes > this.most) this.most = bytes;
  }

  /** A loss was repaired (or a timer ran out): the window shrinks. */
  lost(flight: number, byTimer: boolean): void {
    this.current.lost = true;
    this.#everLost = this.lossSeen = true;
    const reference = Math.max(flight, this.current.top, this.#leastWindow);
    this.threshold = Math.max(2 * this.segment, 0.6 * reference);
    this.#slow = byTimer;
    this.#flatRounds = 0;
    this.#peak = 0;
  }

  /** What the window was at least, however little of it the program used. */
  get #leastWindow(): number {
    if (this.threshold < Infinity) return this.#slow ? 0 : this.threshold;
    return INITIAL_SEGMENTS * this.segment;
  }

  /** The capture goes on at `to`, and nobody knows what was lost before. */
  skip(to: number): void {
    this.current.lost = true;
    this.#everLost = true;
    this.#slow = false;
    this.close(to, 0);
  }

  /** The sender was idle for longer than a timer: its window begins anew. */
  idle(): void {
    this.#slow = true;
    this.#flatRounds = 0;
    this.#peak = 0;
    if (this.threshold < Infinity) this.threshold = Math.max(this.threshold, 0.75 * this.lastTop);
  }

  /** The flight of this round has come back at `time`; `flight` bytes are on their way. */
  close(time: number, flight: number): void {
    const round = this.current;
    round.to = time;
    round.slow = this.#slow;
    round.full = this.#isFull(round);
    if (this.lastTop > 0) this.#largestGrowth = Math.max(this.#largestGrowth, round.top / this.lastTop);
    this.#grew[round.number % REMEMBERED] = round.top > 1.15 * this.lastTop;
    this.#followSlowStart(round);
    this.lastTop = round.top;
    this.#rounds.next(time);
    this.current.top = flight;
    while (this.#undecided <= round.number - AHEAD) this.#decide(this.#undecided++);
  }

  /** A queue stood at the end of what was sent, down to its last ACK: it came `wait` ns behind the one before, with `bytes`. */
  endedFull(wait: number, bytes: number): boolean {
    const { current: { number }, delivery: { likely } } = this;
    // The last round may be one segment.
    const full = this.#rounds.at(number - 1)?.full || this.#rounds.at(number - 2)?.full;
    return full === true && likely > 0 && wait * likely < LATE_ACK * bytes;
  }

  /** The cause of a round's windows; null where it is too early to say. */
  causeOf(number: number): Cause | null {
    return number >= this.#undecided ? null : this.#decided[number % REMEMBERED] ?? null;
  }

  /** So many bytes in so much time (ns) are less than the path has carried, and no queue stands: it was the program's pace. */
  isSlow(bytes: number, time: number): boolean {
    const { current, base, delivery: { rate } } = this;
    if (this.paced + this.released < 8) return false;
    // Away from the sender the beat of what a shrunken window lets go looks like a program's.
    if (this.#everLost && (rate === 0 || !this.atSender)) return false;
    if (rate === 0) return true;
    const queued = current.least !== Infinity && current.least > 1.1 * base + 0.5e6;
    if (queued) return false;
    return bytes / time < 0.8 * rate || (!this.#everQueued && !this.#everLost && this.#largestGrowth < 1.5);
  }

  /** What a segment was waiting for that nothing released: null where it is too early, "program" where the kernel held nothing. */
  pacedCauseOf(number: number): Cause | "program" | null {
    const cause = this.causeOf(number);
    if (cause === null || cause === "bandwidth") return cause;
    if (cause === "slow-start" && this.#grew[number % REMEMBERED]) return cause;
    return this.#everQueued || this.#everLost ? "congestion-window" : "program";
  }

  /** The flat tops of the flight were a buffer's, not those of a congestion window on a plateau. */
  get flatHolds(): boolean {
    return this.paced <= this.released && (!this.#everLost || this.#plateau.holds(this.most, this.segment));
  }

  /** So much is queued that a window that a loss shrinks still fills the path. */
  get isDeep(): boolean {
    const before = this.#rounds.at(this.current.number - 1);
    return before !== undefined && before.full && before.least !== Infinity && before.least > DEEP * this.base;
  }

  /** Decides what is left, the round at hand included. */
  finish(time: number): void {
    this.close(time, 0);
    while (this.#undecided < this.current.number) this.#decide(this.#undecided++);
  }

  /** A round trip that is longer than the shortest by more than this shows a queue, ns. */
  get #leastQueue(): number {
    const { base, segment, delivery: { rate } } = this;
    return Math.max(LEAST_QUEUE, 0.03 * base, rate > 0 ? 1.2 * segment / rate : 0);
  }

  /** Queue in use from the round's first to its last ACK, or data at the path's rate without a pause. */
  #isFull(round: Round): boolean {
    const { base, segment, delivery } = this;
    if (base === Infinity) return false;
    const { line } = delivery;
    const rate = line > 0 ? line : delivery.rate;
    const slot = rate > 0 ? segment / rate : 0;
    const least = this.#leastQueue;
    const took = round.to - round.from;
    // A flight with silence behind it, turn after turn, leaves the path empty, whatever its round trip was.
    const silent = round.pause > Math.max(SILENCE * took, 3 * took * segment / Math.max(1, round.acked));
    const silentBefore = this.#silentBefore;
    this.#silentBefore = silent;
    if (silent && silentBefore) return false;
    // One segment's ACK may have been delayed on purpose.
    if (round.acked < QUEUED * segment) return false;
    if (round.least !== Infinity && round.least > 1.1 * base + 0.3e6) this.#everQueued = true;
    if (round.least !== Infinity && round.least - base > least) return true;
    if (!this.#everQueued && this.paced > this.released) return false;
    if (rate === 0 || took <= 0 || round.acked < 8 * segment) return false;
    return round.acked / took > EVEN * rate && round.pause < Math.max(0.15 * base, 1.5 * slot);
  }

  #followSlowStart(round: Round): void {
    if (!this.#slow || round.top === 0) return;
    if (this.threshold < Infinity) {
      if (round.top >= this.threshold) this.#slow = false;
      return;
    }
    if (round.quiet > 0.3 * (round.to - round.from)) return;
    if (round.top >= 1.2 * this.#peak) {
      this.#flatRounds = 0;
      this.#peak = round.top;
    } else if (++this.#flatRounds >= 2) this.#slow = false;
  }

  #decide(number: number): void {
    const round = this.#rounds.at(number)!;
    // What left in a round is acknowledged in the next one: that tells what it met.
    const next = this.#rounds.at(number + 1);
    if (next !== undefined && next.acked > 0) round.full = next.full;
    if (round.asked && this.#isFlat(round)) round.cause = "send-buffer";
    else if (round.full) round.cause = "bandwidth";
    else round.cause = round.slow ? "slow-start" : "congestion-window";
    this.#decided[number % REMEMBERED] = round.cause;
    if (round.cause !== "bandwidth") return;
    this.full.bytes += round.acked;
    this.full.time += round.to - round.from;
  }

  #isFlat(round: Round): boolean {
    const { segment, atSender, paced, released } = this;
    return this.#plateau.has(round, { segment, atSender, everLost: this.#everLost, paces: paced > PACES * released });
  }
}
