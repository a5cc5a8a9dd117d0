/**
 * Axes: even steps of 1, 2 or 5 times a power of ten, and labels in SI units. Pages are drawn with it, and drawn anew by it
 * where a reader zooms.
 */

/** What an axis counts: nanoseconds, bytes, or bits per second.
 * @typedef {"time" | "bytes" | "rate"} Unit
 */

/** Prefixed units of each kind, the largest first.
 * @type {Readonly<Record<Unit, readonly (readonly [size: number, name: string])[]>>}
 */
const UNITS = {
  time: [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [1, "ns"]],
  bytes: [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"], [1, "B"]],
  rate: [[1e9, "Gbit/s"], [1e6, "Mbit/s"], [1e3, "kbit/s"], [1, "bit/s"]],
};

/** The least step of a kind: there is no half of a byte, and no half of a nanosecond. */
const LEAST_STEP = 1;

/**
 * The smallest of 1, 2, 5 times a power of ten that is not below a size.
 * @param {number} size
 */
export function evenStep(size) {
  const power = 10 ** Math.floor(Math.log10(Math.max(size, LEAST_STEP)));
  const factor = [1, 2, 5].find((one) => one * power >= size * (1 - 1e-9)) ?? 10;
  return Math.max(LEAST_STEP, factor * power);
}

/**
 * The even values from `low` to `high`, at most `most` steps apart.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function evenTicks(low, high, most) {
  const step = evenStep((high - low) / most);
  /** @type {number[]} */
  const ticks = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n++) ticks.push(n * step);
  return ticks;
}

/**
 * A bound for an axis: the next even value of at most `most` steps from zero.
 * @param {number} value
 * @param {number} most
 */
export function evenCeiling(value, most) {
  const step = evenStep(Math.max(value, most * LEAST_STEP) / most);
  return Math.ceil(value / step - 1e-9) * step || step;
}

/**
 * Labels of ticks, in one unit, with as many decimals as their step needs.
 * @param {readonly number[]} ticks
 * @param {Unit} unit
 */
export function tickLabels(ticks, unit) {
  const largest = Math.max(...ticks.map(Math.abs), 1);
  const [size, name] = sizeFor(largest, unit);
  const step = Math.abs((ticks[1] ?? largest) - (ticks[0] ?? 0)) / size;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return ticks.map((tick) => tick === 0 ? "0" : `${(tick / size).toFixed(decimals)} ${name}`);
}

/**
 * One value with its unit, three digits: `1.45 kB`; bytes below 10,000 in full.
 * @param {number} value
 * @param {Unit} unit
 */
export function quantity(value, unit) {
  if (unit === "bytes" && value < 1e4) return `${Math.round(value)} B`;
  const [size, name] = sizeFor(Math.abs(value), unit);
  return `${Number((value / size).toPrecision(3))} ${name}`;
}

/**
 * @param {number} value
 * @param {Unit} unit
 * @returns {readonly [size: number, name: string]}
 */
function sizeFor(value, unit) {
  return UNITS[unit].find(([size]) => value >= size) ?? [1, UNITS[unit].at(-1)?.[1] ?? ""];
}
