/**
 * A box in the middle: whatever stands between two hosts and does more than carry packets.
 */
import type { End } from "./end.ts";

/** What leaves a box for one packet that came. */
export interface Passed {
  /** Further on the packet's way; nothing where the box keeps it. */
  readonly on: readonly Uint8Array<ArrayBuffer>[];
  /** Back to where it came from. */
  readonly back: readonly Uint8Array<ArrayBuffer>[];
}

/** A box. It keeps what it remembers between packets; a packet's bytes are never changed, only copies of them. */
export interface Box {
  /** `packet` is an IP packet with all its checksums filled in, sent by `from`, at `now` (ns). */
  take(packet: Uint8Array<ArrayBuffer>, from: End, now: number): Passed;
}

/** A box that can be put between the hosts: each run opens one of its own. */
export interface BoxOption {
  /** As it is written: `mss=1200`. */
  readonly text: string;
  open(): Box;
}

/** A packet that goes on as it is. */
export function passOn(...on: readonly Uint8Array<ArrayBuffer>[]): Passed {
  return { on, back: [] };
}

/** What leaves a row of boxes. */
export interface RowPassed {
  readonly toClient: readonly Uint8Array<ArrayBuffer>[];
  readonly toServer: readonly Uint8Array<ArrayBuffer>[];
}

/** Boxes in a row, from the client's side to the server's. */
export class BoxRow {
  readonly #boxes: readonly Box[];

  constructor(options: readonly BoxOption[]) {
    this.#boxes = options.map((option) => option.open());
  }

  get length(): number {
    return this.#boxes.length;
  }

  /** Sends a packet through the row; what a box sends back goes through those that were passed already. */
  take(packet: Uint8Array<ArrayBuffer>, from: End, now: number): RowPassed {
    const out = { client: [] as Uint8Array<ArrayBuffer>[], server: [] as Uint8Array<ArrayBuffer>[] };
    const step = from === "client" ? 1 : -1;
    const walk = (bytes: Uint8Array<ArrayBuffer>, at: number, direction: 1 | -1): void => {
      const box = this.#boxes[at];
      if (box === undefined) {
        out[direction === 1 ? "server" : "client"].push(bytes);
        return;
      }
      const passed = box.take(bytes, direction === 1 ? "client" : "server", now);
      for (const one of passed.on) walk(one, at + direction, direction);
      for (const one of passed.back) walk(one, at - direction, direction === 1 ? -1 : 1);
    };
    walk(packet, step === 1 ? 0 : this.#boxes.length - 1, step);
    return { toClient: out.client, toServer: out.server };
  }
}
