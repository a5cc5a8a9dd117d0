/** A reading of both captures for the steps of their clocks alone: packets that each holds once, and when. */
import type { AnalysedPacket } from "../../analysis/analysed_packet.ts";
import { FIN, type ReadonlyPacket, RST, SYN } from "../../packet/packet.ts";
import { type CommonMoment, findSteps, type Step } from "../clock/steps.ts";
import { datagramOf } from "../datagrams/datagram.ts";
import { FileFacts } from "../survey/file_facts.ts";
import { mix } from "../survey/hash.ts";
import { middleOf } from "../survey/vantage.ts";
import { fingerprint, type Fingerprints, timestampsAt } from "../survey/marks.ts";
import type { Side } from "../terms/side.ts";
import type { ClockStep } from "../terms/pairing.ts";

/** Of more packets, those whose hashes end in zeros are kept: the same ones of both captures. */
const MOST = 32_768;
/** Fewer in common say nothing. */
const FEWEST = 12;
/** So much more was found in the order of one file. */
const SHARPER = 1.1;

interface Seen {
  readonly number: number;
  readonly time: number;
  readonly fromClient: boolean;
}

/** The packets of one file by a hash; null for one that came more than once. */
class Samples {
  readonly #seen = new Map<number, Seen | null>();
  #mask = 0;

  add(hash: number, seen: Seen): void {
    if ((hash & this.#mask) !== 0) return;
    this.#seen.set(hash, this.#seen.has(hash) ? null : seen);
    if (this.#seen.size <= MOST) return;
    this.#mask = this.#mask * 2 + 1;
    for (const known of this.#seen.keys()) if ((known & this.#mask) !== 0) this.#seen.delete(known);
  }

  get(hash: number): Seen | null {
    return this.#seen.get(hash) ?? null;
  }

  entries(): Iterable<[number, Seen | null]> {
    return this.#seen;
  }
}

/**
 * What one file's packets are known by: their numbers; where boxes shift these, their timestamps, or how far they are from the
 * beginning of their connection. The last says nothing of the length: the first piece of a segment that was cut is known by it.
 */
export class FileMoments {
  readonly numbers: Samples = new Samples();
  readonly clocks: Samples = new Samples();
  readonly places: Samples = new Samples();
  readonly facts: FileFacts = new FileFacts();

  take(packet: ReadonlyPacket, analysed: AnalysedPacket | null): void {
    const time = this.facts.take(packet);
    const { number } = packet;
    if (analysed === null) {
      const datagram = datagramOf(packet);
      if (datagram === null || !datagram.telling) return;
      const fromClient = datagram.exchange !== 0 ? datagram.exchange > 0 : datagram.srcPort >= datagram.dstPort;
      return this.numbers.add(mix(mix(datagram.head, datagram.rest), packet.ipId), { number, time, fromClient });
    }
    const { fromClient, seq, ack } = analysed;
    const kind = (packet.flags & (SYN | FIN | RST)) * 2 + (packet.payloadLength > 0 ? 1 : 0);
    this.places.add(mix(mix(mix(kind, seq), ack), packet.ipId), { number, time, fromClient });
    fingerprint(packet, timestampsAt(packet), PRINTS);
    this.numbers.add(PRINTS.numbers, { number, time, fromClient });
    if (PRINTS.clocks !== 0) this.clocks.add(PRINTS.clocks, { number, time, fromClient });
  }
}

const PRINTS: Fingerprints = { numbers: 0, clocks: 0, label: 0 };

export interface SurveyedSteps {
  readonly steps: readonly ClockStep[];
  /** About what B's times are more than A's before the first of them, ns. */
  readonly difference: number;
}

/** The steps that both files together show. */
export function stepsOf(a: FileMoments, b: FileMoments): SurveyedSteps {
  const [moments] = (["numbers", "clocks", "places"] as const).map((kind) => common(a[kind], b[kind]))
    .toSorted((one, other) => ofBothWays(other) - ofBothWays(one)) as [CommonMoment[], ...CommonMoment[][]];
  if (moments.length < FEWEST) return { steps: [], difference: 0 };
  const steps = stepsIn(moments);
  const first = steps[0]?.from.a ?? Infinity;
  const before = moments.filter(({ a }) => a < first).map(({ difference }) => difference);
  return { steps, difference: middleOf(before) ?? 0 };
}

function common(a: Samples, b: Samples): CommonMoment[] {
  const moments: CommonMoment[] = [];
  for (const [hash, seen] of a.entries()) {
    const other = seen === null ? null : b.get(hash);
    if (seen === null || other === null) continue;
    const { number, time: at, fromClient } = seen;
    moments.push({ a: number, b: other.number, at, difference: other.time - at, fromClient });
  }
  return moments.sort((one, other) => one.a - other.a);
}

/** How many moments there are, those of the rarer way once more: a step shows in both. */
function ofBothWays(moments: readonly CommonMoment[]): number {
  const fromClient = moments.filter((moment) => moment.fromClient).length;
  return moments.length + 9 * Math.min(fromClient, moments.length - fromClient);
}

/**
 * A step is sharp in the order of the file whose clock was set: in the other's, packets that were on their way come between. Where
 * it is sharp in both, nobody can tell whose it was.
 */
function stepsIn(moments: readonly CommonMoment[]): ClockStep[] {
  const ofA = findSteps(moments);
  const ofB = findSteps(moments.toSorted((one, other) => one.b - other.b));
  const [sharpA, sharpB] = [ofA, ofB].map((steps) => steps.reduce((sum, { by }) => sum + Math.abs(by), 0));
  if (sharpA! > SHARPER * sharpB!) return ofA.map((step) => told(step, "a"));
  return ofB.map((step) => told(step, sharpB! > SHARPER * sharpA! ? "b" : null));
}

/** Times that go back say whose clock it was, whatever else does. */
function told({ before, after, by }: Step, sharp: Side | null): ClockStep {
  const goesBack: Record<Side, boolean> = {
    a: after.at < before.at,
    b: after.at + after.difference < before.at + before.difference,
  };
  const known = sharp ?? (goesBack.a ? "a" : goesBack.b ? "b" : null);
  return { at: before.at, by, known, behind: { a: before.a, b: before.b }, from: { a: after.a, b: after.b } };
}
