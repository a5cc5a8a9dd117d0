/** What was found between two captures, as sentences: what matters most comes first. */
import type { PairWords } from "../../language/kinds/pair_words.ts";
import { momentAfter } from "../../base/moment.ts";
import type { Ink } from "../../output/palette.ts";
import type { ClockReading, ClockStep, PairedDirection, Pairing } from "../../pairing/terms/pairing.ts";
import { duration, grouped, utcTime } from "../words/times.ts";
import { aloneText } from "./alone_text.ts";
import { changeText } from "./change_text.ts";

export interface Finding {
  readonly label: string;
  readonly ink: Ink;
  readonly sentence: string;
}

/** Conversations of one capture only that are named among the findings. */
const NAMED = 5;

export function findingsOf(pairing: Pairing, words: PairWords): Finding[] {
  const { labels } = words;
  const all = [...pairing.conversations, ...pairing.datagrams];
  const directions = all.flatMap((one) => [one.clientToServer, one.serverToClient]);
  const lostOf = (way: "clientToServer" | "serverToClient"): string =>
    grouped(all.reduce((total, one) => total + one[way].lost.length, 0));
  const ways = { fromClient: lostOf("clientToServer"), fromServer: lostOf("serverToClient") };
  const sum = (of: (direction: PairedDirection) => number): number =>
    directions.reduce((total, direction) => total + of(direction), 0);
  const lost = sum((direction) => direction.lost.length);
  const open = sum((direction) => direction.undecided.length);
  const told: Finding[] = [];
  const add = (label: string, ink: Ink, sentence: string): void => void told.push({ label, ink, sentence });
  if (lost > 0) add(labels.losses, "trouble", words.lost(grouped(lost), grouped(sum(({ sent }) => sent)), ways));
  else if (open === 0) add(labels.losses, "good", words.nothingLost);
  if (open > 0) add(labels.losses, "warning", words.undecided(grouped(open)));
  for (const change of pairing.changes) add(labels.changes, "warning", changeText(change, words));
  if (pairing.changes.length === 0) add(labels.changes, "good", words.noChange);
  add(labels.clocks, "faint", clockText(pairing.clock, words));
  for (const step of pairing.steps) add(labels.clocks, "warning", stepText(step, pairing, words));
  for (const side of pairing.doubling) add(labels.captures, "warning", words.doubling(side.toUpperCase()));
  if (pairing.swapped) add(labels.captures, "warning", words.swapped);
  for (const side of ["a", "b"] as const) {
    const named = pairing.alone.filter((one) => one.side === side).slice(0, NAMED);
    for (const lonely of named) add(labels.alone, "warning", aloneText(lonely, words));
    const more = pairing.countAlone[side] - named.length;
    if (more > 0) add(labels.alone, "warning", words.lonely.more(grouped(more), side.toUpperCase()));
  }
  return told;
}

/** A clock that was set, in words. */
function stepText({ at, by, known }: ClockStep, { origins }: Pairing, { clock: words }: PairWords): string {
  const moment = `${utcTime(momentAfter({ seconds: origins.a, nanoseconds: 0 }, Math.round(at)))} UTC`;
  const size = duration(Math.abs(by));
  if (known === null) return words.set(size, by > 0, moment);
  return words.setOf(known.toUpperCase(), size, (by > 0) === (known === "b"), moment);
}

/** How far the clocks are apart, in words. */
function clockText(clock: ClockReading | null, { clock: words }: PairWords): string {
  if (clock === null || clock.error === Infinity) return words.unbounded;
  const { offset, error, skewPpm } = clock;
  const by = (offset >= 0 ? words.ahead : words.behind)(duration(Math.abs(offset)), duration(error));
  if (skewPpm === null) return by + words.unknownDrift;
  return by + (skewPpm >= 0 ? words.gains : words.loses)(Math.abs(skewPpm).toFixed(1));
}
