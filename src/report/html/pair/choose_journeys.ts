/** Which packets a ladder shows: the first ones, and all that did not simply arrive, each with its neighbours. */
import type { Journey } from "../../../pairing/terms/journey.ts";

/** Arrows of a ladder. */
const MOST = 400;
const FIRST = 120;
const BESIDE = 4;

/** Packets that follow one another, and how many were left out before them. */
export interface Run {
  readonly left: number;
  readonly journeys: readonly Journey[];
}

export function chooseJourneys(all: readonly Journey[]): Run[] {
  const shown = new Set<number>();
  const take = (index: number): void => void (index >= 0 && index < all.length && shown.add(index));
  for (let index = 0; index < FIRST; index++) take(index);
  for (const [index, { passing }] of all.entries()) {
    if (passing === "arrived" || shown.size >= MOST) continue;
    for (let beside = index - BESIDE; beside <= index + BESIDE; beside++) take(beside);
  }
  const runs: { left: number; journeys: Journey[] }[] = [];
  let last = -1;
  for (const index of [...shown].sort((one, other) => one - other)) {
    const left = index - last - 1;
    if (left > 0 || runs.length === 0) runs.push({ left, journeys: [] });
    runs[runs.length - 1]!.journeys.push(all[index]!);
    last = index;
  }
  return runs;
}
