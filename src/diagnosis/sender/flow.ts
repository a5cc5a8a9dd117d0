/**
 * One direction of a conversation as its sender had it: what was in flight, what released each segment, which repairs ran. Its time
 * is cut into pieces; what a piece was spent on may be decided later.
 */
import type { Arrival, Sending } from "../terms/events.ts";
import { ByteTime } from "../measure/byte_time.ts";
import { Lateness } from "../measure/lateness.ts";
import { DRAINING, PACED, type PieceKind, QUIET, RECEIVER, RECOVERY, UNSEEN, WINDOW } from "../terms/piece.ts";
import { PieceCutter } from "./piece_cutter.ts";
import { Recovery } from "./recovery.ts";
import { Releases } from "./releases.ts";
import { RoundTrips } from "./round_trips.ts";
import { ReceiverWindow } from "./receiver_window.ts";
import { NOT_RESENT, Timer } from "./timer.ts";
import { Writes } from "./writes.ts";
import { longestReaction, shortestTimer } from "../measure/reaction.ts";
import { SentTimes } from "../measure/sent_times.ts";

/** A program that was woken only by a later ACK than the first was waiting for more room, ns. */
const LEAST_SKIPPED = 1.5e6;
/** Segments that are closer together left in one go, ns. */
const AT_ONCE = 0.5e6;
/** An ACK that took so much longer than the path was delayed by its sender, ns. */
const LEAST_DELAY = 10e6;

export class Flow {
  readonly rounds = new RoundTrips();
  readonly #lateness = new Lateness();
  readonly #sent = new SentTimes();
  readonly window = new ReceiverWindow();
  readonly #releases = new Releases();
  readonly byteTime = new ByteTime();
  readonly writes = new Writes();
  /** Oldest unacknowledged number, next one to send. */
  una = 0;
  nxt = 0;
  begun = false;
  bytes = 0;
  /** The path's shortest round trip, as far as it is known; how exact times are where the capture is not the sender's own. */
  shortestTrip = 0;
  slack = 0;
  readonly cuts = new PieceCutter();

  /** When the latest segment left, ns. */
  lastSend = -Infinity;
  #lastProgress = 0;
  #lastArrival = -Infinity;
  #roundEnd = 0;
  /** Nothing of this round was acknowledged yet: what is sent still belongs to its flight. */
  #fresh = true;
  /** ACKs that may still tell of a hole before the capture. */
  #holes = 0;
  #largestDelivered = 0;
  /** End of what has been sent again, for Karn. */
  #resentEnd = 0;
  readonly recovery = new Recovery();
  readonly timer = new Timer();
  /** Data of the other end that answers all that was sent here arrived then. */
  prompt = -1;
  /** The capture lacks what was sent before: the next numbers are where it goes on. */
  #resumes = false;
  /** The next number before what came out of order and was never followed by what is missing; -1 where nothing is. */
  #gap = -1;
  /** When everything sent was acknowledged; -1 while something is not. */
  doneAt = 0;

  get flight(): number {
    return this.nxt - this.una;
  }

  /** Segments of full size have arrived. */
  get wholeArrived(): boolean {
    return this.#largestDelivered >= 0.9 * this.rounds.segment;
  }

  /** What is missing before the last segments never came to the capture. */
  get endsWithGap(): boolean {
    return this.#gap >= 0 && this.una <= this.#gap && !this.timer.open;
  }

  /** Bytes below `ack` were sent more than once: an ACK of them measures nothing (Karn). */
  resentUpTo(ack: number): boolean {
    return ack <= this.#resentEnd;
  }

  /** Nothing is on its way and nothing will be released by an ACK any more. */
  idleAt(time: number): boolean {
    return this.flight <= 0 && !this.timer.open && time > this.doneAt + longestReaction(this.rounds.smooth, this.slack);
  }

  /** The sender sent a segment with data. */
  send(sending: Sending): void {
    const { time, seq, end } = sending;
    if (!this.begun || this.#resumes) this.una = this.nxt = this.#roundEnd = seq;
    this.begun = true;
    this.#resumes = false;
    if (end <= this.nxt) return this.#resend(sending);
    if (!this.timer.open) {
      if (this.recovery.open) this.#cut(RECOVERY, time, sending.packet);
      else this.#cutGap(sending);
    }
    const { segment } = this.rounds;
    this.writes.take(sending, { segment, wait: time - this.lastSend, acknowledged: this.flight <= 0 });
    this.bytes += end - Math.max(seq, this.nxt);
    this.nxt = end;
    this.doneAt = -1;
    this.#releases.use();
    this.rounds.flight(this.flight);
    if (this.#fresh) this.#roundEnd = end;
    this.#sent.push(end, time);
    this.lastSend = time;
    this.#lastProgress = time;
    this.window.sent(this.nxt, segment);
  }

  /** An ACK (or window) reached the sender. */
  receive(arrival: Arrival): void {
    const { time, ack } = arrival;
    this.#releases.hear(time);
    this.#lastArrival = time;
    if (this.#resumes && ack > this.nxt) this.una = this.nxt = ack;
    const opens = this.window.take(arrival, this);
    this.recovery.take(ack + arrival.held);
    if (this.recovery.hasTurned(time, this.rounds.smooth)) this.#turn(time, arrival.packet);
    if (ack > this.una && this.begun) this.#advance(arrival);
    else if (opens && this.window.closed) this.#release(time, this.flight <= 0, false);
    else if (this.flight > 0) {
      this.rounds.heard(time);
      if (!arrival.data) this.#duplicate(time, !this.timer.open && (!opens || arrival.held > 0));
    }
    this.timer.hear(arrival);
    if (this.timer.open && ack > this.timer.una) this.#endTimer(arrival);
    this.window.open(time, this.nxt, this.rounds.segment);
    if (arrival.data && ack >= this.nxt) this.prompt = Math.max(time, arrival.whole);
  }

  /** The conversation ends at `time`: what is open is cut as it stands. */
  finish(time: number, packet: number): void {
    if (this.timer.open) {
      this.timer.unacknowledged = time - this.cuts.cursor;
      this.#cut(this.#timerKind(), time, packet);
    } else if (this.flight > 0 && this.recovery.open) this.#turn(time, packet);
    else if (this.window.holds(this)) this.#cut(RECEIVER, time, packet);
    this.rounds.finish(time);
  }

  /** Nothing of the time from `from` to `to` was captured. */
  unseen(from: number, to: number, packet: number): void {
    if (!this.begun) return;
    if (this.timer.open) this.#cut(this.#timerKind(), from, packet);
    else if (this.recovery.open) this.#turn(from, packet);
    else this.#cut(this.flight > 0 ? WINDOW : QUIET, from, packet);
    this.#cut(UNSEEN, to, packet);
    this.rounds.skip(to);
    this.timer.end();
    this.prompt = -1;
    this.recovery.end();
    this.window.forget();
    this.lastSend = this.#lastProgress = to;
    this.#resumes = true;
  }

  /** What the time since the last segment was spent on, now that the next one leaves. */
  #cutGap(sending: Sending): void {
    const { time, seq, end, packet } = sending;
    const { rounds } = this;
    const reaction = longestReaction(rounds.smooth, this.slack, time - this.lastSend);
    if (seq > this.nxt) {
      this.#holes = 8;
      if (this.#gap < 0) this.#gap = this.nxt;
    }
    const releases = this.#releases;
    const released = releases.last >= this.lastSend && time - releases.last <= reaction;
    if (time - this.lastSend > AT_ONCE) this.#lateness.take(released ? time - releases.last : Infinity);
    if (this.window.held(sending, { lastSend: this.lastSend, released, segment: rounds.segment })) {
      const opened = this.window.closed ? time : this.window.openedAt;
      const until = time - opened <= reaction ? time : opened;
      if (this.bytes === 0) this.window.withhold(until);
      this.#cut(RECEIVER, until, packet);
      if (until < time) this.#cutQuiet(time, packet);
      return;
    }
    if (this.flight <= 0 && this.prompt >= this.lastSend && this.prompt >= 0) return this.#cutQuiet(time, packet);
    if (!released && sending.missed && time - this.#lastProgress > shortestTimer(this.rounds.smooth)) {
      return this.#beginTimer(end - seq, packet);
    }
    if (this.#keepsPace()) return this.#cutQuiet(time, packet);
    if (
      released && this.flight > 0 && this.slack === 0 &&
      this.#lateness.isChance(time - releases.last, releases.last - releases.before)
    ) {
      rounds.paced++;
      return this.#cut(PACED, time, packet);
    }
    if (released) {
      if (releases.skippedFor(time) > LEAST_SKIPPED) rounds.current.blocked++;
      rounds.current.waits++;
      const delayed = releases.last - this.lastSend > this.shortestTrip + LEAST_DELAY;
      const holder = releases.holder({ size: end - seq, segment: rounds.segment, delayed, answers: this.prompt >= 0 });
      // The ACK was on its way: whether it was waited for, or the program wrote just then, nobody knows.
      if (holder === QUIET) return this.#cutQuiet(time, packet, time);
      // A window's limit leaves no small segments behind: the program wrote this now.
      const written = (releases.all && releases.small) || this.writes.endSmall;
      if (written && holder === WINDOW) return this.#cutQuiet(time, packet);
      rounds.released++;
      return this.#cut(holder, time, packet);
    }
    const gap = time - this.lastSend;
    if (gap > AT_ONCE) releases.miss();
    if (gap <= Math.min(1e6, Math.max(0.3e6, rounds.smooth / 20))) {
      const { last } = this.cuts.pieces;
      return this.#cut(last === null || last.kind === QUIET ? QUIET : WINDOW, time, packet);
    }
    if (this.flight > 0 && gap < rounds.smooth && (end - seq) % rounds.segment === 0 && !this.writes.smallBefore) {
      rounds.paced++;
      return this.#cut(PACED, time, packet);
    }
    this.#cutQuiet(time, packet);
  }

  /** The program's own clock shows: it sends in an even beat, and less than the path would carry. */
  #keepsPace(): boolean {
    const { rounds, writes: { pace } } = this;
    if (!pace.steady || pace.beat > 0.9 * rounds.smooth || (this.slack === 0 && this.#lateness.isLed)) return false;
    return rounds.isSlow(pace.size, pace.beat);
  }

  #cutQuiet(time: number, packet: number, prompt = this.prompt): void {
    const idle = time - Math.max(this.lastSend, this.#lastProgress);
    const { rounds } = this;
    if (this.flight <= 0 && idle > Math.max(200e6, 1.2 * rounds.smooth + 100e6)) rounds.idle();
    rounds.current.quiet += time - this.cuts.cursor;
    this.#cut(QUIET, time, packet, prompt);
  }

  #cut(kind: PieceKind, to: number, packet: number, prompt = this.prompt): void {
    const { current } = this.rounds;
    if (kind === WINDOW || kind === PACED) current.asked = true;
    const round = kind === RECOVERY ? this.recovery.turn : current.number;
    this.cuts.cut(kind, to, { packet, round, prompt: kind === QUIET ? prompt : -1 });
  }

  #resend({ time, end, packet, seq, stamp }: Sending): void {
    if (end <= this.una) {
      // The ACK of these bytes did not reach their sender: its timer ran out.
      if (!this.timer.open && time - this.#lastProgress > shortestTimer(this.rounds.smooth)) {
        this.#beginTimer(end - seq, packet);
        this.timer.una = this.una - 1;
      }
      return;
    }
    if (end - seq <= 1 || this.window.isUsedUp(this.una, Math.min(end - seq, this.rounds.segment))) return;
    const repaired = this.#resentEnd > this.una;
    this.#resentEnd = Math.max(this.#resentEnd, end);
    if (this.timer.open) return this.timer.again(seq, time);
    const silence = time - Math.max(this.lastSend, this.#lastArrival);
    const byTimer = silence > this.recovery.silence(shortestTimer(this.rounds.smooth), this.slack > 0) ||
      (!this.recovery.open && this.recovery.isOverdue(time, this.rounds.smooth));
    if (byTimer) this.#beginTimer(end - seq, packet, { time, stamp: repaired ? -1 : stamp, end });
    else if (!this.recovery.open) this.#beginRecovery(time, packet);
    else this.#cut(RECOVERY, time, packet);
    this.lastSend = Math.max(this.lastSend, time);
  }

  #beginTimer(size: number, packet: number, resent = NOT_RESENT): void {
    const lastProgress = this.#lastProgress;
    if (lastProgress > this.cuts.cursor) {
      if (this.recovery.open) this.#turn(lastProgress, packet);
      else this.#cut(QUIET, lastProgress, packet, lastProgress);
    }
    this.timer.begin(this.una, size, resent);
    this.recovery.end();
    this.rounds.lost(this.flight, true);
  }

  #endTimer(arrival: Arrival): void {
    const { time, ack, packet } = arrival;
    const began = this.cuts.cursor;
    this.#cut(this.#timerKind(), time, packet);
    this.timer.end(this.cuts.cursor - began, ack, this.recovery.gapped);
    const trip = { shortest: this.slack > 0 ? 0 : this.shortestTrip, usual: this.rounds.smooth };
    this.timer.judge(this.cuts.pieces.last, arrival, trip);
  }

  #beginRecovery(time: number, packet: number): void {
    const nothingLeft = this.#releases.unusedFor(time) > longestReaction(this.rounds.smooth, this.slack);
    if (nothingLeft && !this.window.closed) this.#cut(QUIET, time, packet, time);
    else this.#cut(this.window.closed ? RECEIVER : WINDOW, time, packet);
    this.recovery.begin(time, this.nxt, this.rounds.isDeep);
    this.rounds.lost(this.flight, false);
  }

  /** A turn of the repair is over: whether the path was full in it is known now. */
  #turn(time: number, packet: number): void {
    const { recovery: { turn }, rounds: { segment, delivery: { line } } } = this;
    this.#cut(RECOVERY, time, packet);
    if (this.recovery.next(time, { segment, line })) this.cuts.recast(RECOVERY, turn, DRAINING);
  }

  #advance(arrival: Arrival): void {
    const { time, ack, packet } = arrival;
    const bytes = ack - this.una;
    const carried = this.flight > 0;
    const wait = time - this.#lastProgress;
    this.#release(time, ack >= this.nxt, this.writes.smallIn(this.una, ack));
    this.una = ack;
    if (ack > this.#gap) this.#gap = -1;
    if (ack > this.nxt) this.nxt = ack;
    const sentAt = this.#sent.acknowledged(ack);
    // The ACK of what arrived behind a hole waited for the hole.
    const held = this.recovery.open || this.timer.open || ack <= this.#resentEnd;
    if (sentAt >= 0 && !held) this.rounds.sample(time - sentAt);
    this.rounds.acked(time, bytes, this.recovery.open || this.timer.open || this.#holes > 0);
    if (bytes > this.#largestDelivered && bytes <= this.rounds.segment) this.#largestDelivered = bytes;
    if (bytes > this.rounds.segment) this.#largestDelivered = this.rounds.segment;
    this.#lastProgress = time;
    if (this.#holes > 0) this.#holes--;
    if (this.timer.open) this.#endTimer(arrival);
    else if (this.recovery.isOver(ack)) {
      this.#turn(time, packet);
      this.recovery.end();
    }
    this.recovery.progress();
    if (ack >= this.#roundEnd) {
      this.rounds.close(time, this.flight);
      this.#roundEnd = this.nxt;
      this.#fresh = this.flight <= 0;
    } else this.#fresh = false;
    if (this.flight > 0) return;
    this.doneAt = time;
    // The line is empty again when the last segment has left it: its ACK comes a shortest round trip later.
    if (carried && !this.window.closed && this.rounds.endedFull(wait, bytes)) {
      this.#cut(DRAINING, time - this.rounds.base, packet);
    }
  }

  /** An ACK of nothing new: with each of them a segment has left the path, and another one may enter (RFC 3042). */
  #duplicate(time: number, gapped: boolean): void {
    this.recovery.duplicate(time, gapped);
    this.#release(time, false, false);
  }

  #release(time: number, all: boolean, small: boolean): void {
    this.#releases.take(time, { all, small, flight: this.flight, first: this.lastSend > this.#releases.last });
  }

  #timerKind(): PieceKind {
    return this.timer.kind({ segment: this.rounds.segment, delivered: this.#largestDelivered });
  }
}
