/**
 * Durations, told by one rule wherever one is told: three digits or so in the unit they are best read in, and from two
 * minutes on in whole units, as a clock has them.
 */
const UNITS: readonly { readonly name: string; readonly size: number }[] = [
  { name: "s", size: 1e9 },
  { name: "ms", size: 1e6 },
  { name: "µs", size: 1e3 },
];
const SECOND = 1e9;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** Hours are counted up to here, s: a difference of two dates is best read in days. */
const LONG = 10 * DAY;

/** `20.8 µs`, `40.0 ms`, `119 s`, `2 min 5 s`, `3 h 20 min`, `15 days`; nanoseconds in. What rounds up to the next unit is in it. */
export function durationText(nanoseconds: number): string {
  if (nanoseconds < 0) return "-" + durationText(-nanoseconds);
  if (nanoseconds >= 119.5 * SECOND) return wholeUnits(Math.round(nanoseconds / SECOND));
  for (const { name, size } of UNITS) {
    if (nanoseconds >= 0.9995 * size) return threeDigits(nanoseconds, size) + " " + name;
  }
  return Math.round(nanoseconds) + " ns";
}

function wholeUnits(seconds: number): string {
  if (seconds >= LONG) return `${Math.round(seconds / DAY)} days`;
  if (seconds < HOUR) return both(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  return both(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function both(whole: number, unit: string, rest: number, smaller: string): string {
  return rest === 0 ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${smaller}`;
}

/** Whole numbers are put together rather than a fraction printed, which costs several times as much. */
function threeDigits(nanoseconds: number, size: number): string {
  const places = nanoseconds >= 99.95 * size ? 1 : nanoseconds >= 9.995 * size ? 10 : 100;
  const scaled = Math.round(nanoseconds * places / size);
  if (places === 1) return "" + scaled;
  const whole = Math.floor(scaled / places);
  const rest = scaled - whole * places;
  return places === 100 && rest < 10 ? whole + ".0" + rest : whole + "." + rest;
}
