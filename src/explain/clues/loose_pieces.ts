/**
 * Pieces of IP packets whose other pieces have not come: of a segment that seems to be missing the capture may hold a part.
 */
import { ipIdStep } from "../../packet/sequence.ts";

/** Pieces remembered; the oldest are forgotten first. */
const KEPT = 64;

/** A piece that did not make its packet whole: between which addresses, of which identification, in which packet. */
export interface LoosePiece {
  readonly from: string;
  readonly to: string;
  readonly id: number;
  readonly number: number;
}

export class LoosePieces {
  #pieces: LoosePiece[] = [];
  /** How many came. */
  count = 0;

  take(piece: LoosePiece): void {
    this.count++;
    this.#pieces.push(piece);
    if (this.#pieces.length > KEPT) this.#pieces.shift();
  }

  /** The packets with pieces from one host to another whose identification is one of the `count` behind `id`. */
  behind(id: number, count: number, [from, to]: readonly [string, string]): number[] {
    if (this.#pieces.length === 0 || id <= 0) return [];
    return this.#pieces.filter((piece) => {
      const step = ipIdStep(id, piece.id);
      return piece.from === from && piece.to === to && step > 0 && step <= count;
    }).map(({ number }) => number);
  }
}
