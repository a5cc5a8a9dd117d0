/**
 * A moment as a capture has it: whole seconds and nanoseconds, because a single float could not hold both (2^53 ns are 104 days).
 */

/** A moment: whole seconds since 1970, and nanoseconds within the second. */
export interface Moment {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Nanoseconds from one moment to another; exact up to 104 days apart. */
export function nanosecondsBetween(from: Moment, to: Moment): number {
  return (to.seconds - from.seconds) * 1e9 + (to.nanoseconds - from.nanoseconds);
}

/** The moment so many nanoseconds later. */
export function momentAfter({ seconds, nanoseconds }: Moment, later: number): Moment {
  const sum = nanoseconds + later;
  const whole = Math.floor(sum / 1e9);
  return { seconds: seconds + whole, nanoseconds: sum - whole * 1e9 };
}

/** Seconds since 1970 with nine decimals. */
export function epochTime(at: Moment): string {
  return `${at.seconds}.${nineDigits(at.nanoseconds)}`;
}

/** Nanoseconds within a second as nine digits; the leading one of the sum is only there to keep the zeros. */
export function nineDigits(nanoseconds: number): string {
  return String(1_000_000_000 + nanoseconds).substring(1);
}
