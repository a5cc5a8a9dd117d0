/** One flight of a sender and what it showed. */
import type { Cause } from "../terms/cause.ts";

/** What one flight showed. */
export interface Round {
  number: number;
  from: number;
  to: number;
  /** Most bytes in flight. */
  top: number;
  acked: number;
  /** Least round trip, ns; Infinity without a sample. */
  least: number;
  /** Longest time without an ACK beyond what the path needs for its bytes, ns. */
  pause: number;
  lost: boolean;
  /** Part of the time that the sender's program left unused. */
  quiet: number;
  /** Segments that ACKs released; those of them that earlier ACKs had not: a program woken when its buffer had room again. */
  waits: number;
  blocked: number;
  /** A window of some kind held the sender in it: which one is asked. Most short flights answer questions, and nobody asks. */
  asked: boolean;
  /** The congestion window was below the slow start threshold. */
  slow: boolean;
  full: boolean;
  cause: Cause | null;
}

/** A round that begins. */
export function newRound(number: number, from: number): Round {
  return begin({} as Round, number, from);
}

/** Makes a round begin; the object may have been another one. */
export function begin(round: Round, number: number, from: number): Round {
  round.number = number;
  round.from = from;
  round.to = from;
  round.top = 0;
  round.acked = 0;
  round.least = Infinity;
  round.pause = 0;
  round.lost = false;
  round.quiet = 0;
  round.waits = 0;
  round.blocked = 0;
  round.asked = false;
  round.slow = true;
  round.full = false;
  round.cause = null;
  return round;
}
