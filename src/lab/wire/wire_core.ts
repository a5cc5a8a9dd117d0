/**
 * The wire as a simulation: packets come with their moments and leave with theirs. Both directions of the link, and behind
 * it, at the server, the boxes in the middle. No clock, no descriptor: `wire.ts` is the shell that has both.
 *
 *     client ── link (watched where a packet enters it) ── boxes ── server
 *
 * So the watcher sees addresses, ports and numbers as the client knows them, whatever the boxes make of them.
 */
import { Fifo } from "../queue/fifo.ts";
import { BoxRow } from "./box.ts";
import { Direction } from "./direction.ts";
import { type End, otherEnd } from "./end.ts";
import type { QueuedFrame } from "./frame_queue.ts";
import type { LinkOptions } from "./link_options.ts";
import { Passage } from "./passage.ts";

/** A frame for a host's interface. */
export interface Arrival {
  readonly to: End;
  readonly frame: Uint8Array<ArrayBuffer>;
  /** When it is due, ns. */
  readonly due: number;
  /** The packet as it is watched: where a box made several of one, that one. */
  readonly passage: Passage;
}

export class WireCore {
  readonly #directions: Readonly<Record<End, Direction>>;
  readonly #boxes: BoxRow;
  readonly #watch: (passage: Passage) => void;
  /** What is due already. */
  readonly #arrivals = new Fifo<Arrival>();
  #started = false;

  /** `watch` is told of every packet where it enters the link. */
  constructor(link: LinkOptions, watch: (passage: Passage) => void) {
    this.#boxes = new BoxRow(link.boxes);
    this.#watch = watch;
    const client = new Direction(link, "client", (passage) => this.#told(passage));
    this.#directions = { client, server: new Direction(link, "server", watch) };
  }

  /** Nothing is on its way. */
  get empty(): boolean {
    return this.#arrivals.length === 0 && this.#directions.client.empty && this.#directions.server.empty;
  }

  /** The next moment at which something is to be done; Infinity for none. */
  get due(): number {
    if (this.#arrivals.length > 0) return -Infinity;
    return Math.min(this.#directions.client.due, this.#directions.server.due);
  }

  /** No more frames of this end for now. */
  isFull(end: End): boolean {
    return this.#directions[end].full;
  }

  /** `from` sends a frame at `now`; moments never go back. The core keeps the frame. */
  enter(from: End, frame: Uint8Array<ArrayBuffer>, now: number): void {
    if (!this.#started) {
      this.#started = true;
      this.#directions.client.start(now);
      this.#directions.server.start(now);
    }
    this.#settle(now);
    if (from === "client" || this.#boxes.length === 0) return this.#directions[from].enter(frame, now);
    this.#enterFromServer(frame, now);
  }

  /** The next frame for a host's interface that is due at `now`. */
  leave(now: number): Arrival | null {
    this.#settle(now);
    return this.#arrivals.take() ?? null;
  }

  /** Carries to the ends what is due until `now`, in order of time: what a box says may depend on what came before. */
  #settle(now: number): void {
    const { client, server } = this.#directions;
    for (;;) {
      const first = client.due <= server.due ? "client" : "server";
      const due = this.#directions[first].due;
      if (due > now) return;
      const queued = this.#directions[first].leave(due);
      if (queued === null) continue;
      if (first === "client" && this.#boxes.length > 0) this.#enterFromClient(queued);
      else this.#arrivals.push({ to: otherEnd(first), ...queued });
    }
  }

  /** A packet of the client's comes to the boxes. */
  #enterFromClient({ frame, due, passage }: QueuedFrame): void {
    const { toServer, toClient } = this.#boxes.take(frame, "client", due);
    if (toServer.length === 0) passage.ends("blocked");
    passage.pending = false;
    for (const one of toServer) this.#arrivals.push({ to: "server", frame: one, due, passage });
    for (const one of toClient) this.#directions.server.inject(one, due);
  }

  /** A packet of the server's comes to the boxes, and what they leave of it to the link. */
  #enterFromServer(frame: Uint8Array<ArrayBuffer>, now: number): void {
    const { toServer, toClient } = this.#boxes.take(frame, "server", now);
    if (toClient.length === 0) this.#watch(new Passage("server", now, frame, "blocked"));
    for (const one of toClient) this.#directions.server.enter(one, now);
    for (const one of toServer) {
      const passage = new Passage("client", now, one, "injected");
      this.#watch(passage);
      this.#arrivals.push({ to: "server", frame: one, due: now, passage });
    }
  }

  /** Whether a box lets a packet of the client's pass is known when it gets there. */
  #told(passage: Passage): void {
    if (this.#boxes.length > 0 && passage.event === null) passage.pending = true;
    this.#watch(passage);
  }
}
