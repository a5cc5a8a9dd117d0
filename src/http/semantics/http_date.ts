/**
 * HTTP's dates (RFC 9110 5.6.7): written in one form, read in three.
 */

/** `Sun, 06 Nov 1994 08:49:37 GMT`. @param time Milliseconds since the epoch; parts of a second are dropped. */
export function formatHttpDate(time: number): string {
  return new Date(time).toUTCString();
}

/**
 * Milliseconds since the epoch of an IMF-fixdate, an RFC 850 date or an asctime date; null for anything else.
 * @param now Decides the century of a date with a two-digit year: it is not more than 50 years ahead.
 */
export function parseHttpDate(text: string, now: number): number | null {
  const fixed = IMF_FIXDATE.exec(text) ?? ASCTIME.exec(text) ?? RFC_850.exec(text);
  const parts = fixed?.groups;
  if (parts === undefined) return null;
  const month = MONTHS.indexOf(parts.month!);
  const year = parts.year!.length === 2 ? fullYear(Number(parts.year), now) : Number(parts.year);
  const [day, hour, minute, second] = [parts.day, parts.hour, parts.minute, parts.second].map(Number);
  if (month < 0 || hour! > 23 || minute! > 59 || second! > 60) return null;
  const time = Date.UTC(year, month, day!, hour!, minute!, second!);
  return new Date(Date.UTC(year, month, day!)).getUTCDate() === day ? time : null;
}

function fullYear(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - thisYear % 100 + twoDigits;
  return year > thisYear + 50 ? year - 100 : year;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";
const IMF_FIXDATE = new RegExp(
  `^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\\d\\d) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT$`,
);
const RFC_850 = new RegExp(
  `^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-(?<month>[A-Z][a-z]{2})-(?<year>\\d\\d) ${TIME} GMT$`,
);
const ASCTIME = new RegExp(
  `^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`,
);
