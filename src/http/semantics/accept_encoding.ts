/**
 * Choosing a content coding (RFC 9110 12.5.3).
 */

/** The codings a stored variant may have; the empty one is the file as it is. */
export type ContentCoding = "br" | "zstd" | "gzip" | "";

const ELEMENT = /^([!#$%&'*+\-.^_`|~\w]+)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/**
 * The best of what is available: the highest q-value wins, the order of `available` decides between equals. Null when
 * the client excludes everything there is.
 * @param value Accept-Encoding; null when the field is not there, which accepts anything but asks for nothing.
 * @param available Codings by preference; the empty one last.
 */
export function chooseCoding(value: string | null, available: readonly ContentCoding[]): ContentCoding | null {
  if (value === null) return available.includes("") ? "" : available[0] ?? null;
  const weights = parseWeights(value);
  let best: ContentCoding | null = null;
  let bestWeight = 0;
  for (const coding of available) {
    const weight = weightOf(coding, weights);
    if (weight > bestWeight) [best, bestWeight] = [coding, weight];
  }
  return best;
}

/** Identity is acceptable unless excluded by name or by `*;q=0`, but less wanted than anything named. */
function weightOf(coding: ContentCoding, weights: ReadonlyMap<string, number>): number {
  if (coding !== "") return weights.get(coding) ?? weights.get("*") ?? 0;
  return weights.get("identity") ?? (weights.get("*") === 0 ? 0 : 0.0001);
}

/** Elements that cannot be read count as not there. */
function parseWeights(value: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const element of value.split(",")) {
    const match = ELEMENT.exec(element.trim());
    if (match === null) continue;
    const name = match[1]!.toLowerCase();
    weights.set(name === "x-gzip" ? "gzip" : name, Number(match[2] ?? 1));
  }
  return weights;
}
