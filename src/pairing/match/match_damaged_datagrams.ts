/** Matches datagrams in which a bit was flipped on the way: the content is another one, the length and the identification are not. */
import type { Sighting } from "../terms/sighting.ts";
import type { DirectionPair } from "./direction_pair.ts";
import { join, type MatchRules } from "./match_same.ts";

/** Without an identification, it came within this of when it was due, ns. */
const NEAR = 20e6;

/**
 * Of the arrivals that matched nothing, those with a wrong checksum are the one datagram of their length that nothing else is. Where
 * there are more, the one that agrees in a part of its content: a flipped bit is in one part only.
 */
export function matchDamagedDatagrams(direction: DirectionPair, left: readonly Sighting[], rules: MatchRules): void {
  for (const received of left) {
    if (received.sum !== "wrong" || received.partner !== null) continue;
    const fitting = direction.sent.filter((sent) => sent.partner === null && isLike(sent, received, direction, rules));
    const agreeing = fitting.filter((sent) => agrees(sent, received));
    const [only, ...others] = agreeing.length > 0 ? agreeing : fitting;
    if (only !== undefined && others.length === 0) join(only, received, direction, false);
  }
}

function isLike(sent: Sighting, received: Sighting, { recent }: DirectionPair, rules: MatchRules): boolean {
  const delay = received.time - sent.time;
  if (sent.length !== received.length || delay < rules.earliest) return false;
  if (rules.ipIds && sent.ipId > 0) return sent.ipId === received.ipId;
  return !Number.isNaN(recent) && Math.abs(delay - recent) < NEAR;
}

/** The beginning of the content is the same, or the number that its answer shares. */
function agrees(sent: Sighting, received: Sighting): boolean {
  return sent.seq === received.seq || (sent.exchange !== 0 && sent.exchange === received.exchange);
}
