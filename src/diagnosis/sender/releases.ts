/** What ACKs set free at a sender: the latest of them, and those that it did not use. */

/** ACKs that are closer together came as one, ns. */
const TOGETHER = 0.5e6;

/** Flights that Nagle's rule can be the limit of, segments: beyond the initial window others are. */
const NAGLE_FLIGHT = 10;
/** Once or twice may be chance. */
const SEVERAL = 2;

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
  /** Small segments that left behind small ones, on an ACK of everything. */
  #behindSmall = 0;

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
   * Whether Nagle's rule held a segment (RFC 1122, 4.2.3.4): a small one behind a small one, sent when everything before it was
   * acknowledged. An ACK that came at once shows it only where it goes on like that.
   */
  heldByNagle({ size, segment, delayed, answers }: Released): "surely" | "perhaps" | "no" {
    if (!this.all || !this.small || size >= segment || this.flight >= NAGLE_FLIGHT * segment) return "no";
    this.#behindSmall++;
    const often = this.#behindSmall > SEVERAL;
    if (delayed || (answers && often)) return "surely";
    return often ? "no" : "perhaps";
  }
}
