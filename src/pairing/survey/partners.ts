/**
 * Which conversation of one capture is which of the other: those whose sketches share packets, the surest pairs first.
 */
import { seqDiff } from "../../packet/sequence.ts";
import type { Mark } from "./marks.ts";
import { MARK_KINDS, type MarkKind, type Surveyed } from "./surveyed.ts";

/** A packet that both captures hold. */
export interface CommonPacket {
  readonly a: Mark;
  readonly b: Mark;
}

/** Two conversations that are one, and the packets that say so. */
export interface Partners {
  readonly a: Surveyed;
  readonly b: Surveyed;
  readonly common: readonly CommonPacket[];
  /** How many of them agree in sequence numbers: then nothing shifts these. */
  readonly unshifted: number;
}

interface Candidate {
  readonly a: Surveyed;
  readonly b: Surveyed;
  readonly common: Record<MarkKind, CommonPacket[]>;
}

/** A fingerprint that so many conversations share says nothing. */
const MOST_OWNERS = 8;
/** Identifications have 16 bits: a few agree by chance, two of packets that are known by themselves do not. */
const LABELS_NEEDED = 4;
const TELLING_LABELS_NEEDED = 2;

/** The conversations of one capture. */
type Conversations = readonly Surveyed[];

/** Pairs the conversations of two captures; each has at most one partner. */
export function findPartners(a: Conversations, b: Conversations): Partners[] {
  const candidates = new Map<string, Candidate>();
  for (const kind of MARK_KINDS) gather(kind, { a, b }, candidates);
  const sure = [...candidates.values()].filter(isSure).map((candidate) => ({ candidate, weight: weigh(candidate) }));
  sure.sort((one, other) => other.weight - one.weight || one.candidate.a.first - other.candidate.a.first);
  const taken = new Set<Surveyed>();
  const partners: Partners[] = [];
  for (const { candidate } of sure) {
    if (taken.has(candidate.a) || taken.has(candidate.b)) continue;
    taken.add(candidate.a).add(candidate.b);
    const { numbers, clocks, label } = candidate.common;
    const common = numbers.length > 0 ? numbers : clocks.length > 0 ? clocks : label;
    partners.push({ a: candidate.a, b: candidate.b, common, unshifted: numbers.length });
  }
  return partners.sort((one, other) => one.a.talk.index - other.a.talk.index);
}

function gather(
  kind: MarkKind,
  { a, b }: { a: Conversations; b: Conversations },
  candidates: Map<string, Candidate>,
): void {
  const owners = new Map<number, { conversation: Surveyed; mark: Mark }[]>();
  for (const conversation of b) {
    for (const [hash, mark] of conversation.unique(kind)) {
      const known = owners.get(hash);
      if (known === undefined) owners.set(hash, [{ conversation, mark }]);
      else if (known.length <= MOST_OWNERS) known.push({ conversation, mark });
    }
  }
  for (const conversation of a) {
    for (const [hash, mark] of conversation.unique(kind)) {
      const found = owners.get(hash) ?? [];
      if (found.length > MOST_OWNERS) continue;
      for (const owner of found) {
        const key = `${conversation.talk.index} ${owner.conversation.talk.index}`;
        let candidate = candidates.get(key);
        if (candidate === undefined) {
          candidate = { a: conversation, b: owner.conversation, common: { numbers: [], clocks: [], label: [] } };
          candidates.set(key, candidate);
        }
        candidate.common[kind].push({ a: mark, b: owner.mark });
      }
    }
  }
}

function isSure({ common: { numbers, clocks, label } }: Candidate): boolean {
  const opens = (pairs: readonly CommonPacket[]): boolean => pairs.some(({ a }) => a.opens);
  if (numbers.length >= 2 || opens(numbers)) return true;
  if (agreeInShift(clocks) && (opens(clocks) || goOnAlike(clocks))) return true;
  const telling = label.filter(({ a }) => a.opens).length;
  return (label.length >= LABELS_NEEDED || telling >= TELLING_LABELS_NEEDED) && agreeInShift(label);
}

/**
 * A box shifts all numbers of an end by the same amount, also in what acknowledges them; those of packets that are alike by chance
 * differ by anything.
 */
function agreeInShift(common: readonly CommonPacket[]): boolean {
  return [true, false].every((ofClient) => {
    const numbers = common.filter(({ a }) => a.fromClient === ofClient || a.acknowledges)
      .map(({ a, b }) => a.fromClient === ofClient ? [a.seq, b.seq] as const : [a.ack, b.ack] as const);
    const distinct = [...new Map(numbers.map((pair) => [pair.join(), pair])).values()];
    return distinct.length === 0 ||
      byShift(distinct, ([a, b]) => seqDiff(b, a)).some(({ length }) => 2 * length > distinct.length);
  });
}

/** At several moments an end sent other numbers, shifted alike: those of an end that only listens stay, and so does their shift. */
function goOnAlike(common: readonly CommonPacket[]): boolean {
  return [true, false].some((ofClient) =>
    byShift(common.filter(({ a }) => a.fromClient === ofClient), ({ a, b }) => seqDiff(b.seq, a.seq)).some((alike) =>
      new Set(alike.map(({ a }) => a.seq)).size >= 2 && new Set(alike.map(({ a }) => a.timestamp)).size >= 2
    )
  );
}

function byShift<Pair>(pairs: readonly Pair[], shiftOf: (pair: Pair) => number): Pair[][] {
  return [...Map.groupBy(pairs, shiftOf).values()];
}

function weigh({ common: { numbers, clocks, label } }: Candidate): number {
  return 4 * numbers.length + 4 * clocks.length + label.length;
}
