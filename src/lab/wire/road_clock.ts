/**
 * One direction's settings as they change in time.
 */
import type { End } from "./end.ts";
import { changedRoad, type LinkOptions, oneWay, type Road, roadOf } from "./link_options.ts";

const SECOND = 1e9;

interface Change {
  readonly from: number;
  readonly road: Road;
}

interface Outage {
  readonly from: number;
  readonly until: number;
}

/** Gives a direction's settings at any moment that is not before the last one asked for. */
export class RoadClock {
  readonly #changes: readonly Change[];
  readonly #outages: readonly Outage[];
  #road: Road;
  #next = 0;
  #start: number | null = null;

  constructor(link: LinkOptions, end: End) {
    this.#road = roadOf(link, end);
    const changes: Change[] = [];
    let road = this.#road;
    for (const change of link.at.toSorted((a, b) => a.after - b.after)) {
      road = changedRoad(road, change, end);
      changes.push({ from: change.after * SECOND, road });
    }
    this.#changes = changes;
    this.#outages = link.at.map(({ after, down = 0 }) => ({
      from: after * SECOND,
      until: (after + oneWay(down, end)) * SECOND,
    })).filter(({ from, until }) => until > from);
  }

  /** Whether anything changes at all. */
  get changes(): boolean {
    return this.#changes.length > 0;
  }

  /** The first packet is on the wire: times count from here (ns). */
  start(now: number): void {
    this.#start ??= now;
  }

  at(now: number): Road {
    const elapsed = this.#elapsed(now);
    for (let next = this.#changes[this.#next]; next !== undefined && next.from <= elapsed;) {
      this.#road = next.road;
      next = this.#changes[++this.#next];
    }
    return this.#road;
  }

  /** Whether the link is down. */
  isDown(now: number): boolean {
    const elapsed = this.#elapsed(now);
    return this.#outages.some(({ from, until }) => from <= elapsed && elapsed < until);
  }

  #elapsed(now: number): number {
    return this.#start === null ? 0 : now - this.#start;
  }
}
