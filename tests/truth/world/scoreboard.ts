/**
 * The sending half of an end: what is out, what of it is taken for lost, and how much may be out at once (RFC 5681, 6582,
 * 6675, 8985). Offsets count from the SYN, which is 0.
 */
import type { Random } from "../../random.ts";
import type { RoundTrip } from "./round_trip.ts";
import type { Stack } from "./stack.ts";

/** A segment that is out. */
export interface Flying {
  readonly from: number;
  readonly to: number;
  readonly fin: boolean;
  readonly small: boolean;
  sentAt: number;
  sends: number;
  sacked: boolean;
  lost: boolean;
}

/** Segments behind it that have arrived before one is taken for lost (RFC 5681 3.2). */
const THRESHOLD = 3;
/** What CUBIC leaves of the window after a loss. */
const CUBIC = 0.7;

export class Scoreboard {
  unconfirmed = 0;
  next = 0;
  readonly flying: Flying[] = [];
  window: number;
  threshold = Infinity;
  duplicates = 0;
  /** What was out when the loss was noticed; -1 outside of recovery. */
  recoverTo = -1;
  /** Recovery began with the timer. */
  byTimer = false;

  constructor(readonly stack: Stack, readonly random: Random) {
    this.window = stack.initialWindow;
  }

  get out(): number {
    return this.next - this.unconfirmed;
  }

  /** Segments taken to be on the way (RFC 6675 4). */
  get pipe(): number {
    return this.flying.filter(({ sacked, lost }) => !sacked && !lost).length;
  }

  sends(segment: Flying): void {
    this.flying.push(segment);
    this.next = Math.max(this.next, segment.to);
  }

  /** A SACK block has come. */
  selects(from: number, to: number): void {
    for (const segment of this.flying) if (from <= segment.from && segment.to <= to) segment.sacked = true;
  }

  /** `ack` is new: gives the round trip of what was sent once, or -1 (Karn). */
  confirms(ack: number, now: number): number {
    let trip = -1;
    let count = 0;
    while (this.flying.length > 0 && this.flying[0]!.to <= ack) {
      const segment = this.flying.shift()!;
      count++;
      trip = segment.sends === 1 ? now - segment.sentAt : -1;
    }
    this.unconfirmed = ack;
    this.duplicates = 0;
    if (this.recoverTo >= 0 && ack >= this.recoverTo) this.recoverTo = -1;
    if (this.recoverTo < 0 || this.byTimer) this.#grow(count);
    return trip;
  }

  #grow(count: number): void {
    for (let i = 0; i < count; i++) this.window += this.window < this.threshold ? 1 : 1 / this.window;
  }

  /** Marks what is lost, as duplicate ACKs and selective blocks tell; true where something is newly so. */
  notices(now: number, { smoothed }: RoundTrip): boolean {
    if (!this.stack.sack) return this.#noticesPlain();
    const arrived = this.flying.filter(({ sacked }) => sacked);
    const latest = Math.max(-1, ...arrived.map(({ sentAt }) => sentAt));
    let found = false;
    for (const [i, segment] of this.flying.entries()) {
      if (segment.sacked || segment.lost) continue;
      const behind = this.flying.slice(i + 1).filter(({ sacked }) => sacked).length;
      const older = latest - segment.sentAt;
      const slow = this.stack.byTime && smoothed > 0 && older > 0 && now - segment.sentAt > smoothed * 1.25;
      if (segment.sends === 1 && behind >= THRESHOLD || slow) {
        segment.lost = true;
        found = true;
      }
    }
    if (found) this.#slowDown();
    return found;
  }

  #noticesPlain(): boolean {
    const first = this.flying[0];
    if (first === undefined || first.lost) return false;
    if (this.recoverTo < 0 && this.duplicates < THRESHOLD || this.recoverTo >= 0 && this.duplicates > 0) return false;
    first.lost = true;
    this.#slowDown();
    return true;
  }

  #slowDown(): void {
    if (this.recoverTo >= 0) return;
    this.recoverTo = this.next;
    this.byTimer = false;
    this.threshold = Math.max(2, this.window * CUBIC);
    this.window = this.threshold;
  }

  /** The timer has run out: all that is out and not selected counts as lost (RFC 6298 5.4). */
  timesOut(): void {
    this.threshold = Math.max(2, this.pipe * CUBIC);
    this.window = 1;
    this.recoverTo = this.next;
    this.byTimer = true;
    this.duplicates = 0;
    for (const segment of this.flying) segment.lost = !segment.sacked;
  }

  get firstLost(): Flying | undefined {
    return this.flying.find(({ lost, sacked }) => lost && !sacked);
  }
}
