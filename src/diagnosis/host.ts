/** One end of a conversation, as far as the capture shows it. */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { FIN, RST } from "../packet/packet.ts";
import { Arrivals } from "./sender/arrivals.ts";
import { Burst } from "./measure/burst.ts";
import { Flow } from "./sender/flow.ts";
import { Identities } from "./measure/identities.ts";
import { SegmentSizes } from "./measure/segment_sizes.ts";
import { Slots } from "./measure/slots.ts";
import { StampClock } from "./measure/stamp_clock.ts";

/** Kernels' timers run for so long at least, ns. */
const LEAST_TIMER = 200e6;
/** A farewell comes this late at most, ns; a connection that was silent for less than this was not idle. */
const LATEST_FAREWELL = 20e6;
const LEAST_IDLE = 200e6;

/** How a segment came: when, over which path (ns), with which TSval, and what a byte needs on the line, ns. */
interface Passage {
  readonly now: number;
  readonly whole: number;
  readonly stamp: number | null;
  readonly byteTime: number;
}

/** A number that lies further away is of another connection, or forged. */
const LARGEST_JUMP = 0x4000_0000;

/** What belongs to one end: what it sends, how far away it is, what its clock says. */
export class Host {
  readonly flow = new Flow();
  readonly clock = new StampClock();
  /** ACKs on their way to it. */
  readonly arrivals = new Arrivals();
  readonly identities = new Identities();
  readonly slots = new Slots();
  readonly sizes = new SegmentSizes();
  readonly burst = new Burst();
  /** Highest relative number seen, for unwrapping. */
  high = 0;
  /** Longest queue that its segments met lately, ns. */
  queue = 0;
  closedAt = -1;
  /** When it sent its FIN for the last time before the other end closed as well, and at all. */
  closedAgainAt = -1;
  lastClosedAt = -1;
  /** It closed by a RST; one whose TTL is another than this end's packets have may be of a box on the way. */
  closedByReset = false;
  closedByStranger = false;
  /** TTL of its latest packet that closes nothing; -1 without one. */
  ttl = -1;
  /** Where its packets without data stand at most, and how far the other end has acknowledged. */
  #standsAt = 0;
  acknowledged = 0;
  /** Time in which it may have sent what never came to the capture, ns. */
  skipped = 0;
  /** Pieces of its IP packets of which others have not come. */
  pieces = 0;
  dataEnd = 0;
  ackedAt = -1;
  /** End of the words with which it took its leave: no data that anybody waited for; 0 where it said none. */
  parted = 0;
  latestArrival = 0;

  /** A packet of it without data stands at `seq`. */
  stand(seq: number): void {
    if (seq > this.#standsAt) this.#standsAt = seq;
  }

  /** Some of what it sent never came to the capture, nor did the other end acknowledge it. */
  get lacks(): boolean {
    const beyond = this.#standsAt - Math.max(1, this.high, this.acknowledged);
    return beyond > 1 && beyond < LARGEST_JUMP;
  }

  /** Data leaves at `time`, ns, behind identifications that were used meanwhile: its timer may have run for what was lost. */
  noteSkipped(time: number): void {
    const wait = time - Math.max(this.flow.prompt, this.flow.lastSend);
    if (this.identities.skipped > 0 && wait >= LEAST_TIMER && wait < Infinity) this.skipped += wait;
  }

  /** When the bottleneck has passed on what this end sent. */
  lineFree = 0;

  /** Its FIN or RST left at `left`, ns; `over`: the other end has closed as well. */
  close({ packet: { flags, ttl } }: AnalysedPacket, left: number, over: boolean): void {
    if (flags & FIN) this.lastClosedAt = left;
    if (this.closedAt >= 0) {
      if (flags & FIN && !over) this.closedAgainAt = left;
      return;
    }
    this.closedAt = left;
    this.closedByReset = (flags & RST) !== 0;
    this.closedByStranger = this.closedByReset && this.ttl >= 0 && ttl !== this.ttl;
  }

  /**
   * Data that it sends `now`, ns, when `other` has closed and nothing was asked of it any more: a farewell that the FIN has drawn, as
   * TLS sends one, and no answer. `trip`: the path's shortest round trip, ns.
   */
  isFarewell(other: Host, now: number, trip: number): boolean {
    if (other.closedAt < 0 || now - other.closedAt > 2 * trip + LATEST_FAREWELL) return false;
    return this.ackedAt >= 0 && this.flow.lastSend > other.flow.lastSend;
  }

  /** ns that the path needs for a byte of this end, as far as anything tells: its own direction, else that of the other end. */
  byteTime({ flow: other }: Host): number {
    const { rounds: { delivery }, byteTime } = this.flow;
    const rate = delivery.rate || delivery.least;
    if (rate > 0) return 1 / rate;
    const time = Math.min(byteTime.value, other.byteTime.value);
    return time === Infinity ? 0 : time;
  }

  /**
   * What a segment of `length` bytes, captured `now`, needed beyond the shortest way: its own length on the line, and queues, as its
   * TSval (`stamp`) tells; `whole` is the path's shortest round trip. All in ns.
   */
  delayOf(length: number, { now, whole, stamp, byteTime }: Passage): number {
    const { slots, flow: { rounds: { segment } } } = this;
    slots.take(now, length, segment);
    const slot = slots.shortest > 0 ? slots.shortest / segment : byteTime;
    const own = slots.shortest > 0 ? Math.min(slots.shortest, 0.3 * whole) * length / segment : slot * length;
    if (stamp === null) return own + this.burst.delay(now, length, slot);
    const delay = this.clock.delay(now, stamp);
    this.queue = Math.max(delay + own, this.queue * 0.999);
    return delay + own;
  }
}

/** Nothing is asked any more at `time`, ns: the server spoke last, and all that was said is acknowledged. */
export function isIdle([{ flow: client }, { flow: server }]: readonly [Host, Host], time: number): boolean {
  if (!server.begun || server.flight > 0 || client.flight > 0) return false;
  return server.lastSend > client.lastSend && time - server.lastSend > LEAST_IDLE;
}
