/** Times and amounts as a reader wants them. */
import { epochTime, type Moment, nineDigits } from "../../base/moment.ts";
import { durationText } from "../../language/text/duration.ts";

/** Seconds with nine decimals since `start`, negative where the packet is older: `0.000176452`. */
export function relativeTime(start: Moment, at: Moment): string {
  let seconds = at.seconds - start.seconds;
  let nanoseconds = at.nanoseconds - start.nanoseconds;
  const negative = seconds < 0 || (seconds === 0 && nanoseconds < 0);
  if (negative) {
    seconds = -seconds;
    nanoseconds = -nanoseconds;
  }
  if (nanoseconds < 0) {
    seconds -= 1;
    nanoseconds += 1e9;
  }
  return `${negative ? "-" : ""}${seconds}.${nineDigits(nanoseconds)}`;
}

/** `2020-11-27 18:00:00.000176452`, in UTC; seconds since 1970 for a time no calendar of ECMAScript reaches. */
export function utcTime(at: Moment): string {
  const date = new Date(at.seconds * 1000);
  if (Number.isNaN(date.getTime())) return epochTime(at);
  return `${date.toISOString().slice(0, -5).replace("T", " ")}.${nineDigits(at.nanoseconds)}`;
}

/** A length of time as explanations write it: `20.8 µs`, `5.00 s`, `2 min 5 s`; nanoseconds in. */
export const duration: (nanoseconds: number) => string = durationText;

/** A whole number with its thousands set apart: `1,000,000`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Nanoseconds as seconds with nine decimals, negative where a capture's times run backwards: `-0.300000000`. */
export function nanosecondsAsSeconds(nanoseconds: number): string {
  if (nanoseconds < 0) return "-" + nanosecondsAsSeconds(-nanoseconds);
  const seconds = Math.floor(nanoseconds / 1e9);
  return `${seconds}.${nineDigits(nanoseconds - seconds * 1e9)}`;
}
