/** Matches datagrams in which a bit was flipped on the way: the content is another one, the length and the identification are not. */
import type { Sighting } from "../terms/sighting.ts";
import type { DirectionPair } from "./direction_pair.ts";
import { join, type MatchRules } from "./match_same.ts";

/** Without an identification, it came within this of when it was due, ns. */
const NEAR = 20e6;

/** Of the arrivals that matched nothing, those with a wrong checksum are the one datagram of their length that nothing else is. */
export function matchDamagedDatagrams(direction: DirectionPair, left: readonly Sighting[], rules: MatchRules): void {
  for (const received of left) {
    if (received.sum !== "wrong" || received.partner !== null) continue;
    const fitting = direction.sent.filter((sent) => sent.partner === null && isLike(sent, received, direction, rules));
    if (fitting.length === 1) join(fitting[0]!, received, { direction, sure: false });
  }
}

function isLike(sent: Sighting, received: Sighting, { recent }: DirectionPair, rules: MatchRules): boolean {
  const delay = received.time - sent.time;
  if (sent.length !== received.length || delay < rules.earliest) return false;
  if (rules.ipIds && sent.ipId > 0) return sent.ipId === received.ipId;
  return !Number.isNaN(recent) && Math.abs(delay - recent) < NEAR;
}
