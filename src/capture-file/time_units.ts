/**
 * Times in pcapng: a 64-bit count of units since 1970, the unit chosen per interface (option if_tsresol).
 */

/** The unit of an interface's times, and what they are counted from. */
export interface TimeUnits {
  /** Units in a second. */
  readonly perSecond: number;
  /** Seconds to add (option if_tsoffset). */
  readonly offset: number;
}

/** Microseconds: the unit where an interface names none. */
export const DEFAULT_UNITS: TimeUnits = { perSecond: 1e6, offset: 0 };

/** Reads if_tsresol: a negative power of 10, or of 2 where the top bit is set. */
export function unitsPerSecond(resolution: number): number {
  return resolution & 0x80 ? 2 ** (resolution & 0x7f) : 10 ** resolution;
}

/** A time, taken apart; the same object is filled again and again. */
export interface SplitTime {
  seconds: number;
  nanoseconds: number;
}

/** Largest power of 2 whose remainders times 10^9 are still exact doubles. */
const LARGEST_BINARY = 2 ** 23;

/** Fills `time` from the two halves of a count. Units finer than a nanosecond are cut off. */
export function splitTime(high: number, low: number, units: TimeUnits, time: SplitTime): void {
  const { perSecond } = units;
  const decimal = 1e9 % perSecond === 0;
  if (!decimal && perSecond > LARGEST_BINARY) return splitFine(high, low, units, time);
  // Long division in three digits, so that every step is exact: a count of nanoseconds does not fit a double.
  let rest = high % perSecond;
  let seconds = Math.floor(high / perSecond) * 0x1_0000_0000;
  rest = rest * 0x10000 + (low >>> 16);
  seconds += Math.floor(rest / perSecond) * 0x10000;
  rest = (rest % perSecond) * 0x10000 + (low & 0xffff);
  seconds += Math.floor(rest / perSecond);
  time.seconds = seconds + units.offset;
  rest %= perSecond;
  time.nanoseconds = decimal ? rest * (1e9 / perSecond) : Math.floor(rest * 1e9 / perSecond);
}

function splitFine(high: number, low: number, units: TimeUnits, time: SplitTime): void {
  const count = (BigInt(high) << 32n) | BigInt(low);
  const perSecond = BigInt(units.perSecond);
  time.seconds = Number(count / perSecond) + units.offset;
  time.nanoseconds = Number((count % perSecond) * 1_000_000_000n / perSecond);
}
