/** A conversation that one capture holds and the other does not. */
import type { Side } from "./side.ts";
import type { Protocol, Talk } from "./talk.ts";

/** Why it may be in one capture only; what the evidence allows. */
export const LONELY_REASONS = [
  /** The other capture was not running. */
  "not-running",
  /** Nothing came back: what the client sent did not come as far as the other capture's place, or was dropped there. */
  "unanswered",
  /** It was refused before the other place, though that place sees what these hosts exchange. */
  "refused",
  /** The other capture holds nothing else of these hosts: another road, or a filter. */
  "elsewhere",
  /** The hosts were heard there, and this was answered: the capture there missed it, or it took another road. */
  "not-captured",
] as const;

export type LonelyReason = (typeof LONELY_REASONS)[number];

export interface Lonely extends Omit<Talk, "index"> {
  /** The capture that holds it. */
  readonly side: Side;
  readonly protocol: Protocol;
  /** Packets of client and server. */
  readonly packets: number;
  readonly reason: LonelyReason;
}
