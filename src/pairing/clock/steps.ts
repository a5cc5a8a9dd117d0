/**
 * Finds where a clock was set while its capture ran: from one packet to the next, B's times are another amount more than A's, for what
 * goes one way and for what goes the other alike. A queue, or another road, changes the one way only, or both against each other.
 */

/** A packet that both captures hold, in the order of A. */
export interface CommonMoment {
  /** Its number in each file; 0 where that is not known. */
  readonly a: number;
  readonly b: number;
  /** A's time, and what B's is more, ns. */
  readonly at: number;
  readonly difference: number;
  readonly fromClient: boolean;
}

/** From here on, B's times are `by` more than they would be; ns. */
export interface Step {
  /** The last packet before it and the first one behind it. */
  readonly before: CommonMoment;
  readonly after: CommonMoment;
  readonly by: number;
}

/** Moments of each way that are looked at on either side. */
const BESIDE = 6;
/** Smaller steps are not told from what a busy host and its queues do, ns. */
const LEAST = 10e6;
/** A step is so many times what the moments beside it scatter. */
const CLEAR = 4;
/** Both ways agree on it within this part of it. */
const AGREE = 0.25;
/** Where one way only is known, no road changes by so much at once, ns. */
const LEAST_ONE_WAY = 1e9;
const MOST = 16;

/** The steps in the order of A. */
export function findSteps(moments: readonly CommonMoment[]): Step[] {
  const rest = [...moments];
  const steps: { readonly index: number; readonly step: Step }[] = [];
  while (steps.length < MOST) {
    const largest = largestJump(rest);
    if (largest === null) break;
    const { index, by } = largest;
    steps.push({ index, step: { before: moments[index]!, after: moments[index + 1]!, by } });
    for (let at = index + 1; at < rest.length; at++) {
      rest[at] = { ...rest[at]!, difference: rest[at]!.difference - by };
    }
  }
  return steps.sort((one, other) => one.index - other.index).map(({ step }) => step);
}

/** Behind which moment both ways jump most, and by how much; null where neither does. */
function largestJump(moments: readonly CommonMoment[]): { readonly index: number; readonly by: number } | null {
  const ways = [true, false].map((way) => moments.filter(({ fromClient }) => fromClient === way));
  const places = [0, 0];
  let best: { index: number; by: number } | null = null;
  let sharpest = 0;
  for (let index = 0; index + 1 < moments.length; index++) {
    const way = moments[index]!.fromClient ? 0 : 1;
    places[way]!++;
    const by = jumpAt(ways, places);
    if (by === 0 || (best !== null && Math.abs(by) < 0.9 * Math.abs(best.by))) continue;
    // The step is behind the last moment that differs from the next one of its own way.
    const next = ways[way]![places[way]!];
    const jump = next === undefined ? 0 : Math.abs(next.difference - moments[index]!.difference);
    if (best !== null && jump < 0.9 * sharpest) continue;
    [best, sharpest] = [{ index, by }, Math.max(jump, sharpest)];
  }
  return best;
}

/** By how much the moments jump behind these places of each way; 0 where that is no step. */
function jumpAt(ways: readonly (readonly CommonMoment[])[], places: readonly number[]): number {
  const jumps: number[] = [];
  let scatter = 0;
  for (const [way, moments] of ways.entries()) {
    const place = places[way]!;
    const before = moments.slice(Math.max(0, place - BESIDE), place);
    const after = moments.slice(place, place + BESIDE);
    if (before.length < BESIDE / 2 || after.length < BESIDE / 2) continue;
    const [low, high] = [middle(before), middle(after)];
    jumps.push(high - low);
    scatter = Math.max(scatter, spread(before, low), spread(after, high));
  }
  const [one, other] = jumps;
  if (one === undefined) return 0;
  const least = Math.max(LEAST, CLEAR * scatter);
  if (other === undefined) {
    const isOnlyWay = ways.some((moments) => moments.length < BESIDE);
    return isOnlyWay && Math.abs(one) >= Math.max(least, LEAST_ONE_WAY) ? one : 0;
  }
  if (Math.min(Math.abs(one), Math.abs(other)) < least || one * other < 0) return 0;
  return Math.abs(one - other) > AGREE * Math.abs(one + other) / 2 ? 0 : (one + other) / 2;
}

function middle(moments: readonly CommonMoment[]): number {
  const sorted = moments.map(({ difference }) => difference).sort((one, other) => one - other);
  return sorted[sorted.length >> 1]!;
}

/** How far the moments lie from their middle, the farthest one left out. */
function spread(moments: readonly CommonMoment[], from: number): number {
  const apart = moments.map(({ difference }) => Math.abs(difference - from)).sort((one, other) => one - other);
  return apart[apart.length - 2] ?? 0;
}
