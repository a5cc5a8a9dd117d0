/**
 * The wire's shell: reads packets of the two hosts' interfaces, asks the core when and what is to arrive, and writes it.
 */
import { monotonicNow } from "../../linux/clock.ts";
import type { Descriptor } from "../../linux/calls/descriptor.ts";
import { SystemCallError } from "../../linux/calls/errors.ts";
import { PollSet, WakeUp } from "../../linux/poll.ts";
import type { End } from "./end.ts";
import type { LinkOptions } from "./link_options.ts";
import type { WireWatch } from "./passage.ts";
import { VIRTIO_LENGTH } from "./virtio_header.ts";
import { WireCore } from "./wire_core.ts";

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
/** The rest of the program gets its turn about this often: between two deadlines where there is room for it, */
const TURN = 4 * MILLISECOND;
/** which is where so much time is left, */
const ROOM = 0.4 * MILLISECOND;
/** and at the latest after so long without one. */
const OVERDUE = 12 * MILLISECOND;
/** So soon after a packet others are likely: they are waited for here, where their moment is seen at once. */
const RECENT = 10 * MILLISECOND;

export interface WireEnds {
  readonly client: Descriptor;
  readonly server: Descriptor;
}

interface Side {
  readonly end: End;
  readonly tun: Descriptor;
  up: boolean;
}

export class Wire implements Disposable {
  readonly #sides: Readonly<Record<End, Side>>;
  readonly #core: WireCore;
  readonly #watch: WireWatch;
  readonly #wakeUp = new WakeUp();
  readonly #poll: PollSet;
  readonly #buffer = new Uint8Array(FRAME_LENGTH);
  /** What stands before the IP packet in each frame, bytes. */
  readonly #prefix: number;
  #stopped = false;
  #lastTurn = 0;
  #lastPacket = monotonicNow();

  /** The wire owns the descriptors. */
  constructor(ends: WireEnds, link: LinkOptions, watch: WireWatch) {
    const side = (end: End): Side => ({ end, tun: ends[end], up: true });
    this.#sides = { client: side("client"), server: side("server") };
    this.#core = new WireCore(link, (packet) => watch.packet(packet));
    this.#watch = watch;
    this.#prefix = link.offload ? VIRTIO_LENGTH : 0;
    this.#poll = new PollSet([ends.client, ends.server, this.#wakeUp.descriptor]);
  }

  /** Nothing is on its way. */
  get empty(): boolean {
    return this.#core.empty;
  }

  /** Time since the latest packet entered, ms. */
  get silence(): number {
    return (monotonicNow() - this.#lastPacket) / MILLISECOND;
  }

  /** Carries packets until `stop`. */
  async run(): Promise<void> {
    const { client, server } = this.#sides;
    while (!this.#stopped) {
      this.#collect(client);
      this.#collect(server);
      this.#deliver(monotonicNow());
      await this.#wait();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#wakeUp.ring();
  }

  [Symbol.dispose](): void {
    this.#wakeUp[Symbol.dispose]();
    this.#sides.client.tun.close();
    this.#sides.server.tun.close();
  }

  /** Reads what one host sends. */
  #collect(side: Side): void {
    for (let count = 0; side.up && count < BATCH && !this.#core.isFull(side.end); count++) {
      const length = this.#attempt(side, () => side.tun.read(this.#buffer));
      if (length <= 0) return;
      const now = this.#lastPacket = monotonicNow();
      if (length <= this.#prefix) continue;
      const frame = this.#buffer.slice(0, length);
      this.#watch.seen?.(side.end, { at: now, bytes: frame.subarray(this.#prefix) });
      this.#core.enter(side.end, frame, now);
    }
  }

  /** Hands over what is due. */
  #deliver(now: number): void {
    for (let next = this.#core.leave(now); next !== null; next = this.#core.leave(now)) {
      const { to, frame, passage } = next;
      const receiver = this.#sides[to];
      if (!receiver.up) continue;
      const at = monotonicNow();
      passage.arrives(at);
      this.#watch.seen?.(to, { at, bytes: frame.subarray(this.#prefix) });
      this.#attempt(receiver, () => receiver.tun.write(frame));
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
    const { client, server } = this.#sides;
    [client, server].forEach(({ end, up }, index) => this.#poll.watch(index, up && !this.#core.isFull(end)));
    const now = monotonicNow();
    const left = this.#core.due - now;
    const without = now - this.#lastTurn;
    const turn = without > OVERDUE || (without > TURN && left > ROOM);
    const near = left < SHORT || now - this.#lastPacket < RECENT;
    if (near && !turn) {
      this.#poll.waitHere(Math.min(left - LATE, Math.max(TURN - without, 0)));
      return;
    }
    await this.#poll.wait(near ? 0 : Math.min(left - HAND_OVER, 1000 * MILLISECOND));
    this.#lastTurn = monotonicNow();
  }
}
