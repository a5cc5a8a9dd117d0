/** What is true of a capture file as a whole: when it begins and ends, and how fine its times are. */
import type { ReadonlyPacket } from "../../packet/packet.ts";

/** So much is added to the file's times, ns: its clock had been set, before this packet and behind another one. */
export interface Correction {
  readonly behind: number;
  readonly from: number;
  readonly by: number;
}

export class FileFacts {
  packets = 0;
  /** The whole second that the file's times count from, and its first and last packet's, ns since then. */
  origin = NaN;
  first = Infinity;
  last = -Infinity;
  /** The most that a time was before the one before it, ns. */
  back = 0;
  /** The coarsest unit that fits every time: 1, 1000 or 1,000,000 ns. */
  resolution = 1_000_000;
  #latest = -Infinity;
  /** Time of the latest packet as the file has it. */
  #told = NaN;
  readonly #corrections: readonly Correction[];
  #corrected = 0;
  #added = 0;

  /** `corrections` in the order of their packets. */
  constructor(corrections: readonly Correction[] = []) {
    this.#corrections = corrections;
  }

  /** Takes the next packet; gives its time, ns since the origin. */
  take({ number, seconds, nanoseconds }: Pick<ReadonlyPacket, "number" | "seconds" | "nanoseconds">): number {
    if (this.packets++ === 0) this.origin = seconds;
    const told = (seconds - this.origin) * 1e9 + nanoseconds;
    const next = this.#corrections[this.#corrected];
    if (next !== undefined && number > next.behind && isBehind(next, number, told - this.#told)) {
      this.#added += next.by;
      this.#corrected++;
    }
    this.#told = told;
    const time = told + this.#added;
    if (this.#latest - time > this.back) this.back = this.#latest - time;
    this.#latest = time;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
    while (nanoseconds % this.resolution !== 0) this.resolution /= 1000;
    return time;
  }
}

/** A packet that comes as much later, or sooner, as the clock was set by is the first one behind the step. */
function isBehind({ from, by }: Correction, number: number, gap: number): boolean {
  return number >= from || Math.abs(gap + by) < Math.abs(by) / 2;
}
