/**
 * One direction of the link: from the moment a frame enters to the moment it is due at the other host. No clock and no
 * descriptor in here: the time comes in as a number, so every rule is tested as a table.
 */
import { Fates } from "./fates.ts";
import { flipBit } from "./flip_bit.ts";
import { FrameQueue } from "./frame_queue.ts";
import type { End } from "./end.ts";
import type { LinkOptions } from "./link_options.ts";
import { viewSegment } from "./segment_view.ts";
import { fillChecksum, VIRTIO_LENGTH } from "./virtio_header.ts";

/** What the link did to a packet, besides carrying it. */
export type WireEvent = "lost" | "duplicated" | "held" | "corrupted";

/** A packet at the point where the link is watched. */
export interface WirePacket {
  readonly from: End;
  /** Monotonic nanoseconds. */
  readonly at: number;
  /** The IP packet. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its length where `bytes` does not hold all of it. */
  readonly length?: number;
  readonly event: WireEvent | null;
  /** From here to the receiver, ns; of a lost packet, how long it would have taken. */
  readonly delay: number;
}

interface HeldFrame {
  readonly frame: Uint8Array<ArrayBuffer>;
  readonly corrupted: boolean;
  readonly duplicated: boolean;
  readonly extraDelay: number;
  behind: number;
  /** It goes at this moment even if nothing came to overtake it. */
  readonly until: number;
}

/** Frames in one direction at most; then the sender's interface is not read any more, as with a full transmit ring. */
const QUEUE_FRAMES = 4096;
const QUEUE_BYTES = 16 * 1024 * 1024;

const MILLISECOND = 1e6;

export class Direction {
  readonly #link: LinkOptions;
  readonly #from: End;
  readonly #fates: Fates;
  readonly #prefix: number;
  readonly #watch: (packet: WirePacket) => void;
  readonly #queue = new FrameQueue();
  #held: HeldFrame[] = [];
  /** When the line is free for the next frame (rate), and when the latest frame is due (order). */
  #freeAt = 0;
  #latestDue = 0;

  /** `watch` is told of every packet that passes the point where faults happen. */
  constructor(link: LinkOptions, from: End, watch: (packet: WirePacket) => void) {
    this.#link = link;
    this.#from = from;
    this.#fates = new Fates(link, from);
    this.#prefix = link.offload ? VIRTIO_LENGTH : 0;
    this.#watch = watch;
  }

  /** No more frames for now. */
  get full(): boolean {
    return this.#queue.length >= QUEUE_FRAMES || this.#queue.bytes >= QUEUE_BYTES;
  }

  /** Nothing on its way. */
  get empty(): boolean {
    return this.#queue.length === 0 && this.#held.length === 0;
  }

  /** The next moment at which something is to be done; Infinity for none. */
  get due(): number {
    return this.#held.reduce((due, held) => Math.min(due, held.until), this.#queue.due);
  }

  /** A frame comes from the sender's interface at `now`. The direction keeps it. */
  enter(frame: Uint8Array<ArrayBuffer>, now: number): void {
    const fate = this.#fates.next(viewSegment(frame.subarray(this.#prefix)));
    if (fate.lost) return this.#tell(frame, { at: now, event: "lost", due: now + this.#link.delay * MILLISECOND });
    const corrupted = fate.corruptAt !== null;
    if (fate.corruptAt !== null) {
      // A packet whose checksum is still to be filled in would be taken for whole: the card fills it in before the cable.
      if (this.#prefix > 0) fillChecksum(frame);
      flipBit(frame, this.#prefix, fate.corruptAt);
    }
    const { duplicated, extraDelay, heldBehind: behind } = fate;
    if (behind > 0) {
      const until = now + (2 * this.#link.delay + 30) * MILLISECOND;
      this.#held.push({ frame, corrupted, duplicated, extraDelay, behind, until });
      return;
    }
    this.#pass(frame, now, { corrupted, duplicated, extraDelay, held: false });
    for (const held of this.#held) held.behind--;
    this.#release((held) => held.behind <= 0, now);
  }

  /** The next frame for the receiver's interface that is due at `now`. */
  leave(now: number): Uint8Array<ArrayBuffer> | null {
    if (this.#held.length > 0) this.#release((held) => held.until <= now, now);
    return this.#queue.take(now);
  }

  #release(which: (held: HeldFrame) => boolean, now: number): void {
    const free = this.#held.filter(which);
    if (free.length === 0) return;
    this.#held = this.#held.filter((held) => !which(held));
    for (const held of free) this.#pass(held.frame, now, { ...held, held: true });
  }

  #pass(
    frame: Uint8Array<ArrayBuffer>,
    now: number,
    how: { corrupted: boolean; duplicated: boolean; extraDelay: number; held: boolean },
  ): void {
    const event = how.corrupted ? "corrupted" : how.held ? "held" : null;
    this.#tell(frame, { at: now, event, due: this.#send(frame, now, how.extraDelay) });
    if (how.duplicated) {
      this.#tell(frame, { at: now, event: "duplicated", due: this.#send(frame, now, how.extraDelay) });
    }
  }

  /** Puts a frame on its way; gives the moment it is due. */
  #send(frame: Uint8Array<ArrayBuffer>, now: number, extraDelay: number): number {
    const { rate, delay } = this.#link;
    this.#freeAt = Math.max(this.#freeAt, now);
    if (rate !== null) this.#freeAt += ((frame.byteLength - this.#prefix) * 8 * 1e9) / rate;
    this.#latestDue = Math.max(this.#latestDue, this.#freeAt + (delay + extraDelay) * MILLISECOND);
    this.#queue.push({ frame, due: this.#latestDue });
    return this.#latestDue;
  }

  #tell(frame: Uint8Array<ArrayBuffer>, how: { at: number; event: WireEvent | null; due: number }): void {
    const { at, event, due } = how;
    this.#watch({ from: this.#from, at, bytes: frame.subarray(this.#prefix), event, delay: due - at });
  }
}
