/** Cuts one direction's time into pieces, each from where the one before ended. */
import { type PieceKind, QUIET } from "../terms/piece.ts";
import { PieceQueue } from "../terms/piece_queue.ts";

/** With more pieces than these waiting, rounds are told apart no longer. */
const MOST_PIECES = 64;

export class PieceCutter {
  /** Pieces that nobody has taken yet, oldest first. */
  readonly pieces = new PieceQueue();
  /** Up to here time has been cut. */
  cursor = 0;
  /** The packet at which the next piece begins. */
  packet = 0;

  /** The time up to `to` was of this kind; what is cut already stays as it is. */
  cut(kind: PieceKind, to: number, { packet, round, prompt }: { packet: number; round: number; prompt: number }): void {
    const from = this.cursor;
    const firstPacket = this.packet;
    this.packet = packet;
    if (!(to > from)) return;
    this.cursor = to;
    const { last } = this.pieces;
    const joins = last !== null && last.to === from && last.kind === kind && kind !== QUIET &&
      (last.round === round || this.pieces.length > MOST_PIECES);
    if (joins) {
      last.to = to;
      last.lastPacket = packet;
      return;
    }
    const piece = this.pieces.push(kind, from, to);
    piece.firstPacket = firstPacket;
    piece.lastPacket = packet;
    piece.round = round;
    piece.prompt = prompt;
  }

  /** The latest piece, if it is of this kind and round, was of another kind. */
  recast(kind: PieceKind, round: number, other: PieceKind): void {
    const { last } = this.pieces;
    if (last !== null && last.kind === kind && last.round === round) last.kind = other;
  }
}
