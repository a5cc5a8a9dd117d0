/**
 * Byte ranges (RFC 9110 14): what was asked for, cut to what is there, merged where it overlaps, bounded in number.
 */

/** From the first byte up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Ranges one request may ask for; whoever asks for more gets the whole representation (RFC 9110 14.2, 17.15). */
const MOST_RANGES = 50;

const SPEC = /^(?:(\d+)-(\d+)?|-(\d+))$/;

/**
 * The ranges of a Range field in a representation of `length` bytes. "ignored" for another unit, a malformed field or
 * too many ranges, or the end of an empty representation: the answer is then the whole; "unsatisfiable" when no range has a byte in it: the answer is 416.
 */
export function resolveRanges(value: string, length: number): readonly ByteRange[] | "ignored" | "unsatisfiable" {
  const [unit = "", set = ""] = splitOnce(value, "=");
  if (unit.trim().toLowerCase() !== "bytes") return "ignored";
  const specs = set.split(",").map((spec) => spec.trim()).filter((spec) => spec !== "");
  if (specs.length === 0 || specs.length > MOST_RANGES) return "ignored";
  const ranges: ByteRange[] = [];
  for (const spec of specs) {
    const range = resolveSpec(spec, length);
    if (range === "malformed" || range === "whole") return "ignored";
    if (range !== null) ranges.push(range);
  }
  return ranges.length === 0 ? "unsatisfiable" : merged(ranges);
}

/** Numbers of any length: what does not fit into one is beyond every file's end. */
function resolveSpec(spec: string, length: number): ByteRange | null | "malformed" | "whole" {
  const match = SPEC.exec(spec);
  if (match === null) return "malformed";
  const [, first, last, suffix] = match;
  if (suffix !== undefined) {
    if (/^0+$/.test(suffix)) return null;
    // All of nothing can be given, but no Content-Range can name it (RFC 9110 14.1.2, 14.4).
    return length === 0 ? "whole" : { start: length - Math.min(Number(suffix), length), end: length };
  }
  const start = Number(first);
  if (last !== undefined && Number(last) < start) return "malformed";
  if (start >= length) return null;
  return { start, end: last === undefined ? length : Math.min(Number(last) + 1, length) };
}

/** Ranges that touch become one; where none do, the order asked for is kept (RFC 9110 15.3.7.2). */
function merged(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const sorted = ranges.toSorted((one, other) => one.start - other.start);
  const joined: ByteRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last === undefined || range.start > last.end) joined.push(range);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
  }
  return joined.length === ranges.length ? ranges : joined;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
