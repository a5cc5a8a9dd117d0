/**
 * One direction of the link: from the moment a frame enters to the moment it is due at the other end. No clock and no
 * descriptor in here: the time comes in as a number, so every rule is tested as a table. Moments inside are exact, however
 * late somebody asks: a packet goes onto the line when the one before it has left, not when this is looked at.
 */
import { marked } from "../queue/congestion_mark.ts";
import { makeQueue } from "../queue/make_queue.ts";
import type { Queue, Waiting } from "../queue/queue.ts";
import type { End } from "./end.ts";
import { type Fate, Fates, UNTOUCHED } from "./fates.ts";
import { flipBit } from "./flip_bit.ts";
import { FrameQueue, type QueuedFrame } from "./frame_queue.ts";
import { type LinkOptions, queueLimit, type Road } from "./link_options.ts";
import type { WireEvent } from "../../expectation/wire_event.ts";
import { Passage } from "./passage.ts";
import { RoadClock } from "./road_clock.ts";
import { viewSegment } from "./segment_view.ts";
import { fillChecksum, VIRTIO_LENGTH } from "./virtio_header.ts";

/** A packet between its fate and the line. `prefix` bytes stand before it in the frame. */
class Item implements Waiting {
  readonly size: number;
  readonly packets: number;
  readonly #prefix: number;

  constructor(
    public frame: Uint8Array<ArrayBuffer>,
    readonly passage: Passage,
    readonly fate: Fate,
    { mtu, prefix }: { readonly mtu: number; readonly prefix: number },
  ) {
    this.size = frame.byteLength - prefix;
    this.packets = Math.max(1, Math.ceil(this.size / mtu));
    this.#prefix = prefix;
  }

  chance(): number {
    return this.fate.queueChance;
  }

  mark(): boolean {
    const packet = marked(this.frame.slice(this.#prefix));
    if (packet === null) return false;
    const frame = this.frame.slice();
    frame.set(packet, this.#prefix);
    this.frame = frame;
    this.passage.bytes = frame.subarray(this.#prefix);
    this.passage.event = "marked";
    return true;
  }
}

interface HeldFrame {
  readonly frame: Uint8Array<ArrayBuffer>;
  readonly fate: Fate;
  behind: number;
  /** It goes at this moment even if nothing came to overtake it. */
  readonly until: number;
}

/** Frames in one direction at most; then the sender's interface is not read any more, as with a full transmit ring. */
const MOST_FRAMES = 4096;
const MOST_BYTES = 16 * 1024 * 1024;
/** Where a line of some rate and a queue bound what is on its way: only memory is left to watch. */
const MOST_BYTES_OF_LINE = 256 * 1024 * 1024;

const MILLISECOND = 1e6;
const SECOND = 1e9;

export class Direction {
  readonly #from: End;
  readonly #frames: { readonly mtu: number; readonly prefix: number };
  readonly #clock: RoadClock;
  readonly #fates: Fates;
  readonly #prefix: number;
  readonly #watch: (passage: Passage) => void;
  readonly #way = new FrameQueue();
  readonly #waiting: Queue<Item>;
  /** A queue that drops at its head, or a link that may go down, decides when a packet's turn comes. */
  readonly #decidesLate: boolean;
  #held: HeldFrame[] = [];
  /** When the line is free for the next frame (rate), and when the latest frame is due (order). */
  #freeAt = 0;
  #latestDue = 0;

  /** `watch` is told of every packet that passes the point where faults happen. */
  constructor(link: LinkOptions, from: End, watch: (passage: Passage) => void) {
    this.#from = from;
    this.#clock = new RoadClock(link, from);
    this.#fates = new Fates(link, from);
    this.#prefix = link.offload ? VIRTIO_LENGTH : 0;
    this.#frames = { mtu: link.mtu, prefix: this.#prefix };
    this.#watch = watch;
    const road = this.#clock.at(0);
    this.#waiting = makeQueue<Item>(road.queueKind, {
      limit: queueLimit(link, from),
      ecn: road.ecn,
      largest: link.mtu,
      slot: road.rate === null ? 0 : link.mtu * 8 * SECOND / road.rate,
      dropped: ({ passage }) => passage.ends("dropped"),
    });
    this.#decidesLate = road.queueKind === "codel" || this.#clock.changes;
  }

  /** No more frames for now. */
  get full(): boolean {
    const bytes = this.#way.bytes + this.#waiting.bytes;
    if (this.#waiting.length > 0) return bytes >= MOST_BYTES_OF_LINE;
    return this.#way.length >= MOST_FRAMES || bytes >= MOST_BYTES;
  }

  /** Nothing on its way. */
  get empty(): boolean {
    return this.#way.length === 0 && this.#waiting.length === 0 && this.#held.length === 0;
  }

  /** The next moment at which something is to be done; Infinity for none. */
  get due(): number {
    let due = Math.min(this.#way.due, this.#waiting.length > 0 ? this.#freeAt : Infinity);
    for (const { until } of this.#held) due = Math.min(due, until);
    return due;
  }

  /** The first packet of the link is there: its changes count from now. */
  start(now: number): void {
    this.#clock.start(now);
  }

  /** A frame comes from the sender's interface at `now`. The direction keeps it. */
  enter(frame: Uint8Array<ArrayBuffer>, now: number): void {
    this.#serve(now);
    const road = this.#clock.at(now);
    const fate = this.#fates.next(viewSegment(frame.subarray(this.#prefix)), road);
    if (fate.lost) return this.#lose(frame, now, road);
    const sound = fate.corruptAt === null ? frame : this.#corrupted(frame, fate.corruptAt);
    if (fate.heldBehind > 0) {
      const until = now + (2 * road.delay + 30) * MILLISECOND;
      this.#held.push({ frame: sound, fate, behind: fate.heldBehind, until });
      return;
    }
    this.#pass(sound, now, { fate, event: fate.corruptAt === null ? null : "corrupted" });
    if (this.#held.length === 0) return;
    for (const held of this.#held) held.behind--;
    this.#release((held) => held.behind <= 0, now);
  }

  /** A frame that no host sent: no fault was meant for it. */
  inject(frame: Uint8Array<ArrayBuffer>, now: number): void {
    this.#serve(now);
    this.#pass(frame, now, { fate: UNTOUCHED, event: "injected" });
  }

  /** The next frame that is due at the other end at `now`. */
  leave(now: number): QueuedFrame | null {
    if (this.#held.length > 0) this.#release((held) => held.until <= now, now);
    this.#serve(now);
    return this.#way.take(now);
  }

  #lose(frame: Uint8Array<ArrayBuffer>, now: number, { delay }: Road): void {
    const passage = new Passage(this.#from, now, frame.subarray(this.#prefix), "lost");
    passage.goes(now + delay * MILLISECOND);
    this.#watch(passage);
  }

  /** Damage is done to a copy: what the sender sent was whole. */
  #corrupted(frame: Uint8Array<ArrayBuffer>, place: number): Uint8Array<ArrayBuffer> {
    const copy = frame.slice();
    // A packet whose checksum is still to be filled in would be taken for whole: the card fills it in before the cable.
    if (this.#prefix > 0) fillChecksum(copy);
    flipBit(copy, this.#prefix, place);
    return copy;
  }

  #release(which: (held: HeldFrame) => boolean, now: number): void {
    const free = this.#held.filter(which);
    if (free.length === 0) return;
    this.#held = this.#held.filter((held) => !which(held));
    for (const { frame, fate } of free) {
      this.#pass(frame, now, { fate, event: fate.corruptAt === null ? "held" : "corrupted" });
    }
  }

  #pass(frame: Uint8Array<ArrayBuffer>, now: number, { fate, event }: { fate: Fate; event: WireEvent | null }): void {
    this.#send(frame, now, { fate, event });
    if (fate.duplicated) this.#send(frame, now, { fate, event: "duplicated" });
  }

  /** Puts a frame onto the line, or into the queue before it. */
  #send(frame: Uint8Array<ArrayBuffer>, now: number, { fate, event }: { fate: Fate; event: WireEvent | null }): void {
    const passage = new Passage(this.#from, now, frame.subarray(this.#prefix), event);
    const item = new Item(frame, passage, fate, this.#frames);
    const { rate } = this.#clock.at(now);
    if (this.#waiting.length === 0 && (rate === null || this.#freeAt <= now)) {
      // The queue sees every packet: RED's average is one over all that come.
      if (this.#waiting.offer(item, now)) this.#transmit(this.#waiting.take(now) ?? item, now);
      else passage.ends("dropped");
    } else if (this.#waiting.offer(item, now)) {
      passage.pending = this.#decidesLate;
    } else {
      passage.ends("dropped");
    }
    this.#watch(passage);
  }

  /** Lets those go onto the line whose turn has come until `now`, each at its moment. */
  #serve(now: number): void {
    while (this.#waiting.length > 0 && this.#freeAt <= now) {
      const item = this.#waiting.take(this.#freeAt);
      if (item !== null) this.#transmit(item, this.#freeAt);
    }
  }

  /** A frame goes onto the line at `now`, which is free. */
  #transmit({ frame, size, passage, fate }: Item, now: number): void {
    const { rate, delay } = this.#clock.at(now);
    this.#freeAt = rate === null ? now : now + (size * 8 * SECOND) / rate;
    const due = Math.max(this.#latestDue, this.#freeAt + (delay + fate.extraDelay) * MILLISECOND);
    passage.goes(due);
    if (this.#clock.isDown(now)) return passage.ends("lost");
    this.#latestDue = due;
    this.#way.push({ frame, passage, due });
  }
}
