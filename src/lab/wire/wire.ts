/**
 * The wire's shell: reads packets of the two hosts' interfaces, asks the core when and what is to arrive, and writes it. It has
 * a thread for itself: whatever else that did, a packet would wait for.
 */
import { monotonicNow } from "../../linux/clock.ts";
import type { Descriptor } from "../../linux/calls/descriptor.ts";
import { SystemCallError } from "../../linux/calls/errors.ts";
import { PollSet } from "../../linux/poll.ts";
import type { End } from "./end.ts";
import { FrameRoom } from "./frame_room.ts";
import type { LinkOptions } from "./link_options.ts";
import type { Passage, SeenPacket } from "./passage.ts";
import { VIRTIO_LENGTH } from "./virtio_header.ts";
import { WireCore } from "./wire_core.ts";

/** The largest IP packet, and the header in front of it. */
const FRAME_LENGTH = 65535 + VIRTIO_LENGTH;
/** Frames read from one interface before the other has its turn. */
const BATCH = 64;
const MILLISECOND = 1e6;
/** The kernel wakes a sleeper about this late: the rest of a wait is spent asking. */
const LATE = 0.2 * MILLISECOND;
/** Whoever watches has its turn where nothing is due for so long, */
const ROOM = 1 * MILLISECOND;
/** and nothing has come for so long: packets come in bursts; */
const LULL = 0.1 * MILLISECOND;
/** and at the latest after so long without one. */
const OVERDUE = 12 * MILLISECOND;

/** Who watches the wire: what is called for each packet must be quick. */
export interface WireWatch {
  /** A packet enters the link. */
  packet(packet: Passage): void;
  /** A host's interface has sent a packet, or is about to get one. */
  seen(host: End, packet: SeenPacket, sent: boolean): void;
  /** Time for whatever takes longer. Gives the moment of the next turn that is wanted although nothing happens, ns. */
  turn(now: number): number;
}

interface Side {
  readonly end: End;
  /** Its place among what is waited for. */
  readonly place: number;
  readonly cable: Descriptor;
  up: boolean;
}

const BELL = 2;

export class Wire {
  readonly #sides: Readonly<Record<End, Side>>;
  readonly #core: WireCore;
  readonly #watch: WireWatch;
  readonly #poll: PollSet;
  readonly #buffer = new Uint8Array(FRAME_LENGTH);
  readonly #room = new FrameRoom();
  /** What stands before the IP packet in each frame, bytes. */
  readonly #prefix: number;
  #lastPacket = -Infinity;
  /** The first packet since the latest turn of the watcher's. */
  #firstPacket = Infinity;
  #nextTurn = Infinity;

  /** `bell` is a descriptor that ends the wire when there is something to read. */
  constructor(
    ends: Readonly<Record<End, Descriptor>>,
    bell: Descriptor,
    { link, watch }: { readonly link: LinkOptions; readonly watch: WireWatch },
  ) {
    const side = (end: End, place: number): Side => ({ end, place, cable: ends[end], up: true });
    this.#sides = { client: side("client", 0), server: side("server", 1) };
    this.#core = new WireCore(link, (passage) => watch.packet(passage));
    this.#watch = watch;
    this.#prefix = link.offload ? VIRTIO_LENGTH : 0;
    this.#poll = new PollSet([ends.client, ends.server, bell]);
  }

  /** Nothing is on its way. */
  get empty(): boolean {
    return this.#core.empty;
  }

  /** Carries packets until the bell rings; nothing else runs on this thread meanwhile. */
  run(): void {
    while (this.#poll.found(BELL) === 0) this.step();
  }

  /** Waits for what comes next, and carries it. */
  step(): void {
    this.#wait();
    this.#deliver();
    this.#collect(this.#sides.client);
    this.#collect(this.#sides.server);
  }

  /** Reads what one host sends. What is due meanwhile goes first. */
  #collect(side: Side): void {
    if (this.#poll.found(side.place) === 0) return;
    for (let count = 0; side.up && count < BATCH && !this.#core.isFull(side.end); count++) {
      const length = this.#attempt(side, () => side.cable.read(this.#buffer));
      if (length <= 0) return;
      const now = this.#packetNow();
      if (length <= this.#prefix) continue;
      const frame = this.#room.keep(this.#buffer.subarray(0, length));
      this.#watch.seen(side.end, { at: now, bytes: frame.subarray(this.#prefix) }, true);
      this.#core.enter(side.end, frame, now);
      if (this.#core.due <= now) this.#deliver();
    }
  }

  /** Hands over what is due. */
  #deliver(): void {
    for (;;) {
      const next = this.#core.leave(monotonicNow());
      if (next === null) return;
      const { to, frame, passage } = next;
      const receiver = this.#sides[to];
      if (!receiver.up) continue;
      const at = this.#packetNow();
      passage.arrives(at);
      this.#watch.seen(to, { at, bytes: frame.subarray(this.#prefix) }, false);
      this.#attempt(receiver, () => receiver.cable.write(frame));
    }
  }

  /** The moment of a packet, which is now. */
  #packetNow(): number {
    const now = this.#lastPacket = monotonicNow();
    if (this.#firstPacket > now) this.#firstPacket = now;
    return now;
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

  #wait(): void {
    for (const { end, place, up } of [this.#sides.client, this.#sides.server]) {
      this.#poll.watch(place, up && !this.#core.isFull(end));
    }
    const { due } = this.#core;
    let now = monotonicNow();
    const lull = this.#lastPacket + LULL;
    if ((lull <= now && due - now > ROOM) || now - this.#firstPacket > OVERDUE) {
      this.#nextTurn = this.#watch.turn(now);
      this.#firstPacket = Infinity;
      now = monotonicNow();
    }
    // A turn for which there was no room is had after the packet that is due.
    const turn = lull > now ? lull : this.#nextTurn > now ? this.#nextTurn : Infinity;
    const until = Math.min(due - LATE, turn, now + 1000 * MILLISECOND);
    let found = this.#poll.waitHere(until - now);
    while (!found && due - LATE <= until && monotonicNow() < due) found = this.#poll.waitHere(0);
  }
}
