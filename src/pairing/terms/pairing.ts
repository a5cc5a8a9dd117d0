/** What two captures of the same traffic tell together. */
import type { Endpoint } from "../../analysis/conversation.ts";
import type { Change } from "./change.ts";
import type { Journey } from "./journey.ts";
import type { Side } from "./side.ts";
import type { Lonely } from "./lonely.ts";
import type { Protocol } from "./talk.ts";

/** How far B's clock is from A's. */
export interface ClockReading {
  /** B's clock minus A's in the middle of the capture, ns. */
  readonly offset: number;
  /** That middle, ns since A's origin. */
  readonly middle: number;
  /** The truth is no farther away than this, over the whole file, drift included, ns. */
  readonly error: number;
  /** How much faster B's clock runs, parts per million; null where the capture is too short to tell. */
  readonly skewPpm: number | null;
}

/** A clock was set while the captures ran. */
export interface ClockStep {
  /** A's time of the last packet before it, ns since A's origin. */
  readonly at: number;
  /** So much more B's times are behind it, ns. */
  readonly by: number;
  /** Whose clock it was; null where nobody can tell. */
  readonly known: Side | null;
  /** It lies between these packets of each file. */
  readonly behind: Readonly<Record<Side, number>>;
  readonly from: Readonly<Record<Side, number>>;
}

/** One-way delays, ns. */
export interface Delays {
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
}

/** One direction of a conversation. */
export interface PairedDirection {
  /** The capture at the sender's side: `lost` and `undecided` are its packet numbers. */
  readonly sender: Side;
  readonly sent: number;
  readonly arrived: number;
  readonly lost: readonly number[];
  readonly undecided: readonly number[];
  readonly duplicated: number;
  readonly reordered: number;
  readonly notCaptured: Readonly<Record<Side, number>>;
  /** Null where no packet of this direction is in both. */
  readonly delay: Delays | null;
}

export interface PairedConversation {
  readonly protocol: Protocol;
  /** As A has them. */
  readonly client: Endpoint;
  readonly server: Endpoint;
  readonly changes: readonly Change[];
  readonly clientToServer: PairedDirection;
  readonly serverToClient: PairedDirection;
  /** The way of each packet, in the order in which they begin; empty where nobody asked. */
  readonly journeys: readonly Journey[];
}

/** Why there is nothing to compare. */
export type Obstacle =
  /** The same packets with the same times. */
  | "same"
  /** No packet in common. */
  | "unrelated"
  /** The same data in connections of their own. */
  | "proxy";

export interface Pairing {
  readonly obstacle: Obstacle | null;
  /** Before the first step. */
  readonly clock: ClockReading | null;
  /** Where a clock was set, in order; delays and times are told without. */
  readonly steps: readonly ClockStep[];
  /** Changes of all conversations, each code once. */
  readonly changes: readonly Change[];
  readonly conversations: readonly PairedConversation[];
  /** What UDP and ICMP carried between two ends. */
  readonly datagrams: readonly PairedConversation[];
  /** A was taken nearer to the server. */
  readonly swapped: boolean;
  /** Captures that hold packets twice; each was counted once. */
  readonly doubling: readonly Side[];
  /** Conversations that only one capture holds: the first ones by name, and how many there are of each. */
  readonly alone: readonly Lonely[];
  readonly countAlone: Readonly<Record<Side, number>>;
  /** The seconds since 1970 that the times of each file count from. */
  readonly origins: Readonly<Record<Side, number>>;
}
