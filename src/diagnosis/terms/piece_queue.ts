/** Pieces of one direction's time, oldest first, in a ring that keeps its objects: a long transfer makes no garbage. */
import type { Piece, PieceKind } from "./piece.ts";

export class PieceQueue {
  #ring: Piece[] = [];
  #head = 0;
  length = 0;

  get first(): Piece | null {
    return this.length === 0 ? null : this.#ring[this.#head]!;
  }

  get last(): Piece | null {
    return this.length === 0 ? null : this.#ring[(this.#head + this.length - 1) & (this.#ring.length - 1)]!;
  }

  /** Appends a piece; the rest of its fields is for the caller to fill. */
  push(kind: PieceKind, from: number, to: number): Piece {
    if (this.length === this.#ring.length) this.#grow();
    const piece = this.#ring[(this.#head + this.length++) & (this.#ring.length - 1)]!;
    piece.kind = kind;
    piece.from = from;
    piece.to = to;
    return piece;
  }

  /** Forgets the oldest. */
  shift(): void {
    this.#head = (this.#head + 1) & (this.#ring.length - 1);
    this.length--;
  }

  #grow(): void {
    const mask = this.#ring.length - 1;
    const larger = Array.from({ length: this.length }, (_, i) => this.#ring[(this.#head + i) & mask]!);
    for (let i = Math.max(4, this.length); i > 0; i--) {
      larger.push({ kind: 0, from: 0, to: 0, firstPacket: 0, lastPacket: 0, round: 0, prompt: -1 });
    }
    this.#ring = larger;
    this.#head = 0;
  }
}
