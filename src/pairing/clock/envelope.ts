/**
 * The edge of a cloud of points over time, in bounded memory: of each stretch of time the lowest point (or the highest), and the
 * line that lies against them. Points are one-way delays with the clocks' difference in them: what is nearest to the edge was
 * least delayed (Moon, Skelly, Towsley, "Estimation and removal of clock skew from network delay measurements", 1999).
 */

/** A point: time and value, ns. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

/** A stretch at the beginning, ns; it is doubled whenever there are too many. */
const SHORTEST = 1e6;

export class Envelope {
  /** Of each stretch its outermost point, as numbers: there are many envelopes, and their points change often. NaN where it has none. */
  readonly #times: number[] = [];
  readonly #values: number[] = [];
  #first = NaN;
  #stretch = SHORTEST;
  readonly #sign: 1 | -1;
  readonly #most: number;

  /** `sign` 1 keeps the lowest points, -1 the highest; of at most `most` stretches of time. */
  constructor(sign: 1 | -1, most: number) {
    this.#sign = sign;
    this.#most = most;
  }

  add(at: number, value: number): void {
    if (Number.isNaN(this.#first)) this.#first = at;
    let place = Math.max(0, Math.floor((at - this.#first) / this.#stretch));
    while (place >= this.#most) {
      this.#widen();
      place = Math.floor((at - this.#first) / this.#stretch);
    }
    while (this.#values.length <= place) {
      this.#times.push(NaN);
      this.#values.push(NaN);
    }
    if (!this.#isInside(value, this.#values[place]!)) this.#put(place, at, value);
  }

  /** Joins every two stretches. */
  #widen(): void {
    const [times, values] = [this.#times, this.#values];
    const count = (values.length + 1) >> 1;
    for (let place = 0; place < count; place++) {
      const [one, other] = [2 * place, 2 * place + 1];
      const outer = other < values.length && !this.#isInside(values[other]!, values[one]!) ? other : one;
      this.#put(place, times[outer]!, values[outer]!);
    }
    times.length = values.length = count;
    this.#stretch *= 2;
  }

  #put(place: number, at: number, value: number): void {
    this.#times[place] = at;
    this.#values[place] = value;
  }

  /** Whether a value is none, or no farther out than another one that is. */
  #isInside(value: number, than: number): boolean {
    return Number.isNaN(value) || (value - than) * this.#sign >= 0;
  }

  /** The points kept, in the order of time. */
  get points(): Point[] {
    return this.#times.map((at, place) => ({ at, value: this.#values[place]! })).filter(({ at }) => !Number.isNaN(at));
  }

  /** The outermost value once a drift of `slope` is taken off, at time `at`; an infinity where there are no points. */
  edge(slope: number, at: number): number {
    let edge = this.#sign * Infinity;
    for (const point of this.points) {
      const value = point.value - slope * (point.at - at);
      if ((value - edge) * this.#sign < 0) edge = value;
    }
    return edge;
  }

  /** The slope of the line that lies against the points over their middle, and how well they lie along it; null for too few. */
  slope(): Slope | null {
    const points = this.points;
    if (points.length < FEWEST) return null;
    const hull = this.#hull(points);
    const middle = points.reduce((sum, { at }) => sum + at, 0) / points.length;
    const behind = hull.findIndex(({ at }) => at > middle);
    const [from, to] = [hull[behind - 1], hull[behind]];
    if (from === undefined || to === undefined) return null;
    const slope = (to.value - from.value) / (to.at - from.at);
    const excess = points.map(({ at, value }) => (value - from.value - slope * (at - from.at)) * this.#sign);
    excess.sort((one, other) => one - other);
    // How far the least delayed tenth scatters is how far the edge itself may be off.
    const scatter = excess[Math.ceil(excess.length / 10)] ?? excess[excess.length - 1]!;
    return { slope, scatter: Math.max(scatter, LEAST_SCATTER), span: to.at - from.at };
  }

  /** Convex, seen from outside (Andrew's monotone chain). */
  #hull(points: readonly Point[]): Point[] {
    const hull: Point[] = [];
    for (const point of points) {
      while (hull.length >= 2 && this.#turnsIn(hull[hull.length - 2]!, hull[hull.length - 1]!, point)) hull.pop();
      hull.push(point);
    }
    return hull;
  }

  #turnsIn(first: Point, second: Point, third: Point): boolean {
    const rise = (second.value - first.value) * (third.at - first.at);
    const whole = (third.value - first.value) * (second.at - first.at);
    return (rise - whole) * this.#sign >= 0;
  }
}

const FEWEST = 16;
/** Whoever takes the time of packets in software is late by some of this, ns. */
const LEAST_SCATTER = 20e3;

/** A slope (ns per ns), the scatter of the points nearest to the line, ns, and the time between the two that carry it, ns. */
export interface Slope {
  readonly slope: number;
  readonly scatter: number;
  readonly span: number;
}
