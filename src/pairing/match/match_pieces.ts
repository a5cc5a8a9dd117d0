/**
 * Matches what was cut anew on the way: one segment of 7000 bytes here is five there, by a network card (segmentation offload)
 * or a box. Pieces and wholes are matched by the bytes that they hold.
 */
import { seqAtOrAfter, seqDiff, signedAdd } from "../../packet/sequence.ts";
import { coveredBy, type Sighting } from "../terms/sighting.ts";
import type { DirectionPair } from "./direction_pair.ts";
import { join, type MatchRules } from "./match_same.ts";

/** No segment is longer, offload or not; BIG TCP makes longer ones on loopback only. */
const LONGEST = 65_535;

/** Tries the arrivals that matched nothing whole; gives those that still do not. */
export function matchPieces(direction: DirectionPair, left: readonly Sighting[], rules: MatchRules): Sighting[] {
  const open = direction.sent.filter((sent) => sent.partner === null && sent.length > 0);
  if (open.length === 0) return [...left];
  open.sort((one, other) => seqDiff(one.seq, other.seq) || one.time - other.time);
  return left.filter((received) => {
    if (received.length === 0) return true;
    const over = sourcesOf(received, overlapping(open, received), rules);
    // Of what was damaged, only what can be nothing else is taken for a piece.
    const isPiece = ({ ack, length }: Sighting): boolean => ack === received.ack && length > received.length;
    if (received.sum === "wrong" && !over.every(isPiece) && !isGathered(received, over)) return true;
    if (received.fragment) return !takeFragment(over, received, direction);
    const wholes = distinct(over, received, direction);
    if (!coveredBy(received, wholes)) return true;
    received.parts = wholes;
    for (const sent of wholes) (sent.parts ??= []).push(received);
    direction.recent = received.time - wholes[0]!.time;
    return false;
  });
}

/** The sendings that an arrival may hold bytes of; where a box cut them, those with its identification. */
function sourcesOf(received: Sighting, over: readonly Sighting[], rules: MatchRules): readonly Sighting[] {
  const possible = over.filter((sent) => isFrom(sent, received, rules));
  const named = possible.filter(({ ipId }) => rules.ipIds && ipId > 0 && ipId === received.ipId);
  return coveredBy(received, named) ? named : possible;
}

/** Several packets put together by a network card, which does not always fill in a checksum: nothing on the way does that. */
function isGathered(received: Sighting, over: readonly Sighting[]): boolean {
  const within = over.filter(({ seq, length }) =>
    seqDiff(seq, received.seq) >= 0 && seqDiff(seq, received.seq) + length <= received.length &&
    length < received.length
  );
  if (within.length < 2 || !coveredBy(received, within)) return false;
  received.sum = "offload";
  return true;
}

/** Sendings that share bytes with an arrival, of a list in the order of sequence numbers. */
function overlapping(open: readonly Sighting[], received: Sighting): Sighting[] {
  const from = signedAdd(received.seq, -LONGEST);
  let [low, high] = [0, open.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seqAtOrAfter(open[middle]!.seq, from)) high = middle;
    else low = middle + 1;
  }
  const found: Sighting[] = [];
  for (let at = low; at < open.length; at++) {
    const sent = open[at]!;
    const ahead = seqDiff(sent.seq, received.seq);
    if (ahead >= received.length) break;
    if (ahead + sent.length > 0) found.push(sent);
  }
  return found;
}

/** Pieces have the timestamps and acknowledgment of their whole; identifications are counted up. */
function isFrom(sent: Sighting, received: Sighting, rules: MatchRules): boolean {
  if (received.time - sent.time < rules.earliest) return false;
  if (rules.timestamps && sent.hasTimestamps && received.hasTimestamps) return sent.timestamp === received.timestamp;
  return true;
}

/** Of several sendings of the same bytes, the one whose delay is most like the others'. */
function distinct(over: readonly Sighting[], received: Sighting, { recent }: DirectionPair): Sighting[] {
  const distance = (sent: Sighting): number => {
    const delay = received.time - sent.time;
    return Number.isNaN(recent) ? delay : Math.abs(delay - recent);
  };
  const chosen: Sighting[] = [];
  for (const sent of over) {
    const rival = chosen.findIndex((other) =>
      seqDiff(other.seq, sent.seq) < sent.length && seqDiff(sent.seq, other.seq) < other.length
    );
    if (rival < 0) chosen.push(sent);
    else if (distance(sent) < distance(chosen[rival]!)) chosen[rival] = sent;
  }
  return chosen;
}

/** Of a packet that was cut by IP, the first fragment has the TCP header, and stands for it. */
function takeFragment(over: readonly Sighting[], received: Sighting, direction: DirectionPair): boolean {
  const sent = over.find(({ seq, ack, parts }) => seq === received.seq && ack === received.ack && parts === null);
  if (sent === undefined) return false;
  join(sent, received, direction, true);
  return true;
}
