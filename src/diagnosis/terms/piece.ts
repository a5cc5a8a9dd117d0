/** A stretch of one direction's time, before it is known what it was spent on. */

/** The sender had nothing in its way: its program, or the path's length, decided. */
export const QUIET = 0;
/** Something released the next segment when an ACK came: which of its windows, the round trip decides. */
export const WINDOW = 1;
/** The receiver's window had no room for a segment. */
export const RECEIVER = 2;
/** A small segment was held until everything before it was acknowledged (Nagle). */
export const NAGLE = 3;
/** A hole was being repaired, led by ACKs. */
export const RECOVERY = 4;
/** Nothing moved until a timer ran out. */
export const TIMER = 5;
/** The capture does not hold what was sent here. */
export const UNSEEN = 6;
/** As a timer, for segments that are too large for the path. */
export const TOO_LARGE = 7;

/** Something was in flight and nothing released the next segment: the kernel paced it, or the program made it then. */
export const PACED = 8;

/** Everything was sent, and the path still carried it. */
export const DRAINING = 9;

/** The program's write was blocked until what it had written before was acknowledged. */
export const BLOCKED = 10;

export type PieceKind = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** One stretch, ns on the conversation's clock, as the sender had it. */
export interface Piece {
  kind: PieceKind;
  from: number;
  to: number;
  firstPacket: number;
  lastPacket: number;
  /** Number of the round trip that it belongs to. */
  round: number;
  /** QUIET: when the data that the sender's program answered had arrived; -1 where it answered nothing. */
  prompt: number;
}
