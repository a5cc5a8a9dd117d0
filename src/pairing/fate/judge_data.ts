/**
 * Whether a packet that takes up sequence space came, though the receiver's capture does not hold it. The rule above all: what the
 * receiver acknowledged did come, by this sending or by another; a sending is lost only where another one is what was acknowledged,
 * or nothing was.
 */
import { seqAtOrAfter } from "../../packet/sequence.ts";
import { missingOf, type Range, type Sighting } from "../terms/sighting.ts";
import type { Acknowledgments, Said } from "./acknowledgments.ts";
import type { Arrivals } from "./arrivals.ts";
import type { Fate } from "./fate.ts";

/** All that decides about the packets of one direction. */
export interface Evidence {
  readonly acknowledgments: Acknowledgments;
  readonly arrivals: Arrivals;
  /** The sendings of these bytes that the receiver's capture does not hold, in the order of time. */
  rivals(range: Range): readonly Sighting[];
}

/** A receiver acknowledges what it was waiting for within this (RFC 9293 3.8.6.3: half a second at most), ns. */
const LATEST_ACK = 500e6;
/** What comes twice is acknowledged at once; so much for a busy host, ns. */
const AT_ONCE = 60e6;
/** Two captures' moments of one event, ns. */
const SLACK = 1e6;

export function judgeData(sent: Sighting, evidence: Evidence): Fate {
  const range = missingOf(sent);
  const { acknowledgments, arrivals } = evidence;
  const came = arrivals.complete(range);
  if (isOnlyBringer(range, came, evidence)) return "missed";
  const said = acknowledgments.covering(range, sent.dueFrom - SLACK);
  if (said === null) return judgeUnacknowledged(sent, evidence);
  if (said.at < sent.dueFrom - SLACK) return judgeNeedless(sent, range, evidence);
  if (said.at < came) return judgeUnseen(sent, said, { range, evidence });
  // What had come was acknowledged. Had this one come before, that would have been acknowledged then.
  if (came < sent.dueFrom) return judgeNeedless(sent, range, evidence);
  if (isReportedTwice(range, { from: came, until: came }, evidence)) return "missed";
  return isExcluded(sent, range, { until: came, evidence }) ? "lost" : "open";
}

/** Until a moment, the receiver shows that it did not have the range: it says so, or is silent where it would have to answer. */
function isExcluded(
  { dueUntil }: Sighting,
  range: Range,
  { until, evidence: { acknowledgments } }: { readonly until: number; readonly evidence: Evidence },
): boolean {
  if (acknowledgments.excludes(range, dueUntil + SLACK, until)) return true;
  const reached = acknowledgments.reachedBefore(dueUntil + SLACK);
  const isNext = Number.isNaN(reached) || seqAtOrAfter(reached, range.from);
  return isNext && until - dueUntil > LATEST_ACK && !acknowledgments.anySaid(dueUntil + SLACK, until);
}

/** The receiver reports bytes as come twice that its capture saw once: the capture misses the other time. */
function isReportedTwice(
  range: Range,
  due: { readonly from: number; readonly until: number },
  { acknowledgments, arrivals }: Evidence,
): boolean {
  const moment = acknowledgments.reportsTwice(range, due.from - SLACK, due.until + AT_ONCE);
  return moment !== null && !arrivals.cameTwice(range, moment + SLACK, AT_ONCE);
}

/** It was acknowledged before anything seen had brought it, and is the only sending not seen: whenever it was due, it came. */
function isOnlyBringer(range: Range, came: number, { acknowledgments, rivals }: Evidence): boolean {
  const first = acknowledgments.covering(range, -Infinity);
  return first !== null && first.at < came && rivals(range).length <= 1;
}

/** Nothing was ever acknowledged of it; a reset that answers it says that it came all the same. */
function judgeUnacknowledged(sent: Sighting, { acknowledgments, arrivals }: Evidence): Fate {
  for (const { at, packet } of acknowledgments.from(sent.dueFrom - SLACK)) {
    if (!packet.isReset) continue;
    const answersAnother = [...arrivals.from(at - AT_ONCE)].some(({ time, ack }) => time <= at && ack === packet.seq);
    return packet.seq === sent.ack && !answersAnother ? "missed" : "lost";
  }
  return "lost";
}

/** Its bytes had come, or been acknowledged, before it was due: only a report that they came twice tells of it. */
function judgeNeedless(sent: Sighting, range: Range, evidence: Evidence): Fate {
  return isReportedTwice(range, { from: sent.dueFrom, until: sent.dueUntil }, evidence) ? "missed" : "open";
}

/** It was acknowledged before anything seen had brought it: one of the sendings that were not seen did. */
function judgeUnseen(
  sent: Sighting,
  said: Said,
  { range, evidence }: { readonly range: Range; readonly evidence: Evidence },
): Fate {
  const rivals = evidence.rivals(range).filter(({ dueFrom }) => dueFrom - SLACK <= said.at);
  if (rivals.length <= 1) return "missed";
  const echoed = said.packet.hasTimestamps ? rivals.filter(({ timestamp }) => timestamp === said.packet.echo) : [];
  const bringer = echoed.length === 1 ? echoed[0]! : rivals[rivals.length - 1]!;
  if (bringer === sent) return "missed";
  return isExcluded(sent, range, { until: bringer.dueFrom, evidence }) ? "lost" : "open";
}
