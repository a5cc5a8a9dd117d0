/**
 * Decides about the datagrams of one direction that their receiver's capture does not hold. Nobody acknowledges them; but a question
 * that was answered did come.
 */
import type { DirectionPair } from "../match/direction_pair.ts";
import type { Sighting } from "../terms/sighting.ts";
import type { Fate } from "./fate.ts";

/** Two captures' moments of one event, ns. */
const SLACK = 1e6;

/** Calls `decided` for each of `missing`; `reverse` is the other direction of the flow. */
export function judgeDatagrams(
  direction: DirectionPair,
  reverse: DirectionPair,
  { missing, decided }: {
    readonly missing: readonly Sighting[];
    readonly decided: (sent: Sighting, fate: Fate) => void;
  },
): void {
  const answers = missing.some(({ exchange }) => exchange > 0) ? unexplained(direction, reverse) : [];
  for (const sent of missing) {
    sent.judged = true;
    decided(sent, isAnswered(sent, answers, missing) ? "missed" : "open");
  }
}

/** An answer, by the clock of the place where the question arrives, and the number that the question has. */
interface Answer {
  readonly at: number;
  readonly exchange: number;
}

/** The answers that no question explains which was seen to arrive. */
function unexplained(direction: DirectionPair, reverse: DirectionPair): Answer[] {
  const answers: Answer[] = [];
  const note = ({ exchange }: Sighting, at: number): void => {
    if (exchange < 0) answers.push({ at, exchange: -exchange });
  };
  for (const answer of [...reverse.sentBefore, ...reverse.sent]) note(answer, answer.time);
  for (const answer of [...reverse.receivedBefore, ...reverse.received]) {
    if (!answer.matched) note(answer, answer.time - (reverse.recent || 0));
  }
  answers.sort((one, other) => one.at - other.at);
  for (const { exchange, time } of [...direction.receivedBefore, ...direction.received]) {
    if (exchange <= 0) continue;
    const own = answers.findIndex((answer) => answer.exchange === exchange && answer.at >= time);
    if (own >= 0) answers.splice(own, 1);
  }
  return answers;
}

/** It was answered, and no other sending of the same question may be what was. */
function isAnswered(sent: Sighting, answers: readonly Answer[], missing: readonly Sighting[]): boolean {
  const { exchange, dueFrom } = sent;
  if (exchange <= 0) return false;
  const answer = answers.find((one) => one.exchange === exchange && one.at >= dueFrom - SLACK);
  if (answer === undefined) return false;
  return !missing.some((other) => other !== sent && other.exchange === exchange && other.dueFrom <= answer.at);
}
