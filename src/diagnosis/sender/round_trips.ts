/**
 * A sender's rounds, one flight each, and what each of them shows: how much was in flight, whether the bottleneck ever ran dry,
 * whether the flight grew. A window's cause is decided by its round and those beside it, some rounds later.
 */
import type { Cause } from "../terms/cause.ts";

/** Rounds after a round that have a say in its cause. */
const AHEAD = 5;
const BEHIND = 5;
/** Rounds whose causes are remembered for pieces that nobody has taken yet. */
const REMEMBERED = 128;
/** Rounds are kept in places by their number: one less than a power of two. */
const KEPT = 15;
/** Segments whose ACKs tell a rate. */
const TRAIN = 8;
/** Rounds with the same top that no growing window has. */
const FLAT = 5;
/** A queue of less than this cannot be told from noise, ns. */
const LEAST_QUEUE = 0.4e6;
/** A window that falls to 0.7 (CUBIC) leaves a queue where the round trip had grown by more than this. */
const DEEP = 1.4;

/** What one flight showed. */
export interface Round {
  number: number;
  from: number;
  to: number;
  /** Most bytes in flight. */
  top: number;
  acked: number;
  /** Least round trip, ns; Infinity without a sample. */
  least: number;
  /** Longest time without an ACK beyond what the path needs for its bytes, ns. */
  pause: number;
  lost: boolean;
  /** Part of the time that the sender's program left unused. */
  quiet: number;
  /** Segments that ACKs released; those of them that earlier ACKs had not: a program woken when its buffer had room again. */
  waits: number;
  blocked: number;
  /** The congestion window was below the slow start threshold. */
  slow: boolean;
  full: boolean;
  cause: Cause | null;
}

function newRound(number: number, from: number): Round {
  return begin({} as Round, number, from);
}

/** Makes a round begin; the object may have been another one. */
function begin(round: Round, number: number, from: number): Round {
  round.number = number;
  round.from = from;
  round.to = from;
  round.top = 0;
  round.acked = 0;
  round.least = Infinity;
  round.pause = 0;
  round.lost = false;
  round.quiet = 0;
  round.waits = 0;
  round.blocked = 0;
  round.slow = true;
  round.full = false;
  round.cause = null;
  return round;
}

export class RoundTrips {
  current: Round = newRound(0, 0);
  /** The latest rounds in places by their number. */
  readonly #ring: Round[] = [];
  /** Number of the first round that has no cause yet. */
  #undecided = 0;
  /** Of rounds that are no longer kept, by number. */
  readonly #decided: Cause[] = [];
  readonly #deep: boolean[] = [];
  readonly #grew: boolean[] = [];
  /** Shortest round trip of a segment, ns, and a smoothed one. */
  base = Infinity;
  smooth = 0;
  /** The fastest that the path delivered, bytes per ns. */
  rate = 0;
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
  #everQueued = false;
  #largestGrowth = 0;
  #flatLow = Infinity;
  #flatHigh = 0;
  #most = 0;
  /** Most bytes in flight of the latest closed round. */
  lastTop = 0;

  #trainFrom = 0;
  #trainBytes = 0;
  #lastTrain = 0;
  #lastAck = 0;

  /** Takes a round trip that one segment needed, ns. */
  sample(nanoseconds: number): void {
    if (nanoseconds <= 0) return;
    if (nanoseconds < this.base) this.base = nanoseconds;
    if (nanoseconds < this.current.least) this.current.least = nanoseconds;
    this.smooth = this.smooth === 0 ? nanoseconds : this.smooth + (nanoseconds - this.smooth) / 8;
  }

  /** Bytes were acknowledged at `time`. */
  acked(time: number, bytes: number, repairing: boolean): void {
    const { current } = this;
    current.acked += bytes;
    const wait = time - this.#lastAck;
    if (this.#lastAck > 0 && this.rate > 0) {
      const pause = wait - 1.5 * bytes / this.rate;
      if (pause > current.pause) current.pause = pause;
    }
    this.#lastAck = time;
    // An ACK that fills a hole tells of bytes that arrived long ago.
    if (repairing) this.#trainFrom = 0;
    else this.#followTrain(time, bytes, wait);
  }

  /** ACKs that follow each other closely tell the path's rate. */
  #followTrain(time: number, bytes: number, wait: number): void {
    const taken = this.#lastTrain - this.#trainFrom;
    const near = this.#trainBytes > 0 ? 4 * taken / this.#trainBytes * bytes : this.base < Infinity ? this.base / 4 : 0;
    this.#lastTrain = time;
    if (this.#trainFrom === 0 || wait > Math.max(0.3e6, near)) {
      this.#trainFrom = time;
      this.#trainBytes = 0;
      return;
    }
    this.#trainBytes += bytes;
    const took = time - this.#trainFrom;
    if (this.#trainBytes < Math.max(TRAIN * this.segment, 0.25 * this.lastTop) || took < 0.4e6) return;
    const rate = this.#trainBytes / took;
    if (rate > this.rate) this.rate = rate;
    this.#trainFrom = time;
    this.#trainBytes = 0;
  }

  /** So many bytes are in flight now. */
  flight(bytes: number): void {
    if (bytes > this.current.top) this.current.top = bytes;
    if (bytes > this.#most) this.#most = bytes;
  }

  /** A loss was repaired (or a timer ran out): the window shrinks. */
  lost(flight: number, byTimer: boolean): void {
    this.current.lost = true;
    this.#everLost = true;
    const reference = Math.max(flight, this.current.top);
    this.threshold = Math.max(2 * this.segment, 0.6 * reference);
    this.#slow = byTimer;
    this.#flatRounds = 0;
    this.#peak = 0;
  }

  /** The sender was idle for longer than a timer: its window begins anew. */
  idle(): void {
    this.#slow = true;
    this.#flatRounds = 0;
    this.#peak = 0;
    if (this.threshold < Infinity) this.threshold = Math.max(this.threshold, 0.75 * this.lastTop);
  }

  /** The flight of this round has come back at `time`. */
  close(time: number): void {
    const round = this.current;
    round.to = time;
    round.slow = this.#slow;
    round.full = this.#isFull(round);
    const before = this.#at(round.number - 1) ?? round;
    this.#deep[round.number % REMEMBERED] = before.full && before.least !== Infinity && before.least > DEEP * this.base;
    if (this.lastTop > 0) this.#largestGrowth = Math.max(this.#largestGrowth, round.top / this.lastTop);
    this.#grew[round.number % REMEMBERED] = round.top > 1.15 * this.lastTop;
    this.#followSlowStart(round);
    this.lastTop = round.top;
    this.#ring[round.number & KEPT] = round;
    const next = round.number + 1;
    this.current = begin(this.#ring[next & KEPT] ?? ({} as Round), next, time);
    while (this.#undecided <= round.number - AHEAD) this.#decide(this.#undecided++);
  }

  /** The cause of a round's windows; null where it is too early to say. */
  causeOf(number: number): Cause | null {
    return number >= this.#undecided ? null : this.#decided[number % REMEMBERED] ?? null;
  }

  /** So many bytes in so much time (ns) are less than the path has carried, and no queue stands: it was the program's pace. */
  isSlow(bytes: number, time: number): boolean {
    const { current, base, rate } = this;
    if (this.paced + this.released < 8 || rate === 0) return false;
    const queued = current.least !== Infinity && current.least > 1.1 * base + 0.5e6;
    return !queued &&
      (bytes / time < 0.8 * rate || (!this.#everQueued && !this.#everLost && this.#largestGrowth < 1.5));
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
    if (this.paced > this.released) return false;
    if (!this.#everLost) return true;
    const flatLow = this.#flatLow;
    const flatHigh = this.#flatHigh;
    const most = this.#most;
    const { segment } = this;
    return flatHigh - flatLow <= Math.max(1.5 * segment, 0.05 * flatHigh) && most <= flatHigh + 1.5 * segment;
  }

  /** So much was queued before this round's loss that the smaller window still fills the path. */
  wasDeep(number: number): boolean {
    return this.#deep[number % REMEMBERED] ?? false;
  }

  /** Decides what is left, the round at hand included. */
  finish(time: number): void {
    this.close(time);
    while (this.#undecided < this.current.number) this.#decide(this.#undecided++);
  }

  /** Queue in use from the round's first to its last ACK, or data at the path's rate without a pause. */
  #isFull(round: Round): boolean {
    const { base, rate, segment } = this;
    if (base === Infinity) return false;
    const slot = rate > 0 ? segment / rate : 0;
    const least = Math.max(LEAST_QUEUE, 0.03 * base, 1.2 * slot);
    if (round.least !== Infinity && round.least > 1.1 * base + 0.3e6) this.#everQueued = true;
    if (round.least !== Infinity && round.least - base > least) return true;
    const took = round.to - round.from;
    if (!this.#everQueued && this.paced > this.released) return false;
    if (rate === 0 || took <= 0 || round.acked < 8 * segment) return false;
    return round.acked / took > 0.88 * rate && round.pause < Math.max(0.15 * base, 1.5 * slot);
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

  /** A closed round by its number; undefined where it is no longer kept. */
  #at(number: number): Round | undefined {
    const round = this.#ring[number & KEPT];
    return round !== undefined && round.number === number && round !== this.current ? round : undefined;
  }

  #decide(number: number): void {
    const round = this.#at(number)!;
    if (this.#isFlat(round)) round.cause = "send-buffer";
    else if (round.full) round.cause = "bandwidth";
    else round.cause = round.slow ? "slow-start" : "congestion-window";
    this.#decided[number % REMEMBERED] = round.cause;
  }

  /** The top of the flight is the same turn after turn, which no congestion window is for long. */
  #isFlat({ number, top, lost, full }: Round): boolean {
    if (lost || top < this.segment) return false;
    let first = number;
    while (number - first < BEHIND && this.#isLike(this.#at(first - 1), top)) first--;
    let last = number;
    while (last - number < AHEAD && this.#isLike(this.#at(last + 1), top)) last++;
    const rounds = last - first + 1;
    if (rounds < FLAT) return false;
    let blocked = 0;
    for (let i = first; i <= last; i++) if (this.#at(i)!.blocked > 0) blocked++;
    const woken = this.atSender && !this.#everLost && blocked > 0.5 * rounds;
    if (full && !woken) return false;
    this.#flatLow = Math.min(this.#flatLow, top);
    this.#flatHigh = Math.max(this.#flatHigh, top);
    return true;
  }

  #isLike(other: Round | undefined, top: number): boolean {
    return other !== undefined && !other.lost && Math.abs(other.top - top) <= Math.max(this.segment, 0.01 * top);
  }
}
