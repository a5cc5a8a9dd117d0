/**
 * Whether a packet that takes up sequence space came, though the receiver's capture does not hold it. The rule above all: what the
 * receiver acknowledged did come, by this sending or by another; a sending is lost only where another one is what was acknowledged,
 * or nothing was.
 */
import { seqAtOrAfter, seqDiff } from "../../packet/sequence.ts";
import { missingOf, type Range, type Sighting } from "../terms/sighting.ts";
import type { Acknowledgments, Said } from "./acknowledgments.ts";
import type { Arrivals } from "./arrivals.ts";
import type { Fate } from "./fate.ts";

/** All that decides about the packets of one direction. */
export interface Evidence {
  readonly acknowledgments: Acknowledgments;
  readonly arrivals: Arrivals;
  /** What two captures' moments of one event may be apart, ns. */
  readonly slack: number;
  /** What has to be answered at once is answered within this, ns. */
  readonly atOnce: number;
  /** The sendings that take up sequence space and that the receiver's capture does not hold, in the order of time. */
  readonly unseen: readonly Sighting[];
  /** Timestamps go through as they were sent: where a box writes others, an echo says nothing. */
  readonly timestamps: boolean;
  /** How many sendings with this timestamp the receiver's capture does not hold. */
  unseenWith(timestamp: number): number;
}

/** A receiver acknowledges what it was waiting for within this (RFC 9293 3.8.6.3: half a second at most), ns. */
const LATEST_ACK = 500e6;
/** What comes twice, out of order or into a gap is acknowledged at once (RFC 5681 4.2); so much for a busy host, ns. */
export const LATEST_AT_ONCE = 60e6;

export function judgeData(sent: Sighting, evidence: Evidence): Fate {
  const range = missingOf(sent);
  const { acknowledgments, arrivals, slack } = evidence;
  const came = arrivals.complete(range);
  if (isOnlyBringer(range, came, evidence)) return "missed";
  const echoed = echoedBringer(range, came, evidence);
  if (echoed !== null) return judgeBeside(sent, echoed, { range, evidence });
  const said = acknowledgments.covering(range, sent.dueFrom - slack);
  if (said === null) return judgeUnacknowledged(sent, evidence);
  if (said.at < sent.dueFrom - slack) return judgeNeedless(sent, range, evidence);
  if (said.at < came) return judgeUnseen(sent, said, { range, evidence });
  // What had come was acknowledged. Had this one come before, that would have been acknowledged then.
  if (came < sent.dueFrom) return judgeNeedless(sent, range, evidence);
  if (isReportedTwice(range, { from: came, until: came }, evidence)) return "missed";
  return isExcluded(sent, range, { until: came, acknowledged: said.at, evidence }) ? "lost" : "open";
}

/**
 * The receiver shows that it did not have the range until other packets brought it: until it acknowledged the range it says so, or
 * until they came it is silent where it would have to answer.
 */
function isExcluded(
  { dueUntil }: Sighting,
  range: Range,
  { until, acknowledged, evidence: { acknowledgments, arrivals, slack, atOnce } }: {
    readonly until: number;
    readonly acknowledged: number;
    readonly evidence: Evidence;
  },
): boolean {
  if (acknowledgments.excludes(range, dueUntil + slack, acknowledged)) return true;
  const reached = acknowledgments.reachedBefore(dueUntil + slack);
  const isNext = Number.isNaN(reached) || seqAtOrAfter(reached, range.from);
  // With the range and what lies behind it there are two segments to acknowledge, or a gap that it filled.
  const answered = arrivals.cameBeyond(range, until - atOnce) ? atOnce : LATEST_ACK;
  return isNext && until - dueUntil > answered && !acknowledgments.anySaid(dueUntil + slack, until);
}

/** The receiver reports bytes as come twice that its capture saw once: the capture misses the other time. */
function isReportedTwice(
  range: Range,
  due: { readonly from: number; readonly until: number },
  { acknowledgments, arrivals, slack }: Evidence,
): boolean {
  const report = acknowledgments.reportsTwice(range, due.from - slack, due.until + LATEST_AT_ONCE);
  return report !== null && !arrivals.cameTwice(range, report.earliest + slack - LATEST_AT_ONCE, report.at + slack);
}

/** The sendings of some bytes that the receiver's capture does not hold, in the order of time. */
function rivalsIn({ from, until }: Range, { unseen }: Evidence): Sighting[] {
  return unseen.filter(({ seq, end }) => seqDiff(seq, until) < 0 && seqDiff(end, from) > 0);
}

/** It was acknowledged before anything seen had brought it, and is the only sending not seen: whenever it was due, it came. */
function isOnlyBringer(range: Range, came: number, evidence: Evidence): boolean {
  const first = evidence.acknowledgments.covering(range, -Infinity);
  return first !== null && first.at < came && rivalsIn(range, evidence).length <= 1;
}

/**
 * Which of several sendings not seen brought what the receiver was waiting for: the acknowledgment echoes its timestamp (RFC 7323
 * 4.3), whenever it was due. Null where that says nothing.
 */
function echoedBringer(range: Range, came: number, evidence: Evidence): Sighting | null {
  const { acknowledgments, timestamps } = evidence;
  const first = acknowledgments.covering(range, -Infinity);
  if (!timestamps || first === null || first.at >= came || !first.packet.hasTimestamps) return null;
  const reached = acknowledgments.reachedBefore(first.at);
  const wasNext = Number.isNaN(reached) || seqAtOrAfter(reached, range.from);
  if (!wasNext || !seqAtOrAfter(first.packet.ack, range.until)) return null;
  const [bringer, ...others] = rivalsIn(range, evidence).filter(({ timestamp }) => timestamp === first.packet.echo);
  return others.length === 0 ? bringer ?? null : null;
}

/**
 * Nothing was ever acknowledged of it; a reset that answers it says that it came all the same. One that only the other capture holds
 * may have been sent by a box. A host that was reset before acknowledges nothing any more.
 */
function judgeUnacknowledged(sent: Sighting, evidence: Evidence): Fate {
  const { acknowledgments, arrivals, slack } = evidence;
  for (const { at, packet, own } of acknowledgments.from(sent.dueFrom - slack)) {
    if (!packet.isReset) continue;
    if (!own) return "open";
    if (packet.seq !== sent.ack) return "lost";
    return areAllAnswered(sent, at, evidence) ? "missed" : "open";
  }
  return sent.dueUntil > arrivals.firstReset ? "open" : "lost";
}

/** A host that knows no connection answers each packet with a reset: there are as many as packets came, if those not seen came as well. */
function areAllAnswered(
  { ack }: Sighting,
  first: number,
  { acknowledgments, arrivals, unseen, slack }: Evidence,
): boolean {
  const resets = [...acknowledgments.from(first)].filter(({ own, packet }) =>
    own && packet.isReset && packet.seq === ack
  );
  const last = resets[resets.length - 1]!.at;
  const closed = arrivals.firstReset < first ? arrivals.firstReset : -Infinity;
  const came = [...arrivals.from(Math.max(first - LATEST_AT_ONCE, closed))]
    .filter((arrival) => arrival.time <= last && arrival.ack === ack && !arrival.isReset);
  const mayHaveCome = unseen.filter((sent) =>
    sent.ack === ack && sent.dueUntil > closed && sent.dueFrom - slack <= last
  );
  return resets.length - came.length >= mayHaveCome.length;
}

/**
 * Its bytes had come, or been acknowledged, before it was due: a report that they came twice tells of it, or the silence of a
 * receiver that answers what it need not have been sent.
 */
function judgeNeedless(sent: Sighting, range: Range, evidence: Evidence): Fate {
  const { dueFrom, dueUntil } = sent;
  if (isReportedTwice(range, { from: dueFrom, until: dueUntil }, evidence)) return "missed";
  const { acknowledgments, arrivals, slack } = evidence;
  const canTell = dueUntil < arrivals.firstReset;
  return !canTell || acknowledgments.anySaid(dueFrom - slack, dueUntil + LATEST_AT_ONCE) ? "open" : "lost";
}

/** It was acknowledged before anything seen had brought it: one of the sendings that were not seen did. */
function judgeUnseen(
  sent: Sighting,
  said: Said,
  { range, evidence }: { readonly range: Range; readonly evidence: Evidence },
): Fate {
  const rivals = rivalsIn(range, evidence).filter(({ dueFrom }) => dueFrom - evidence.slack <= said.at);
  if (rivals.length <= 1) return "missed";
  const tells = evidence.timestamps && said.packet.hasTimestamps;
  const echoed = tells ? rivals.filter(({ timestamp }) => timestamp === said.packet.echo) : [];
  const bringer = echoed.length === 1 ? echoed[0]! : rivals[rivals.length - 1]!;
  return judgeBeside(sent, bringer, { range, evidence });
}

/** Another sending that was not seen, or this one, brought the range. */
function judgeBeside(
  sent: Sighting,
  bringer: Sighting,
  { range, evidence }: { readonly range: Range; readonly evidence: Evidence },
): Fate {
  if (bringer === sent) return "missed";
  const until = bringer.dueFrom;
  return isExcluded(sent, range, { until, acknowledged: until, evidence }) ? "lost" : "open";
}
