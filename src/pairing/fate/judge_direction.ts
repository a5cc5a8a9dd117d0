/** Decides about the packets of one direction that their receiver's capture does not hold. */
import { seqDiff } from "../../packet/sequence.ts";
import type { DirectionPair } from "../match/direction_pair.ts";
import type { Range, Sighting } from "../terms/sighting.ts";
import { Acknowledgments, type Said } from "./acknowledgments.ts";
import { Arrivals } from "./arrivals.ts";
import type { Fate } from "./fate.ts";
import { type Evidence, judgeData } from "./judge_data.ts";
import { judgeBare } from "./judge_bare.ts";

/** Calls `decided` for each sending that matched nothing; `reverse` is the other direction of the conversation. */
export function judgeDirection(
  direction: DirectionPair,
  reverse: DirectionPair,
  decided: (sent: Sighting, fate: Fate) => void,
): void {
  const missing = direction.sent.filter((sent) => !sent.matched && !sent.judged);
  if (missing.length === 0) return;
  const evidence = gatherEvidence(direction, reverse, missing);
  for (const sent of missing) {
    sent.judged = true;
    decided(sent, sent.occupies ? judgeData(sent, evidence) : judgeBare(sent, evidence));
  }
}

/**
 * Says of every sending when it was due: by the delays of the packets sent before and after it. `usual` is received minus
 * sent where no packet tells, ns.
 */
export function setDues({ sent }: DirectionPair, usual: number): void {
  let before = NaN;
  for (const packet of sent) {
    if (packet.matched) before = packet.dueFrom = shift(packet);
    else packet.dueFrom = before;
  }
  let after = NaN;
  for (const packet of sent.toReversed()) {
    if (packet.matched) {
      after = packet.dueFrom;
      continue;
    }
    const known = [packet.dueFrom, after].filter((delay) => !Number.isNaN(delay));
    if (known.length === 0) known.push(usual);
    packet.dueFrom = packet.time + Math.min(...known);
    packet.dueUntil = packet.time + Math.max(...known);
  }
}

function shift({ partner, parts, time }: Sighting): number {
  return (partner ?? parts?.[0])!.time - time;
}

function gatherEvidence(direction: DirectionPair, reverse: DirectionPair, missing: readonly Sighting[]): Evidence {
  const occupying = missing.filter(({ occupies }) => occupies);
  return {
    acknowledgments: new Acknowledgments(saidBy(reverse)),
    arrivals: new Arrivals(direction.received),
    rivals: ({ from, until }: Range) =>
      occupying.filter(({ seq, end }) => seqDiff(seq, until) < 0 && seqDiff(end, from) > 0),
  };
}

/** The packets of the receiver, by its own clock: as its capture has them, else as the other one does. */
function saidBy(reverse: DirectionPair): Said[] {
  const said: Said[] = reverse.sent.map((packet) => ({ at: packet.time, packet }));
  let usual = reverse.recent;
  for (const packet of reverse.received) {
    if (packet.partner !== null) usual = packet.time - packet.partner.time;
    else if (!packet.matched && !Number.isNaN(usual)) said.push({ at: packet.time - usual, packet });
  }
  return said.sort((one, other) => one.at - other.at);
}
