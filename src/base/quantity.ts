/**
 * Numbers with their units, as they are typed: `20ms`, `64k`, `10mbit/s`, `2%`.
 */

export type Unit = "ms" | "s" | "bytes" | "bit/s" | "%";

/** How many of a unit one of each suffix is. Suffixes are compared without regard to case. */
const SUFFIXES: Readonly<Record<Unit, Readonly<Record<string, number>>>> = {
  "ms": { us: 0.001, ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 },
  "s": { us: 0.000_001, ms: 0.001, s: 1, m: 60, min: 60, h: 3600 },
  "bytes": {
    b: 1,
    bytes: 1,
    k: 1024,
    kib: 1024,
    kb: 1000,
    m: 1024 ** 2,
    mib: 1024 ** 2,
    mb: 1000 ** 2,
    g: 1024 ** 3,
    gib: 1024 ** 3,
    gb: 1000 ** 3,
    t: 1024 ** 4,
    tib: 1024 ** 4,
    tb: 1000 ** 4,
  },
  "bit/s": {
    "bit/s": 1,
    bit: 1,
    bps: 1,
    k: 1e3,
    kbit: 1e3,
    "kbit/s": 1e3,
    kbps: 1e3,
    m: 1e6,
    mbit: 1e6,
    "mbit/s": 1e6,
    mbps: 1e6,
    g: 1e9,
    gbit: 1e9,
    "gbit/s": 1e9,
    gbps: 1e9,
  },
  "%": { "%": 1 },
};

/** A few suffixes of each unit, as an error message offers them. */
export const SUFFIX_HINT: Readonly<Record<Unit, string>> = {
  "ms": "ms, s, m",
  "s": "ms, s, m, h",
  "bytes": "k, m, g",
  "bit/s": "k, m, g",
  "%": "%",
};

/** The number a text stands for in a unit (without one: a bare number), or `undefined` where it is none. */
export function readQuantity(typed: string, unit: Unit | undefined): number | undefined {
  const match = /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))([a-z/%]*)$/i.exec(typed.trim());
  if (!match) return undefined;
  const [, digits = "", suffix = ""] = match;
  if (suffix === "") return Number(digits);
  const factor = unit && SUFFIXES[unit][suffix.toLowerCase()];
  if (factor === undefined) return undefined;
  // 0.1 s is 100 ms and not 100.00000000000001.
  return Number((Number(digits) * factor).toPrecision(15));
}
