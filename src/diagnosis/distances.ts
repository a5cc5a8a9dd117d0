/** How far the capture is from the two ends: by ACKs, by the senders' clocks, and by what their segments echo (RFC 7323). */
import type { AnalysedPacket } from "../analysis/analysed_packet.ts";
import { u32 } from "../packet/bytes.ts";
import { SYN } from "../packet/packet.ts";
import type { Host } from "./host.ts";
import { stampsOf } from "./measure/stamps.ts";
import type { Trips } from "./measure/trips.ts";
import { unwrap } from "./measure/unwrap.ts";

/** A capture this near to a sender is taken for the sender's own, ns. */
export const AT_SENDER = 0.3e6;
/** A smaller segment's time on the line is lost in the noise, bytes. */
const TELLING_SEGMENT = 400;

/** TSval of an end's ACK without data, and when it was captured: the other end echoes it. -1 where no echo is waited for. */
interface Noted {
  stamp: number;
  time: number;
  latest: number;
}

export class Distances {
  /** Where TSval stands in the packet at hand, -1 where it has none, or tells nothing new. */
  stampsAt = -1;
  readonly #hosts: readonly [Host, Host];
  readonly #trips: Trips;
  readonly #noted: readonly [Noted, Noted] = [{ stamp: -1, time: 0, latest: -1 }, { stamp: -1, time: 0, latest: -1 }];

  constructor(hosts: readonly [Host, Host], trips: Trips) {
    this.#hosts = hosts;
    this.#trips = trips;
  }

  /** Reads the timestamps of a packet of `side`, captured `now`, ns; `opened`: the capture holds the opening, which told the trips. */
  readStamps({ packet, ack }: AnalysedPacket, side: 0 | 1, { now, opened }: { now: number; opened: boolean }): void {
    const other = side === 0 ? 1 : 0;
    const { flow, high } = this.#hosts[other];
    const hasData = packet.payloadLength > 0;
    // At the sender its clock tells nothing new, and the echoes neither.
    const away = hasData && this.#trips.to(side) >= AT_SENDER;
    const echoes = !opened || (hasData ? away : this.#trips.to(other) >= AT_SENDER);
    this.stampsAt = -1;
    if (!away && !echoes) return;
    const at = this.stampsAt = stampsOf(packet);
    if (at < 0) return;
    const value = u32(packet.bytes, at);
    if (away) this.#hosts[side].clock.take(now, value);
    if (hasData) this.#readEcho(u32(packet.bytes, at + 4), side, now);
    else if (opened || flow.window.isShut || unwrap(ack, high) < high) {
      // Behind the ACK of everything the next segment may be the program's, at any time, unless its window kept it back.
      this.#note(value, side, now);
    }
  }

  /** Takes the round trip that the analysis found for a packet of `side`. */
  measure({ rtt, ack, packet }: AnalysedPacket, side: 0 | 1): void {
    const { flow } = this.#hosts[side === 0 ? 1 : 0];
    if (rtt === null || packet.flags & SYN || flow.resentUpTo(ack)) return;
    this.#trips.add(side, rtt);
    // One segment alone, acknowledged alone: what it took beyond the shortest trip is its own length on the line.
    if (packet.payloadLength === 0 && flow.flight >= TELLING_SEGMENT && flow.flight <= flow.rounds.segment) {
      flow.byteTime.take(Math.max(0, rtt - this.#trips.to(side)) / flow.flight);
    }
  }

  /** Data that echoes an ACK's stamp left after that ACK had come: the way to its sender and back is not longer. */
  #readEcho(echo: number, side: 0 | 1, now: number): void {
    const noted = this.#noted[side === 0 ? 1 : 0];
    if (noted.stamp < 0 || ((echo - noted.stamp) | 0) < 0) return;
    if (echo === noted.stamp) this.#trips.add(side, now - noted.time);
    noted.stamp = -1;
  }

  #note(value: number, side: 0 | 1, now: number): void {
    const noted = this.#noted[side];
    if (noted.stamp >= 0 || value === noted.latest) return;
    noted.stamp = noted.latest = value;
    noted.time = now;
  }
}
