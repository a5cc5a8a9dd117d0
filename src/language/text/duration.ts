/**
 * Durations with three digits or so, and the unit they are best read in.
 */
export type Unit = "ns" | "us" | "ms" | "s" | "min";

const STEPS: readonly { readonly unit: Unit; readonly size: number }[] = [
  { unit: "min", size: 60e9 },
  { unit: "s", size: 1e9 },
  { unit: "ms", size: 1e6 },
  { unit: "us", size: 1e3 },
];

/** `{ value: "20.8", unit: "us" }` for 20,818 ns. A minute is reached at 120 s. */
export function durationParts(nanoseconds: number): { readonly value: string; readonly unit: Unit } {
  if (nanoseconds < 0) {
    return { value: "-" + durationParts(-nanoseconds).value, unit: durationParts(-nanoseconds).unit };
  }
  for (const { unit, size } of STEPS) {
    if (nanoseconds < size || unit === "min" && nanoseconds < 2 * size) continue;
    return { value: threeDigits(nanoseconds, size), unit };
  }
  return { value: "" + Math.round(nanoseconds), unit: "ns" };
}

/** Whole numbers are put together rather than a fraction printed, which costs several times as much. */
function threeDigits(nanoseconds: number, size: number): string {
  const places = nanoseconds >= 100 * size ? 1 : nanoseconds >= 10 * size ? 10 : 100;
  const scaled = Math.round(nanoseconds * places / size);
  if (places === 1) return "" + scaled;
  const whole = Math.floor(scaled / places);
  const rest = scaled - whole * places;
  return places === 100 && rest < 10 ? whole + ".0" + rest : whole + "." + rest;
}
