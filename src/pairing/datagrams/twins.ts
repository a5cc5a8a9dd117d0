/** Tells a datagram that was captured a moment ago: as two ports of a switch show it, or two interfaces of a host. */
import type { ReadonlyPacket } from "../../packet/packet.ts";
import { mix } from "../survey/hash.ts";
import type { Datagram } from "./datagram.ts";

/** So many datagrams are remembered, and for so long, ns. */
const KEPT = 16;
const MOMENT = 1e6;

export class Twins {
  readonly #marks = new Float64Array(KEPT);
  readonly #times = new Float64Array(KEPT).fill(-Infinity);
  #next = 0;

  /** Whether the same datagram has just been taken; if not, it is remembered. */
  has({ ipId }: ReadonlyPacket, { head, rest, srcPort, dstPort }: Datagram, time: number): boolean {
    const mark = mix(mix(mix(head, rest), ipId), srcPort * 0x10000 + dstPort);
    for (let place = 0; place < KEPT; place++) {
      if (this.#marks[place] === mark && Math.abs(time - this.#times[place]!) < MOMENT) return true;
    }
    this.#marks[this.#next] = mark;
    this.#times[this.#next] = time;
    this.#next = (this.#next + 1) % KEPT;
    return false;
  }
}
