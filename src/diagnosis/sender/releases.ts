/** What ACKs set free at a sender: the latest of them, and those that it did not use. */

import { BLOCKED, NAGLE, type PieceKind, QUIET, WINDOW } from "../terms/piece.ts";

/** ACKs that are closer together came as one, ns. */
const TOGETHER = 0.5e6;

/** Flights that Nagle's rule can be the limit of, segments: beyond the initial window others are. */
const NAGLE_FLIGHT = 10;
/** Once or twice may be chance. */
const SEVERAL = 2;

/** So many blocked writes in a row are no chance. */
const BLOCKED_TURNS = 4;

/** A segment that leaves after an ACK. */
export interface Released {
  readonly size: number;
  /** Bytes of a whole one. */
  readonly segment: number;
  /** The ACK took longer than the path; what was sent answers the other end. */
  readonly delayed: boolean;
  readonly answers: boolean;
}

/** An ACK that set something free. */
export interface Release {
  /** Everything sent was acknowledged; a segment smaller than a whole one was among it. */
  readonly all: boolean;
  readonly small: boolean;
  /** Bytes in flight before it. */
  readonly flight: number;
  /** The first since the latest segment. */
  readonly first: boolean;
}

export class Releases {
  /** When the latest came, and the last of those before that did not come together with it, ns. */
  last = -Infinity;
  before = -Infinity;
  all = false;
  small = false;
  flight = 0;
  /** ACKs since the latest segment, and when the first of them came. */
  #skipped = 0;
  #firstSkipped = 0;
  /** The first ACK of any kind since the latest segment came then, ns; Infinity before one. */
  #heard = Infinity;
  /** Small segments that left behind small ones, on an ACK of everything. */
  #behindSmall = 0;
  /** Whole ones, one after the other. */
  #wholeInARow = 0;

  /** An ACK came, whether it sets anything free or not: new segments may leave on one of those as well (RFC 3042). */
  hear(time: number): void {
    if (time < this.#heard) this.#heard = time;
  }

  /** A segment leaves. */
  use(): void {
    this.#heard = Infinity;
  }

  /** For how long, at `time`, its sender has had nothing to send on an ACK; 0 where none has come since the latest segment. */
  unusedFor(time: number): number {
    return Math.max(0, time - this.#heard);
  }

  take(time: number, { all, small, flight, first }: Release): void {
    if (first) {
      this.#skipped = 0;
      this.#firstSkipped = time;
    }
    this.#skipped++;
    if (time - this.last > TOGETHER) this.before = this.last;
    this.last = time;
    this.all = all;
    this.small = small;
    this.flight = flight;
  }

  /** For how long, at `time`, the sender has left ACKs unused; 0 where the latest is the first. */
  skippedFor(time: number): number {
    return this.#skipped > 1 ? time - this.#firstSkipped : 0;
  }

  /**
   * What held a segment back that left behind a small one, on the ACK of everything. A small one: Nagle's rule (RFC 1122, 4.2.3.4),
   * but an ACK that came at once shows it only where it goes on like that. A whole one, turn after turn: no program sees ACKs, but a
   * write goes on when they make room in the buffer. QUIET where nobody knows whether anything did; else a window.
   */
  holder({ size, segment, delayed, answers }: Released): PieceKind {
    if (!this.all || !this.small) return WINDOW;
    if (size >= segment) return ++this.#wholeInARow > BLOCKED_TURNS ? BLOCKED : WINDOW;
    this.#wholeInARow = 0;
    if (this.flight >= NAGLE_FLIGHT * segment) return WINDOW;
    this.#behindSmall++;
    const often = this.#behindSmall > SEVERAL;
    if (delayed || (answers && often)) return NAGLE;
    return often ? WINDOW : QUIET;
  }

  /** A segment left that no ACK had released. */
  miss(): void {
    this.#wholeInARow = 0;
  }
}
