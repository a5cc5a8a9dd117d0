/**
 * What the link between the two hosts is like.
 */
import type { QueueKind, QueueLimit } from "../queue/queue.ts";
import type { BoxOption } from "./box.ts";
import type { BurstLoss } from "./burst_loss.ts";
import type { End } from "./end.ts";
import type { Fault } from "./fault.ts";

/** What one direction of the link is like. Shares are between 0 and 1. */
export interface Road {
  /** Time from one host to the other, ms. */
  readonly delay: number;
  /** Up to this much is added to the delay, ms; packets never overtake one another by it. */
  readonly jitter: number;
  /** Share of the packets that are lost, that change places with the next one, come twice, or have a bit flipped. */
  readonly loss: number;
  readonly reorder: number;
  readonly duplicate: number;
  readonly corrupt: number;
  /** Losses that come in bursts; null for none. */
  readonly burstLoss: BurstLoss | null;
  /** Bits per second; `null` for as fast as it goes. */
  readonly rate: number | null;
  /** What may wait for the line; null for what a router would have (`queueLimit`). Nothing waits where there is no rate. */
  readonly queue: QueueLimit | null;
  readonly queueKind: QueueKind;
  /** The queue marks packets of ends that speak ECN, where it would drop them. */
  readonly ecn: boolean;
}

/** A value for both directions, or one for each: client to server, server to client. */
export type EachWay<T> = T | readonly [toServer: T, toClient: T];

export type BothRoads = { readonly [K in keyof Road]: EachWay<Road[K]> };

/** What changes while the scenario is played. */
export interface LinkChange extends Partial<BothRoads> {
  /** Seconds after the first packet. */
  readonly after: number;
  /** The link is down for so long, s: what would go onto the line is lost. */
  readonly down?: EachWay<number>;
}

/** A link. */
export interface LinkOptions extends BothRoads {
  /** Largest IP packet of the hosts' interfaces, bytes. */
  readonly mtu: number;
  /** The hosts leave segmentation and checksums to their network card, so one captured packet may be many segments. */
  readonly offload: boolean;
  /** Faults on particular packets. */
  readonly faults: readonly Fault[];
  /** In order of time. */
  readonly at: readonly LinkChange[];
  /** Boxes between the link and the server, from the client's side to the server's. */
  readonly boxes: readonly BoxOption[];
  /** Where the random numbers start; the same seed gives the same faults to the same packets. */
  readonly seed: number;
}

/** A good link: what a scenario does not say is this. */
export const GOOD_LINK: LinkOptions = {
  delay: 2,
  jitter: 0,
  loss: 0,
  reorder: 0,
  duplicate: 0,
  corrupt: 0,
  burstLoss: null,
  rate: null,
  queue: null,
  queueKind: "tail",
  ecn: false,
  mtu: 1500,
  offload: false,
  faults: [],
  at: [],
  boxes: [],
  seed: 1,
};

/** The settings of one direction. */
export const ROAD_SETTINGS = [
  "delay",
  "jitter",
  "loss",
  "reorder",
  "duplicate",
  "corrupt",
  "burstLoss",
  "rate",
  "queue",
  "queueKind",
  "ecn",
] as const satisfies readonly (keyof Road)[];

/** The value for what `from` sends. */
export function oneWay<T>(value: EachWay<T>, from: End): T {
  if (!isPair(value)) return value;
  return value[from === "client" ? 0 : 1];
}

function isPair<T>(value: EachWay<T>): value is readonly [T, T] {
  return Array.isArray(value);
}

/** The direction in which `from` sends, as it is at the start. */
export function roadOf(link: BothRoads, from: End): Road {
  return Object.fromEntries(ROAD_SETTINGS.map((name) => [name, oneWay<unknown>(link[name], from)])) as unknown as Road;
}

/** The direction after a change. */
export function changedRoad(road: Road, change: LinkChange, from: End): Road {
  const changed = ROAD_SETTINGS.filter((name) => change[name] !== undefined);
  return { ...road, ...Object.fromEntries(changed.map((name) => [name, oneWay<unknown>(change[name], from)])) };
}

/** The time from one host to the other, ms, in the slower direction. */
export function longestDelay(link: LinkOptions): number {
  return Math.max(...[link.delay, ...link.at.map(({ delay }) => delay ?? 0)].flat());
}

/** Packets that a queue takes at least, whatever its line is. */
const LEAST_PACKETS = 20;
/** Queues that keep themselves short have room for what comes in a burst (as `tc-codel` has). */
const MANAGED_PACKETS = 1000;

/**
 * What may wait for the line of a direction: what was asked for, else one product of bandwidth and round trip, as routers
 * are built, and 20 packets at least. A queue that CoDel or RED keeps short has room for 1000.
 */
export function queueLimit(link: LinkOptions, from: End): QueueLimit {
  const { queue, queueKind, rate } = roadOf(link, from);
  if (queue !== null) return queue;
  if (queueKind === "codel") return { unit: "packets", most: MANAGED_PACKETS };
  const roundTrip = (oneWay(link.delay, "client") + oneWay(link.delay, "server")) / 1000;
  const product = Math.ceil((rate ?? 0) * roundTrip / 8 / link.mtu);
  return { unit: "packets", most: Math.max(LEAST_PACKETS, product) };
}

/** Whether chance, a fault or an outage may touch packets. */
export function isFaulty(link: LinkOptions): boolean {
  return link.faults.length > 0 || hasBadRoad(link) || link.at.some(hasBadRoad);
}

/** Whether chance touches packets, so that another seed gives another run. */
export function leavesToChance(link: LinkOptions): boolean {
  return [link, ...link.at].some((road) =>
    hasBadRoad({ ...road, down: 0 }) || [road.jitter].flat().some((jitter) => jitter !== undefined && jitter > 0)
  );
}

function hasBadRoad({ loss, reorder, duplicate, corrupt, burstLoss, queueKind, down }: Partial<LinkChange>): boolean {
  return [loss, reorder, duplicate, corrupt, down].flat().some((value) => value !== undefined && value > 0) ||
    [burstLoss].flat().some((value) => value !== undefined && value !== null) || [queueKind].flat().includes("red");
}
