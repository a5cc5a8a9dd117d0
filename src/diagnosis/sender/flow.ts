/**
 * One direction of a conversation as its sender had it: what was in flight, what released each segment, which repairs ran. Its time
 * is cut into pieces; what a piece was spent on may be decided later.
 */
import type { Arrival, Sending } from "../terms/events.ts";
import { Lateness } from "../measure/lateness.ts";
import { NAGLE, PACED, type PieceKind, QUIET, RECEIVER, RECOVERY, TIMER, TOO_LARGE, WINDOW } from "../terms/piece.ts";
import { PieceQueue } from "../terms/piece_queue.ts";
import { Pace } from "../measure/pace.ts";
import { RoundTrips } from "./round_trips.ts";
import { SentTimes } from "../measure/sent_times.ts";

/** A segment that arrives within this of an ACK was released by it, ns; and the part of a round trip that is granted. */
const REACTION = 0.8e6;
const REACTION_SHARE = 0.04;
const LONGEST_REACTION = 8e6;
/** Silence that a timer needs at least, ns. */
const LEAST_TIMER = 8e6;
/** Flights that Nagle's rule can be the limit of: beyond the initial window others are. */
const NAGLE_FLIGHT = 10;
const MOST_PIECES = 64;
/** An ACK that took so much longer than the path was delayed by its sender, ns. */
const LEAST_DELAY = 10e6;

export class Flow {
  readonly rounds = new RoundTrips();
  readonly #pace = new Pace();
  readonly #lateness = new Lateness();
  readonly #sent = new SentTimes();
  /** Oldest unacknowledged number, next one to send, first one beyond the receiver's window. */
  una = 0;
  nxt = 0;
  edge = 0;
  begun = false;
  bytes = 0;
  /** What the path needs for a byte, ns, as segments that went alone tell. */
  byteTime = Infinity;
  /** The path's shortest round trip, as far as it is known. */
  shortestTrip = 0;
  /** The capture is not the sender's own: times of its segments are inferred. */
  slack = 0;
  /** Undecided and decided pieces that nobody has taken yet, oldest first. */
  readonly pieces = new PieceQueue();
  /** Up to here time has been cut. */
  cursor = 0;
  cursorPacket = 0;

  #lastSend = -Infinity;
  #lastProgress = 0;
  #lastRelease = -Infinity;
  #lastArrival = -Infinity;
  #releasedAll = false;
  #releasedSmall = false;
  #flightBeforeRelease = 0;
  #roundEnd = 0;
  /** Nothing of this round was acknowledged yet: what is sent still belongs to its flight. */
  #fresh = true;
  /** ACKs that may still tell of a hole before the capture. */
  #holes = 0;
  #releaseBefore = 0;
  /** ACKs since the last segment left, and when the first of them came. */
  #skipped = 0;
  #firstSkipped = 0;
  /** End of the latest segment that was smaller than a whole one. */
  #smallEnd = 0;
  #largestDelivered = 0;
  /** No room for a segment since the last one; when room came again. */
  #closed = false;
  #edgeThen = 0;
  #openedAt = -1;
  /** End of what has been sent again, for Karn. */
  #resentEnd = 0;
  #recoverTo = -1;
  #recoveryRound = 0;
  #timerUna = -1;
  #timerSize = 0;
  #timerCount = 0;
  /** The latest segment was smaller than a whole one. */
  #smallBefore = false;
  /** Data of the other end that answers all that was sent here arrived then. */
  prompt = -1;
  /** When everything sent was acknowledged; -1 while something is not. */
  doneAt = 0;

  get flight(): number {
    return this.nxt - this.una;
  }

  /** Bytes below `ack` were sent more than once: an ACK of them measures nothing (Karn). */
  resentUpTo(ack: number): boolean {
    return ack <= this.#resentEnd;
  }

  /** Nothing is on its way and nothing will be released by an ACK any more. */
  idleAt(time: number): boolean {
    return this.flight <= 0 && this.#timerUna < 0 && time > this.doneAt + this.#reaction();
  }

  /** The sender sent a segment with data. */
  send(sending: Sending): void {
    const { time, seq, end } = sending;
    if (!this.begun) this.una = this.nxt = this.#roundEnd = seq;
    this.begun = true;
    if (end <= this.nxt) return this.#resend(sending);
    if (this.#timerUna < 0) {
      if (this.#recoverTo >= 0) this.#cut(RECOVERY, time, sending.packet);
      else this.#cutGap(sending);
    }
    const { segment } = this.rounds;
    const length = end - seq;
    this.#smallBefore = length % segment !== 0;
    if (this.#smallBefore) this.#smallEnd = end;
    this.bytes += end - Math.max(seq, this.nxt);
    this.nxt = end;
    this.doneAt = -1;
    this.rounds.flight(this.flight);
    if (this.#fresh) this.#roundEnd = end;
    this.#sent.push(end, time);
    this.#pace.take(time, length);
    this.#lastSend = time;
    this.#lastProgress = time;
    this.#closed = this.edge > 0 && this.edge - this.nxt < segment;
    this.#openedAt = -1;
    this.#edgeThen = this.edge;
  }

  /** An ACK (or window) reached the sender. */
  receive(arrival: Arrival): void {
    const { time, ack, edge, packet } = arrival;
    this.#lastArrival = time;
    const opens = edge > this.edge;
    // The latest window counts, also where a receiver takes back what it had offered.
    if (edge > 0 && ack >= this.una) this.edge = edge;
    if (ack > this.una && this.begun) this.#advance(arrival);
    else if (opens) this.#release(arrival, false);
    if (this.#timerUna >= 0 && ack > this.#timerUna) this.#endTimer(time, packet);
    if (this.#closed && this.edge - this.nxt >= this.rounds.segment) {
      this.#closed = false;
      this.#openedAt = time;
    }
    if (arrival.data && ack >= this.nxt) this.prompt = Math.max(time, arrival.whole);
  }

  /** The conversation ends at `time`: what is open is cut as it stands. */
  finish(time: number, packet: number): void {
    if (this.#timerUna >= 0) this.#cut(this.#timerKind(), time, packet);
    else if (this.flight > 0 && this.#recoverTo >= 0) this.#cut(RECOVERY, time, packet);
    else if (this.flight > 0 && this.edge > 0 && this.edge - this.nxt < this.rounds.segment) {
      this.#cut(RECEIVER, time, packet);
    }
    this.rounds.finish(time);
  }

  #reaction(): number {
    return Math.max(REACTION, Math.min(LONGEST_REACTION, REACTION_SHARE * this.rounds.smooth), this.slack);
  }

  /** What the time since the last segment was spent on, now that the next one leaves. */
  #cutGap(sending: Sending): void {
    const { time, seq, end, packet } = sending;
    const { rounds } = this;
    const reaction = this.#reaction();
    if (seq > this.nxt) this.#holes = 8;
    const released = this.#lastRelease >= this.#lastSend && time - this.#lastRelease <= reaction;
    if (end > this.#edgeThen && (this.#closed || this.#openedAt > this.#lastSend)) {
      const opened = this.#closed ? time : this.#openedAt;
      this.#cut(RECEIVER, time - opened <= reaction ? time : opened, packet);
      if (time - opened > reaction) this.#cutQuiet(time, packet);
      return;
    }
    if (this.flight <= 0 && this.prompt >= this.#lastSend && this.prompt >= 0) return this.#cutQuiet(time, packet);
    if (!released && sending.missed && time - this.#lastProgress > this.#leastTimer()) {
      return this.#beginTimer(end - seq, packet);
    }
    if (this.#keepsPace()) return this.#cutQuiet(time, packet);
    if (
      released && this.flight > 0 && this.slack === 0 &&
      this.#lateness.isChance(time - this.#lastRelease, this.#lastRelease - this.#releaseBefore)
    ) {
      rounds.paced++;
      return this.#cut(PACED, time, packet);
    }
    if (released) {
      if (this.#skipped > 1 && time - this.#firstSkipped > 1.5e6) rounds.current.blocked++;
      rounds.current.waits++;
      const small = end - seq < rounds.segment;
      const delayed = this.#lastRelease - this.#lastSend > this.shortestTrip + LEAST_DELAY;
      const nagle = this.#releasedAll && this.#releasedSmall && small && (delayed || this.prompt >= 0) &&
        this.#flightBeforeRelease < NAGLE_FLIGHT * rounds.segment;
      if (this.#releasedAll && this.#releasedSmall && small && !nagle) return this.#cutQuiet(time, packet);
      rounds.released++;
      return this.#cut(nagle ? NAGLE : WINDOW, time, packet);
    }
    const gap = time - this.#lastSend;
    if (gap <= Math.min(1e6, Math.max(0.3e6, rounds.smooth / 20))) {
      const { last } = this.pieces;
      return this.#cut(last === null || last.kind === QUIET ? QUIET : WINDOW, time, packet);
    }
    if (this.flight > 0 && gap < rounds.smooth && (end - seq) % rounds.segment === 0 && !this.#smallBefore) {
      rounds.paced++;
      return this.#cut(PACED, time, packet);
    }
    this.#cutQuiet(time, packet);
  }

  #leastTimer(): number {
    return Math.max(LEAST_TIMER, 0.7 * this.rounds.smooth);
  }

  /** The program's own clock shows: it sends in an even beat, and less than the path would carry. */
  #keepsPace(): boolean {
    const pace = this.#pace;
    const { rounds } = this;
    if (!pace.steady || pace.beat > 0.9 * rounds.smooth) return false;
    return rounds.isSlow(pace.size, pace.beat);
  }

  #cutQuiet(time: number, packet: number): void {
    const idle = time - Math.max(this.#lastSend, this.#lastProgress);
    const { rounds } = this;
    if (this.flight <= 0 && idle > Math.max(200e6, 1.2 * rounds.smooth + 100e6)) rounds.idle();
    rounds.current.quiet += time - this.cursor;
    this.#cut(QUIET, time, packet);
  }

  #cut(kind: PieceKind, to: number, packet: number): void {
    const from = this.cursor;
    if (!(to > from)) {
      this.cursorPacket = packet;
      return;
    }
    this.cursor = to;
    const round = kind === RECOVERY ? this.#recoveryRound : this.rounds.current.number;
    const prompt = kind === QUIET ? this.prompt : -1;
    const { last } = this.pieces;
    const firstPacket = this.cursorPacket;
    this.cursorPacket = packet;
    const joins = last !== null && last.to === from && last.kind === kind && kind !== QUIET &&
      (last.round === round || this.pieces.length > MOST_PIECES);
    if (joins) {
      last.to = to;
      last.lastPacket = packet;
      return;
    }
    const piece = this.pieces.push(kind, from, to);
    piece.firstPacket = firstPacket;
    piece.lastPacket = packet;
    piece.round = round;
    piece.prompt = prompt;
  }

  #resend({ time, end, packet, seq }: Sending): void {
    if (end <= this.una) {
      // The ACK of these bytes did not reach their sender: its timer ran out.
      if (this.#timerUna < 0 && time - this.#lastProgress > this.#leastTimer()) {
        this.#beginTimer(end - seq, packet);
        this.#timerUna = this.una - 1;
      }
      return;
    }
    if (end - seq <= 1 || (this.edge > 0 && this.edge - this.una < Math.min(end - seq, this.rounds.segment))) return;
    this.#resentEnd = Math.max(this.#resentEnd, end);
    if (this.#timerUna >= 0) {
      if (seq <= this.#timerUna) this.#timerCount++;
      return;
    }
    const silence = time - Math.max(this.#lastSend, this.#lastArrival);
    const byTimer = silence > this.#leastTimer();
    if (byTimer) this.#beginTimer(end - seq, packet);
    else if (this.#recoverTo < 0) this.#beginRecovery(time, packet);
    else this.#cut(RECOVERY, time, packet);
    this.#lastSend = Math.max(this.#lastSend, time);
  }

  #beginTimer(size: number, packet: number): void {
    const lastProgress = this.#lastProgress;
    if (lastProgress > this.cursor) {
      if (this.#recoverTo >= 0) this.#cut(RECOVERY, lastProgress, packet);
      else {
        this.prompt = lastProgress;
        this.#cut(QUIET, lastProgress, packet);
      }
    }
    this.#timerUna = this.una;
    this.#timerSize = size;
    this.#timerCount = 1;
    this.#recoverTo = -1;
    this.rounds.lost(this.flight, true);
  }

  #endTimer(time: number, packet: number): void {
    this.#cut(this.#timerKind(), time, packet);
    this.#timerUna = -1;
  }

  #beginRecovery(time: number, packet: number): void {
    this.#cut(this.#closed ? RECEIVER : WINDOW, time, packet);
    this.#recoverTo = this.nxt;
    this.#recoveryRound = this.rounds.current.number;
    this.rounds.lost(this.flight, false);
  }

  #advance(arrival: Arrival): void {
    const { time, ack, packet } = arrival;
    const bytes = ack - this.una;
    this.#release(arrival, true);
    this.una = ack;
    if (ack > this.nxt) this.nxt = ack;
    const sentAt = this.#sent.acknowledged(ack);
    if (sentAt >= 0 && ack > this.#resentEnd) this.rounds.sample(time - sentAt);
    this.rounds.acked(time, bytes, this.#recoverTo >= 0 || this.#timerUna >= 0 || this.#holes > 0);
    if (bytes > this.#largestDelivered && bytes <= this.rounds.segment) this.#largestDelivered = bytes;
    if (bytes > this.rounds.segment) this.#largestDelivered = this.rounds.segment;
    this.#lastProgress = time;
    if (this.#holes > 0) this.#holes--;
    if (this.#timerUna >= 0) this.#endTimer(time, packet);
    else if (this.#recoverTo >= 0 && ack >= this.#recoverTo) {
      this.#cut(RECOVERY, time, packet);
      this.#recoverTo = -1;
    }
    if (ack >= this.#roundEnd) {
      this.rounds.close(time);
      this.#roundEnd = this.nxt;
      this.#fresh = this.flight <= 0;
    } else this.#fresh = false;
    if (this.flight <= 0) this.doneAt = time;
  }

  #timerKind(): PieceKind {
    const whole = this.#timerSize >= 0.9 * this.rounds.segment || this.#timerSize > 500;
    return whole && this.#timerCount >= 2 && this.#largestDelivered < 0.9 * this.#timerSize ? TOO_LARGE : TIMER;
  }

  #release({ time, ack }: Arrival, advances: boolean): void {
    if (this.#lastSend > this.#lastRelease) {
      this.#skipped = 0;
      this.#firstSkipped = time;
    }
    this.#skipped++;
    this.#releaseBefore = this.#lastRelease;
    this.#lastRelease = time;
    this.#releasedAll = advances ? ack >= this.nxt : this.flight <= 0;
    this.#releasedSmall = this.#smallEnd > this.una && this.#smallEnd <= ack;
    this.#flightBeforeRelease = this.flight;
  }
}
