/** A link in words, for whoever reads what was played over it. */
import type { LinkWords } from "../../language/kinds/link_words.ts";
import type { Language } from "../../language/language.ts";
import { tablesOf } from "../../language/all_tables.ts";
import type { QueueLimit } from "../queue/queue.ts";
import { burstLength, type BurstLoss, lossShare } from "./burst_loss.ts";
import { ENDS } from "./end.ts";
import type { WireEvent } from "../../expectation/wire_event.ts";
import {
  type BothRoads,
  type EachWay,
  isFaulty,
  type LinkChange,
  type LinkOptions,
  oneWay,
  queueLimit,
} from "./link_options.ts";

/** A link in words. Where the directions differ, numbers of both stand with a slash between them. */
export function describeLink(link: LinkOptions, language: Language = "en"): string {
  const words = tablesOf(language).link;
  const road = new RoadInWords(link, words);
  const parts = [
    ...road.delay(),
    ...road.rate(),
    ...describeQueue(link, words),
    words.code(`MTU ${link.mtu}`),
    link.offload ? words.offload : words.noOffload,
    ...road.chance(),
    ...link.faults.map((fault) => words.fault(fault)),
    ...link.at.map((change) => describeChange(change, words)),
  ];
  if (link.boxes.length > 0) parts.push(words.boxes(words.code(link.boxes.map(({ text }) => text).join(", "))));
  if (isFaulty(link)) parts.push(words.code(`seed ${link.seed}`));
  if ([link, ...link.at].some(differs)) parts.push(`(${words.eachWay})`);
  return parts.join(", ").replace(/, \(/g, " (");
}

/** What queue and boxes did to packets; empty where they did nothing. */
export function describeCounts(counts: Readonly<Partial<Record<WireEvent, number>>>, language: Language): string {
  const { queueDropped, queueMarked, boxesBlocked } = tablesOf(language).link;
  const { dropped = 0, marked = 0, blocked = 0 } = counts;
  return [
    ...(dropped > 0 ? [queueDropped(dropped)] : []),
    ...(marked > 0 ? [queueMarked(marked)] : []),
    ...(blocked > 0 ? [boxesBlocked(blocked)] : []),
  ].join(" ");
}

/** The parts of a road, or of a change of it: what is not given is not told. */
class RoadInWords {
  readonly #road: Partial<BothRoads>;
  readonly #words: LinkWords;

  constructor(road: Partial<BothRoads>, words: LinkWords) {
    this.#road = road;
    this.#words = words;
  }

  delay(): string[] {
    const { delay, jitter } = this.#road;
    const { code } = this.#words;
    return [
      ...(delay === undefined ? [] : [this.#words.delay(code(both(delay, milliseconds)))]),
      ...(isZero(jitter) ? [] : [this.#words.jitter(code(both(jitter, milliseconds)))]),
    ];
  }

  rate(): string[] {
    const { rate = null } = this.#road;
    if (rate === null) return [];
    const text = (value: number | null) =>
      value === null ? this.#words.unlimited : `${value.toLocaleString("en-US")} bit/s`;
    return [this.#words.code(both(rate, text))];
  }

  chance(): string[] {
    const { loss, reorder, duplicate, corrupt, burstLoss = null } = this.#road;
    const { code, lost, overtaken, doubled, damaged } = this.#words;
    const share = (value: EachWay<number> | undefined, say: (share: string) => string) =>
      isZero(value) ? [] : [say(code(both(value, percent)))];
    return [
      ...share(loss, lost),
      ...(burstLoss === null ? [] : [this.#bursts(burstLoss)]),
      ...share(reorder, overtaken),
      ...share(duplicate, doubled),
      ...share(corrupt, damaged),
    ];
  }

  #bursts(line: EachWay<BurstLoss | null>): string {
    const { code, bursts } = this.#words;
    const number = (value: number) => String(Number(value.toPrecision(3)));
    return bursts(
      code(both(line, (one) => percent(one === null ? 0 : lossShare(one)))),
      code(both(line, (one) => one === null ? "0" : number(burstLength(one)))),
    );
  }
}

/** The queues of the directions that have a rate; without one nothing waits. */
function describeQueue(link: LinkOptions, words: LinkWords): string[] {
  const sending = ENDS.filter((end) => oneWay(link.rate, end) !== null);
  const [first, second] = sending.map((end) => ({
    room: describeLimit(queueLimit(link, end), words),
    kind: words.queueKinds[oneWay(link.queueKind, end)],
    ecn: oneWay(link.ecn, end),
  }));
  if (first === undefined) return [];
  const pair = (one: string, other: string | undefined) =>
    other === undefined || one === other ? one : `${one} / ${other}`;
  return [
    words.queue(pair(first.room, second?.room), pair(first.kind, second?.kind)),
    ...(first.ecn || second?.ecn ? [words.ecn] : []),
  ];
}

function describeLimit({ unit, most }: QueueLimit, words: LinkWords): string {
  if (most === Infinity) return words.unlimited;
  return words[unit](most.toLocaleString("en-US"));
}

function describeChange(change: LinkChange, words: LinkWords): string {
  const { code } = words;
  const road = new RoadInWords(change, words);
  const down = isZero(change.down) ? [] : [words.down(code(both(change.down, (value) => `${value} s`)))];
  const what = [...road.delay(), ...road.rate(), ...road.chance(), ...down].join(", ");
  return words.change(code(`${change.after} s`), what);
}

/** One text where both directions have the same, else both: client to server first. */
function both<T>(value: EachWay<T>, say: (value: T) => string): string {
  const [there, back] = [say(oneWay(value, "client")), say(oneWay(value, "server"))];
  return there === back ? there : `${there} / ${back}`;
}

function differs(road: Partial<BothRoads>): boolean {
  return Object.entries(road).some(([name, value]) =>
    Array.isArray(value) && name !== "at" && name !== "faults" &&
    name !== "boxes" && JSON.stringify(value[0]) !== JSON.stringify(value[1])
  );
}

function isZero(value: EachWay<number> | undefined): value is undefined {
  return value === undefined || [value].flat().every((one) => one === 0);
}

function milliseconds(value: number): string {
  return `${value} ms`;
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))}%`;
}
