/**
 * What the link between the two hosts is like.
 */
import type { Fault } from "./fault.ts";

/** A link. Shares are between 0 and 1. */
export interface LinkOptions {
  /** Time from one host to the other, ms. */
  readonly delay: number;
  /** Up to this much is added to the delay, ms; packets never overtake one another by it. */
  readonly jitter: number;
  /** Share of the packets that are lost, that change places with the next one, come twice, or have a bit flipped. */
  readonly loss: number;
  readonly reorder: number;
  readonly duplicate: number;
  readonly corrupt: number;
  /** Bits per second in each direction; `null` for as fast as it goes. */
  readonly rate: number | null;
  /** Largest IP packet of the hosts' interfaces, bytes. */
  readonly mtu: number;
  /** The hosts leave segmentation and checksums to their network card, so one captured packet may be many segments. */
  readonly offload: boolean;
  /** Faults on particular packets. */
  readonly faults: readonly Fault[];
  /** Where the random numbers start; the same seed gives the same faults to the same packets. */
  readonly seed: number;
}

/** A good link: what a scenario does not say is this. */
export const GOOD_LINK: LinkOptions = {
  delay: 2,
  jitter: 0,
  loss: 0,
  reorder: 0,
  duplicate: 0,
  corrupt: 0,
  rate: null,
  mtu: 1500,
  offload: false,
  faults: [],
  seed: 1,
};

/** Whether chance or a fault may touch packets. */
export function isFaulty(link: LinkOptions): boolean {
  return link.loss > 0 || link.reorder > 0 || link.duplicate > 0 || link.corrupt > 0 || link.faults.length > 0;
}
