/**
 * The road between the two hosts: on either side of the vantage point a stretch for each direction, with its faults, and
 * perhaps a box that meddles.
 */
import type { Random } from "../../random.ts";
import type { Box } from "./boxes.ts";
import type { EventQueue } from "./event_queue.ts";
import { type End, type LossCause, otherEnd, type Sent, type TruthLog } from "./truth_log.ts";

/** What one stretch does to packets of one direction. Times in ns. */
export interface Stretch {
  readonly delay: number;
  /** Each packet takes up to this much longer, at random; `spike` is that rarely, else always. */
  readonly jitter: number;
  readonly spikes: number;
  /** Packets keep their order. */
  readonly ordered: boolean;
  /** How often one takes `detour` longer and may be overtaken. */
  readonly overtaken: number;
  readonly detour: number;
  readonly loss: number;
  /** Losses in rows: how often one begins, and how long it is on the average. */
  readonly bursts: number;
  readonly burstLength: number;
  /** How often a packet is doubled. */
  readonly copies: number;
  /** Bytes per second that pass; 0 for all. And the bytes that may queue for it. */
  readonly rate: number;
  readonly queue: number;
  /** Nothing passes between these two times: it is lost, or held until the end. */
  readonly outageFrom: number;
  readonly outageTo: number;
  readonly outageHolds: boolean;
  /** Larger IP packets die; 0 for any size. */
  readonly largest: number;
}

export type Sides = { readonly [side in End]: { readonly [from in End]: Stretch } };

export interface RoadOptions {
  readonly queue: EventQueue;
  readonly random: Random;
  readonly log: TruthLog;
  readonly sides: Sides;
  readonly boxes: readonly Box[];
  /** A packet passes the vantage point. */
  passes(sent: Sent, copy: boolean): void;
  arrives(sent: Sent): void;
}

interface Passing {
  readonly sent: Sent;
  readonly copy: boolean;
  passed: number;
}

const HEADERS = 52;
const EPSILON = 50;

export class Road {
  readonly #state = new Map<Stretch, { free: number; last: number; burst: number }>();

  constructor(readonly options: RoadOptions) {}

  /** A host sends: first the stretch on its own side. */
  enter(sent: Sent): void {
    this.#cross({ sent, copy: false, passed: -1 }, sent.end);
  }

  /** A box on a side sends towards an end. */
  inject(sent: Sent, side: End): void {
    const to = otherEnd(sent.end);
    if (side !== to) this.#pass({ sent, copy: false, passed: -1 });
    else this.#cross({ sent, copy: false, passed: -1 }, side);
  }

  #cross(packet: Passing, side: End): void {
    const { sides, random, queue } = this.options;
    const stretch = sides[side][packet.sent.end];
    const cause = this.#kills(stretch, packet);
    if (cause !== null) {
      if (!packet.copy) {
        this.options.log.losses.push({
          id: packet.sent.id,
          beforeVantage: side === packet.sent.end && packet.passed < 0,
          cause,
        });
      }
      return;
    }
    const at = this.#timeOf(stretch, packet);
    if (at < 0) {
      this.options.log.losses.push({
        id: packet.sent.id,
        beforeVantage: side === packet.sent.end && packet.passed < 0,
        cause: "queue",
      });
      return;
    }
    queue.at(at, () => this.#leaves(packet, side));
    if (!packet.copy && random.chance(stretch.copies)) {
      const copy = { ...packet, copy: true };
      queue.at(at + random.int(1_000, 800_000), () => this.#leaves(copy, side));
    }
  }

  #leaves(packet: Passing, side: End): void {
    if (side === packet.sent.end) {
      if (this.#meets(packet, side)) this.#pass(packet);
    } else this.#arrive(packet);
  }

  #pass(packet: Passing): void {
    const { sent } = packet;
    packet.passed = this.options.queue.now;
    this.options.passes(sent, packet.copy);
    const side = otherEnd(sent.end);
    if (this.#meets(packet, side)) this.#cross(packet, side);
  }

  /** Whether the boxes of a side let it go on. */
  #meets({ sent }: Passing, side: End): boolean {
    for (const box of this.options.boxes) {
      if (box.side !== side || sent.reason === "box") continue;
      if (box.meets(sent)) continue;
      this.options.log.losses.push({ id: sent.id, beforeVantage: side === sent.end, cause: "box" });
      return false;
    }
    return true;
  }

  #arrive({ sent, copy, passed }: Passing): void {
    const { queue, log } = this.options;
    log.arrivals.push({ id: sent.id, time: queue.now, copy, passed });
    this.options.arrives(sent);
  }

  #stateOf(stretch: Stretch): { free: number; last: number; burst: number } {
    let state = this.#state.get(stretch);
    if (state === undefined) this.#state.set(stretch, state = { free: 0, last: 0, burst: 0 });
    return state;
  }

  #kills(stretch: Stretch, { sent }: Passing): LossCause | null {
    const { random, queue } = this.options;
    const { now } = queue;
    if (stretch.largest > 0 && sent.segment.length + HEADERS > stretch.largest) return "too-large";
    if (!stretch.outageHolds && now >= stretch.outageFrom && now < stretch.outageTo) return "outage";
    const state = this.#stateOf(stretch);
    if (state.burst > 0) {
      state.burst--;
      return "burst";
    }
    if (random.chance(stretch.bursts)) {
      state.burst = random.int(0, 2 * stretch.burstLength - 2);
      return "burst";
    }
    return random.chance(stretch.loss) ? "chance" : null;
  }

  /** When it has crossed, -1 where the queue is full. */
  #timeOf(stretch: Stretch, { sent }: Passing): number {
    const { random, queue } = this.options;
    const state = this.#stateOf(stretch);
    let at = queue.now;
    if (stretch.outageHolds && at >= stretch.outageFrom && at < stretch.outageTo) at = stretch.outageTo;
    if (stretch.rate > 0) {
      const size = sent.segment.length + HEADERS;
      const waiting = Math.max(0, state.free - at) * stretch.rate / 1e9;
      if (waiting > stretch.queue) return -1;
      at = Math.max(at, state.free) + size / stretch.rate * 1e9;
      state.free = at;
    }
    at += stretch.delay;
    if (stretch.jitter > 0 && (stretch.spikes === 0 || random.chance(stretch.spikes))) {
      at += random.unit() * stretch.jitter;
    }
    if (random.chance(stretch.overtaken)) return Math.round(at + random.unit() * stretch.detour);
    if (stretch.ordered) {
      at = Math.max(at, state.last + EPSILON);
      state.last = at;
    }
    return Math.round(at);
  }
}
