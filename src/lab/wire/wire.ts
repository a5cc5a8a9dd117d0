/**
 * The wire: carries packets between the two hosts' TUN devices, and has a listener watch them.
 */
import { monotonicNow } from "../../linux/clock.ts";
import type { Descriptor } from "../../linux/calls/descriptor.ts";
import { SystemCallError } from "../../linux/calls/errors.ts";
import { PollSet, WakeUp } from "../../linux/poll.ts";
import { Direction, type WirePacket } from "./direction.ts";
import { type End, otherEnd } from "./end.ts";
import { type LinkOptions } from "./link_options.ts";
import { VIRTIO_LENGTH } from "./virtio_header.ts";

/** The largest IP packet, and the header in front of it. */
const FRAME_LENGTH = 65535 + VIRTIO_LENGTH;
/** Frames read from one interface before the other has its turn. */
const BATCH = 64;
const MILLISECOND = 1e6;
/** A wait on another thread ends some time after its moment: the last part is waited for here. */
const HAND_OVER = 0.3 * MILLISECOND;
/** The kernel wakes a sleeper about this late: the rest of a wait is spent asking. */
const LATE = 0.12 * MILLISECOND;
/** Waits shorter than this are not worth another thread. */
const SHORT = 2 * MILLISECOND;
/** The rest of the program gets its turn at least this often. */
const TURN = 4 * MILLISECOND;

export interface WireEnds {
  readonly client: Descriptor;
  readonly server: Descriptor;
}

interface Side {
  readonly end: End;
  readonly tun: Descriptor;
  /** What this end sends. */
  readonly direction: Direction;
  up: boolean;
}

export class Wire implements Disposable {
  readonly #sides: readonly [Side, Side];
  readonly #wakeUp = new WakeUp();
  readonly #poll: PollSet;
  readonly #buffer = new Uint8Array(FRAME_LENGTH);
  readonly #offload: boolean;
  #stopped = false;
  #lastTurn = 0;
  #lastPacket = monotonicNow();

  /** The wire owns the descriptors. `watch` is called for each packet and must be quick. */
  constructor(ends: WireEnds, link: LinkOptions, watch: (packet: WirePacket) => void) {
    const side = (end: End): Side => ({ end, tun: ends[end], direction: new Direction(link, end, watch), up: true });
    this.#sides = [side("client"), side("server")];
    this.#offload = link.offload;
    this.#poll = new PollSet([ends.client, ends.server, this.#wakeUp.descriptor]);
  }

  /** Nothing is on its way. */
  get empty(): boolean {
    return this.#sides.every((side) => side.direction.empty);
  }

  /** Time since the latest packet entered, ms. */
  get silence(): number {
    return (monotonicNow() - this.#lastPacket) / MILLISECOND;
  }

  /** Carries packets until `stop`. */
  async run(): Promise<void> {
    while (!this.#stopped) {
      for (const side of this.#sides) this.#collect(side);
      const now = monotonicNow();
      for (const side of this.#sides) this.#deliver(side, now);
      await this.#wait();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wakeUp.ring();
  }

  [Symbol.dispose](): void {
    this.#wakeUp[Symbol.dispose]();
    for (const side of this.#sides) side.tun.close();
  }

  /** Reads what one host sends. */
  #collect(side: Side): void {
    for (let count = 0; side.up && count < BATCH && !side.direction.full; count++) {
      const length = this.#attempt(side, () => side.tun.read(this.#buffer));
      if (length <= 0) return;
      this.#lastPacket = monotonicNow();
      if (length <= (this.#offload ? VIRTIO_LENGTH : 0)) continue;
      side.direction.enter(this.#buffer.slice(0, length), this.#lastPacket);
    }
  }

  /** Hands what this end sent to the other one. */
  #deliver(side: Side, now: number): void {
    const receiver = this.#sides.find((other) => other.end === otherEnd(side.end));
    for (let frame = side.direction.leave(now); frame !== null; frame = side.direction.leave(now)) {
      const bytes = frame;
      if (receiver?.up) this.#attempt(receiver, () => receiver.tun.write(bytes));
    }
  }

  /** A host whose interface is gone neither sends nor receives; that its process died is told elsewhere. */
  #attempt(side: Side, call: () => number): number {
    try {
      return call();
    } catch (error) {
      if (!(error instanceof SystemCallError)) throw error;
      side.up = false;
      return -1;
    }
  }

  async #wait(): Promise<void> {
    this.#sides.forEach((side, index) => this.#poll.watch(index, side.up && !side.direction.full));
    const now = monotonicNow();
    const left = Math.min(...this.#sides.map((side) => side.direction.due)) - now;
    if (left < SHORT && now - this.#lastTurn < TURN) {
      this.#poll.waitHere(left - LATE);
      return;
    }
    await this.#poll.wait(left < SHORT ? 0 : Math.min(left - HAND_OVER, 1000 * MILLISECOND));
    this.#lastTurn = monotonicNow();
  }
}
