/**
 * Room for frames, taken in large pieces: a buffer of its own for each frame would cost more time than reading it.
 */
const PIECE = 256 * 1024;

export class FrameRoom {
  #piece = new Uint8Array(PIECE);
  #used = 0;

  /** A copy of a frame. What holds it is given back once nobody keeps any frame of the piece. */
  keep(frame: Uint8Array): Uint8Array<ArrayBuffer> {
    if (this.#used + frame.length > this.#piece.length) {
      this.#piece = new Uint8Array(PIECE);
      this.#used = 0;
    }
    const kept = this.#piece.subarray(this.#used, this.#used += frame.length);
    kept.set(frame);
    return kept;
  }
}
