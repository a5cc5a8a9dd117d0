/** Decides about the packets of one direction that their receiver's capture does not hold. */
import type { DirectionPair } from "../match/direction_pair.ts";
import { missingOf, type Sighting } from "../terms/sighting.ts";
import { Acknowledgments, type Said } from "./acknowledgments.ts";
import { Arrivals } from "./arrivals.ts";
import type { Fate } from "./fate.ts";
import { type Evidence, judgeData, LATEST_AT_ONCE } from "./judge_data.ts";
import { judgeBare } from "./judge_bare.ts";

/** What two captures' moments of one event are apart: as much as the delays of a stretch, between these, ns. */
const [LEAST_SLACK, MOST_SLACK] = [50e3, 1e6];
/** So much more time than usual is left to a host that answers at once. */
const FOLD = 4;

/** Which packets are to be decided about, whether more will come, and whether timestamps go through as they were sent. */
export interface Judging {
  readonly missing: readonly Sighting[];
  readonly last: boolean;
  readonly timestamps: boolean;
}

/** Calls `decided` for sendings that matched nothing; `reverse` is the other direction of the conversation. */
export function judgeDirection(
  direction: DirectionPair,
  reverse: DirectionPair,
  { missing, last, timestamps, decided }: Judging & { readonly decided: (sent: Sighting, fate: Fate) => void },
): void {
  if (missing.length === 0) return;
  const evidence = gatherEvidence(direction, reverse, { missing, timestamps });
  for (const sent of missing) {
    // What is not acknowledged yet may be so later.
    if (!last && sent.occupies && evidence.acknowledgments.covering(missingOf(sent), sent.dueFrom) === null) continue;
    sent.judged = true;
    decided(sent, sent.occupies ? judgeData(sent, evidence) : judgeBare(sent, evidence));
  }
}

/**
 * Says of every sending when it was due: by the delays of the packets sent before and after it. `usual` is received minus
 * sent where no packet tells, ns.
 */
export function setDues({ sent }: DirectionPair, usual: number): void {
  const waiting: Sighting[] = [];
  let before = NaN;
  const give = (after: number): void => {
    const one = Number.isNaN(before) ? Number.isNaN(after) ? usual : after : before;
    const other = Number.isNaN(after) ? one : after;
    for (const packet of waiting) {
      packet.due = { from: packet.time + Math.min(one, other), until: packet.time + Math.max(one, other) };
    }
    waiting.length = 0;
  };
  for (const packet of sent) {
    if (packet.due !== null) continue;
    if (!packet.matched) {
      waiting.push(packet);
      continue;
    }
    const delay = shift(packet);
    give(delay);
    before = delay;
  }
  give(NaN);
}

function shift({ partner, parts, time }: Sighting): number {
  return (partner ?? parts?.[0])!.time - time;
}

function gatherEvidence(
  direction: DirectionPair,
  reverse: DirectionPair,
  { missing, timestamps }: Omit<Judging, "last">,
): Evidence {
  const acknowledgments = new Acknowledgments(saidBy(reverse));
  const arrivals = new Arrivals([...direction.receivedBefore, ...direction.received]);
  const answered = arrivals.usualAnswer((moment) => acknowledgments.nextAfter(moment));
  const sent = [...direction.sentBefore, ...direction.sent];
  const delays = delaysOf(sent);
  let unseen: Map<number, number> | null = null;
  return {
    acknowledgments,
    arrivals,
    slack: delays === null ? MOST_SLACK : Math.min(MOST_SLACK, Math.max(LEAST_SLACK, delays.usual)),
    atOnce: answered > 0 ? Math.min(LATEST_AT_ONCE, Math.max(MOST_SLACK, FOLD * answered)) : LATEST_AT_ONCE,
    unseen: missing.filter(({ occupies }) => occupies),
    timestamps,
    unseenWith: (timestamp) => (unseen ??= timestampsOf(sent.filter(({ matched }) => !matched))).get(timestamp) ?? 0,
  };
}

/** How often each timestamp comes. */
function timestampsOf(packets: readonly Sighting[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { timestamp } of packets) counts.set(timestamp, (counts.get(timestamp) ?? 0) + 1);
  return counts;
}

/** What received minus sent was of nine packets in ten, and the least and the most of all; null where nothing matched. */
function delaysOf(
  sent: readonly Sighting[],
): { readonly least: number; readonly most: number; readonly usual: number } | null {
  const delays = Float64Array.from(sent.filter(({ matched }) => matched), shift).sort();
  if (delays.length === 0) return null;
  const few = Math.floor(delays.length / 20);
  const last = delays.length - 1;
  return { least: delays[0]!, most: delays[last]!, usual: delays[last - few]! - delays[few]! };
}

/** The packets of the receiver, by its own clock: as its capture has them, else as the other one does. */
function saidBy(reverse: DirectionPair): Said[] {
  const sent = [...reverse.sentBefore, ...reverse.sent];
  const said: Said[] = sent.map((packet) => ({ earliest: packet.time, at: packet.time, own: true, packet }));
  const { recent } = reverse;
  const delays = delaysOf(sent) ?? (Number.isNaN(recent) ? null : { least: recent, most: recent });
  if (delays !== null) {
    for (const packet of [...reverse.receivedBefore, ...reverse.received]) {
      if (packet.matched || packet.sum === "wrong") continue;
      said.push({ earliest: packet.time - delays.most, at: packet.time - delays.least, own: false, packet });
    }
  }
  return said.sort((one, other) => one.at - other.at);
}
