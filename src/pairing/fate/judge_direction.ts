/** Decides about the packets of one direction that their receiver's capture does not hold. */
import { seqDiff } from "../../packet/sequence.ts";
import type { DirectionPair } from "../match/direction_pair.ts";
import { missingOf, type Range, type Sighting } from "../terms/sighting.ts";
import { Acknowledgments, type Said } from "./acknowledgments.ts";
import { Arrivals } from "./arrivals.ts";
import type { Fate } from "./fate.ts";
import { type Evidence, judgeData } from "./judge_data.ts";
import { judgeBare } from "./judge_bare.ts";

/** Which packets are to be decided about, and whether more will come. */
export interface Judging {
  readonly missing: readonly Sighting[];
  readonly last: boolean;
}

/** Calls `decided` for sendings that matched nothing; `reverse` is the other direction of the conversation. */
export function judgeDirection(
  direction: DirectionPair,
  reverse: DirectionPair,
  { missing, last, decided }: Judging & { readonly decided: (sent: Sighting, fate: Fate) => void },
): void {
  if (missing.length === 0) return;
  const evidence = gatherEvidence(direction, reverse, missing);
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
  let before = NaN;
  for (const packet of sent) {
    if (packet.dueUntil !== 0) continue;
    if (packet.matched) before = packet.dueFrom = shift(packet);
    else packet.dueFrom = before;
  }
  let after = NaN;
  for (const packet of sent.toReversed()) {
    if (packet.dueUntil !== 0) continue;
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
    arrivals: new Arrivals([...direction.receivedBefore, ...direction.received]),
    rivals: ({ from, until }: Range) =>
      occupying.filter(({ seq, end }) => seqDiff(seq, until) < 0 && seqDiff(end, from) > 0),
  };
}

/** The packets of the receiver, by its own clock: as its capture has them, else as the other one does. */
function saidBy(reverse: DirectionPair): Said[] {
  const said: Said[] = [...reverse.sentBefore, ...reverse.sent].map((packet) => ({ at: packet.time, packet }));
  let usual = reverse.recent;
  for (const packet of [...reverse.receivedBefore, ...reverse.received]) {
    if (packet.partner !== null) usual = packet.time - packet.partner.time;
    else if (!packet.matched && !Number.isNaN(usual)) said.push({ at: packet.time - usual, packet });
  }
  return said.sort((one, other) => one.at - other.at);
}
