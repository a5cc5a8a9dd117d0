/**
 * How far the capture is from either end: the round trip between the place of the capture and each host, in ns. Added up they are
 * the path's; their relation is the vantage point.
 */
import type { Vantage } from "../terms/cause.ts";

/** A host answers its own interface within this, ns. */
const AT_HOME = 0.4e6;
/** An end is taken for the place of the capture where its trip is this small a part of the whole. */
const NEAR = 0.06;

export class Trips {
  /** Shortest round trip to the client and to the server; Infinity until one was measured. */
  readonly shortest: [number, number] = [Infinity, Infinity];
  readonly #samples: [number, number] = [0, 0];

  /** A round trip to an end (0 client, 1 server) was measured. */
  add(end: 0 | 1, nanoseconds: number): void {
    if (nanoseconds < 0) return;
    this.#samples[end]++;
    if (nanoseconds < this.shortest[end]) this.shortest[end] = nanoseconds;
  }

  /** The shortest round trip to an end, 0 where nobody knows. */
  to(end: 0 | 1): number {
    const trip = this.shortest[end];
    return trip === Infinity ? 0 : trip;
  }

  /** Both parts of the way were measured. */
  get known(): boolean {
    return this.shortest[0] !== Infinity && this.shortest[1] !== Infinity;
  }

  /** The path's shortest round trip, as far as it is known. */
  get whole(): number {
    return this.to(0) + this.to(1);
  }

  get vantage(): Vantage {
    const [client, server] = this.shortest;
    if (client === Infinity || server === Infinity) return "unknown";
    const whole = client + server;
    if (whole < AT_HOME) return "unknown";
    const [clientNear, serverNear] = [client, server].map((trip) => trip < Math.max(NEAR * whole, AT_HOME));
    if (clientNear === serverNear) return clientNear ? (client < server ? "client" : "server") : "between";
    return clientNear ? "client" : "server";
  }
}
