/**
 * Whether a packet that nobody acknowledges came: a bare ACK, a window update, a keep-alive, a reset. What tells is the receiver's
 * echo of the newest timestamp that it knows (RFC 7323 4.3): it echoes this packet's, or still an older one. The echo of a newer
 * one says that another packet came.
 */
import { seqAtOrBefore, seqDiff } from "../../packet/sequence.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { Fate } from "./fate.ts";
import type { Evidence } from "./judge_data.ts";

/** How many packets before it are looked at for the same timestamp. */
const LOOKED_AT = 64;

export function judgeBare(sent: Sighting, evidence: Evidence): Fate {
  const { acknowledgments, arrivals, slack, timestamps, unseenWith } = evidence;
  if (!timestamps || !sent.hasTimestamps || sent.isReset) return "open";
  // A timestamp is taken from packets that begin at or before what was acknowledged last.
  const reached = acknowledgments.reachedBefore(sent.dueFrom);
  if (Number.isNaN(reached) || seqDiff(sent.seq, reached) > 0) return "open";
  if (cameBefore(sent, arrivals)) return "open";
  const next = nextAsNew(sent, arrivals);
  for (const { at, earliest, packet } of acknowledgments.from(sent.dueFrom)) {
    if (at >= next) break;
    if (!packet.hasTimestamps) continue;
    const ahead = seqDiff(packet.echo, sent.timestamp);
    if (ahead > 0) return "open";
    // Of several with this timestamp, one came: which is not known.
    if (ahead === 0) return unseenWith(sent.timestamp) === 1 ? "missed" : "open";
    if (earliest > sent.dueUntil + slack) return "lost";
  }
  return "open";
}

/** A packet with a timestamp as new came before: the echo of it says nothing. */
function cameBefore(sent: Sighting, arrivals: Evidence["arrivals"]): boolean {
  let looked = 0;
  for (const { hasTimestamps, timestamp } of arrivals.before(sent.dueUntil)) {
    if (hasTimestamps && seqAtOrBefore(sent.timestamp, timestamp)) return true;
    if (++looked === LOOKED_AT) return false;
  }
  return false;
}

/** When the next packet with a timestamp as new came. */
function nextAsNew(sent: Sighting, arrivals: Evidence["arrivals"]): number {
  for (const { hasTimestamps, timestamp, time } of arrivals.from(sent.dueFrom)) {
    if (hasTimestamps && seqAtOrBefore(sent.timestamp, timestamp)) return time;
  }
  return Infinity;
}
