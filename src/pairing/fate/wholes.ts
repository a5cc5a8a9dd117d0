/**
 * Whether what a capture does not hold, and nothing else tells of, was lost, or may have been missed by the capture. One that is
 * proven to miss packets may miss others. The other one is doubted as well: both were taken by the same people on the same day. The
 * doubt is gone where it had many occasions to show that it misses as many, shows none, and losses of its direction are proven.
 */
import type { DirectionRecord } from "../pairs/direction_record.ts";
import { otherSide, type Side } from "../terms/side.ts";
import type { CaptureEdges } from "./capture_edges.ts";

/** Whether a capture is believed to hold all that came past it. */
export type Wholes = Readonly<Record<Side, boolean>>;

/** That a packet was missed is so much less probable than that it was lost. */
const IMPROBABLE = 0.02;

/** What is known to have come past a capture, and how many of it it misses; what was sent to its side, and how many were lost. */
interface Seen {
  known: number;
  missed: number;
  sent: number;
  lost: number;
}

/** `edges` says what a capture could not hold, because it had not begun or had ended. */
export function wholesOf(records: readonly DirectionRecord[], edges: CaptureEdges): Wholes {
  const nothing: Seen = { known: 0, missed: 0, sent: 0, lost: 0 };
  const seen: Record<Side, Seen> = { a: { ...nothing }, b: { ...nothing } };
  for (const record of records) {
    const { pair: { sender, receiver }, matched, proven, lost } = record;
    const unseen = edges.unsent(record).filter(({ isReset, sum }) => !isReset && sum !== "wrong").length;
    const missed = edges.missed(record).length;
    seen[sender].missed += unseen;
    seen[sender].known += unseen + matched;
    seen[receiver].missed += missed;
    seen[receiver].known += missed + proven;
    seen[receiver].lost += lost.length;
    seen[receiver].sent += lost.length + missed + proven;
  }
  return { a: isWhole("a", seen), b: isWhole("b", seen) };
}

function isWhole(side: Side, seen: Readonly<Record<Side, Seen>>): boolean {
  const [own, other] = [seen[side], seen[otherSide(side)]];
  if (own.missed > 0) return false;
  if (other.missed === 0) return true;
  if (own.lost === 0) return false;
  // It misses none, or as many as the other: how likely is what it shows if so, and how likely is it then that a packet is missed?
  const share = other.missed / other.known;
  const showsNone = Math.pow(1 - share, own.known);
  return showsNone / (1 + showsNone) * share < IMPROBABLE * own.lost / own.sent;
}
