/**
 * Finds for each packet that arrived the one that was sent: the same numbers, length and flags. Where several sendings are
 * alike (a retransmission, a repeated ACK), timestamps and the IP identification tell them apart, else the delay does.
 */
import { type Sighting, TELLING_FLAGS } from "../terms/sighting.ts";
import { seqDiff } from "../../packet/sequence.ts";
import { mix } from "../survey/hash.ts";
import type { DirectionPair } from "./direction_pair.ts";

/** What tells packets apart on this path, and how early one can arrive. */
export interface MatchRules {
  /** Boxes on the way leave these alone. */
  readonly ipIds: boolean;
  readonly timestamps: boolean;
  readonly windows: boolean;
  /** What a box that shifts acknowledgments may have forgotten to add to the numbers in SACK blocks. */
  readonly ackShift: number;
  /** No two packets that were sent are alike, unless both are seen. */
  readonly distinct: boolean;
  /** No packet of this direction has received minus sent below this, ns. */
  readonly earliest: number;
  /** A reset that comes sooner after a sending than this is another one, of a box that knew the numbers, ns. */
  readonly earliestReset: number;
}

/**
 * A second copy without anything to tell it from a retransmission is taken for the network's where it comes sooner than any
 * retransmission timer runs out (Linux: 200 ms), ns.
 */
const COPY_WITHIN = 50e6;

/** How many sendings may have been lost, or overtaken, before the next one that comes in order. */
const AHEAD = 16;

/** Gives the arrivals that match no sending whole. */
export function matchSame(direction: DirectionPair, rules: MatchRules): Sighting[] {
  const open = matchInOrder(direction, rules);
  if (open.length === 0) return [];
  const sendings = new Sendings(open);
  for (const sent of direction.sentBefore) sendings.add(sent);
  for (const sent of direction.sent) sendings.add(sent);
  const blocksCome = direction.received.some(({ blocks }) => blocks.length > 0);
  const left = new Set(open);
  const waiting = new Arriving(open);
  // The latest sending that has come so far.
  let latest = 0;
  return direction.received.filter((received) => {
    if (!left.has(received)) {
      latest = Math.max(latest, received.partner?.number ?? 0);
      return false;
    }
    // Whatever was damaged may look like another packet: it has its turn when those are known.
    if (received.sum === "wrong") return true;
    const alike = sendings.like(received).filter((sent) => isSame(sent, received, rules));
    const unused = alike.filter((sent) => sent.partner === null && sent.parts === null);
    const entire = unused.filter(({ blocks, cut }) => cut || received.cut || blocks.length === received.blocks.length);
    const fitting = entire.length > 0 || blocksCome ? entire : unused;
    const free = rules.distinct && waiting.areAll(received, fitting)
      ? fitting[0]!
      : closest(fitting, received, { direction, latest });
    waiting.pass(received);
    if (free === null || isNearerToAnother(free, alike, received, direction)) return !isCopy(alike, received, rules);
    join(free, received, direction, (rules.distinct && alike.length === 1) || (rules.ipIds && free.ipId > 0));
    latest = Math.max(latest, free.number);
    return false;
  });
}

/**
 * Both captures hold nearly the same packets in nearly the same order: most are matched by walking along both. Only where the
 * identification, or a timestamp and other neighbours, make a packet unique. Gives the arrivals that are left.
 */
function matchInOrder(direction: DirectionPair, rules: MatchRules): Sighting[] {
  const { sent, received } = direction;
  const left: Sighting[] = [];
  let at = 0;
  for (const packet of received) {
    if (packet.partner !== null || packet.matched) continue;
    const numbered = rules.ipIds && packet.ipId > 0;
    let found = -1;
    for (let next = at; packet.sum !== "wrong" && next < sent.length && next < at + AHEAD; next++) {
      const candidate = sent[next]!;
      if (candidate.seq !== packet.seq || candidate.ack !== packet.ack || candidate.partner !== null) continue;
      if (candidate.blocks.length !== packet.blocks.length || !isSame(candidate, packet, rules)) continue;
      if (numbered || isAlone(sent, next)) found = next;
      break;
    }
    if (found < 0) left.push(packet);
    else join(sent[found]!, packet, direction, true);
    at = found < 0 ? at : found + 1;
  }
  return left;
}

/** Neither the packet before nor the one behind has the same numbers: repeated ACKs and resent data follow one another. */
function isAlone(sent: readonly Sighting[], at: number): boolean {
  const packet = sent[at]!;
  return packet.hasTimestamps && !hasSameNumbers(packet, sent[at - 1]) && !hasSameNumbers(packet, sent[at + 1]);
}

function hasSameNumbers(packet: Sighting, other: Sighting | undefined): boolean {
  return other !== undefined && other.seq === packet.seq && other.ack === packet.ack &&
    other.length === packet.length &&
    (packet.length === 0 || other.timestamp === packet.timestamp);
}

/** How many arrivals that are alike are still to be matched. */
class Arriving {
  readonly #counts = new Map<number, number>();
  /** What was damaged may be any of them. */
  readonly #isSure: boolean;

  constructor(arrivals: readonly Sighting[]) {
    for (const arrival of arrivals) this.#add(arrival, 1);
    this.#isSure = arrivals.every(({ sum }) => sum !== "wrong");
  }

  pass(arrival: Sighting): void {
    this.#add(arrival, -1);
  }

  /** As many came as were sent of what is sent again: none was lost, and each is the next one. */
  areAll(received: Sighting, fitting: readonly Sighting[]): boolean {
    return this.#isSure && received.occupies && fitting.length > 1 &&
      fitting.length === this.#counts.get(keyOf(received)) &&
      fitting.every(({ judged }) => !judged);
  }

  #add(arrival: Sighting, count: number): void {
    const key = keyOf(arrival);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
  }
}

/** Those sendings that are like one of some arrivals, by what they are known by. */
class Sendings {
  readonly #byKey = new Map<number, Sighting[]>();

  constructor(arrivals: readonly Sighting[]) {
    for (const received of arrivals) this.#byKey.set(keyOf(received), []);
  }

  add(sent: Sighting): void {
    this.#byKey.get(keyOf(sent))?.push(sent);
  }

  like(received: Sighting): readonly Sighting[] {
    return this.#byKey.get(keyOf(received))!;
  }
}

/** Makes two sightings one packet; `sure` where it can be no other. */
export function join(sent: Sighting, received: Sighting, direction: DirectionPair, sure: boolean): void {
  sent.partner = received;
  received.partner = sent;
  sent.sure = sure;
  if (sure || Number.isNaN(direction.recent)) direction.recent = received.time - sent.time;
}

function keyOf({ seq, length, ack, flags }: Sighting): number {
  return mix(mix(mix(flags & TELLING_FLAGS, seq), length), ack);
}

function isSame(sent: Sighting, received: Sighting, rules: MatchRules): boolean {
  return sent.seq === received.seq && sent.length === received.length && sent.ack === received.ack &&
    ((sent.flags ^ received.flags) & TELLING_FLAGS) === 0 &&
    received.time - sent.time >= (sent.isReset ? rules.earliestReset : rules.earliest) && mayBe(sent, received, rules);
}

/** Nothing that boxes leave alone says that these are two packets. */
function mayBe(sent: Sighting, received: Sighting, rules: MatchRules): boolean {
  if (rules.timestamps && sent.hasTimestamps && received.hasTimestamps) {
    if (sent.timestamp !== received.timestamp || sent.echo !== received.echo) return false;
  }
  if (rules.ipIds && sent.ipId !== received.ipId) return false;
  return (!rules.windows || sent.window === received.window) && haveSameBlocks(sent, received, rules.ackShift);
}

/** Blocks that were taken out, or cut off, say nothing; a box that shifts numbers may have forgotten those in blocks. */
function haveSameBlocks(
  { blocks: sent, cut }: Sighting,
  { blocks: received, cut: alsoCut }: Sighting,
  ackShift: number,
): boolean {
  if (cut || alsoCut) return true;
  if (sent.length !== received.length) return received.length === 0;
  if (sent.length === 0) return true;
  const apart = seqDiff(received[0]!, sent[0]!);
  if (apart !== 0 && Math.abs(apart) !== Math.abs(ackShift)) return false;
  return sent.every((number, index) => seqDiff(received[index]!, number) === apart);
}

/** Delays that differ by less do not tell sendings apart, ns. */
const AS_NEAR = 1e6;

/** The sending whose delay is most like those beside it; of two that are as near, the one that came in order. */
function closest(
  sendings: readonly Sighting[],
  received: Sighting,
  { direction: { recent }, latest = 0 }: { readonly direction: DirectionPair; readonly latest?: number },
): Sighting | null {
  const distanceOf = ({ time }: Sighting): number => {
    const delay = received.time - time;
    return Number.isNaN(recent) ? delay : Math.abs(delay - recent);
  };
  let best: Sighting | null = null;
  let least = Infinity;
  for (const sent of sendings) {
    const distance = distanceOf(sent);
    if (distance < least) [best, least] = [sent, distance];
  }
  if (best === null || best.number > latest) return best;
  return sendings.find((sent) => sent.number > latest && distanceOf(sent) < least + AS_NEAR) ?? best;
}

/** A packet that was lost long ago did not come now: a copy of one just sent did. */
function isNearerToAnother(
  free: Sighting,
  alike: readonly Sighting[],
  received: Sighting,
  direction: DirectionPair,
): boolean {
  const used = closest(alike.filter(({ partner }) => partner !== null), received, { direction });
  if (used === null) return false;
  const distance = (sent: Sighting): number => Math.abs(received.time - sent.time - direction.recent);
  return distance(free) > COPY_WITHIN && distance(used) < distance(free) / 4;
}

/** One more copy of what came already, made on the way. */
function isCopy(alike: readonly Sighting[], received: Sighting, rules: MatchRules): boolean {
  const original = alike.findLast((sent) => sent.partner !== null);
  if (original === undefined) return false;
  const told = (rules.ipIds && original.ipId > 0) ||
    (rules.timestamps && original.hasTimestamps && original.occupies);
  const apart = received.time - original.partner!.time;
  if (!told && apart > COPY_WITHIN) return false;
  received.copyOf = original;
  return true;
}
