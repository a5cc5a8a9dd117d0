/** How long a whole segment occupies the line before the capture: the shortest distance of segments that follow each other. */

export class Slots {
  /** ns; 0 until it is known. */
  shortest = 0;
  #run = 0;
  #first = 0;

  /** Takes a segment with data at `time`. */
  take(time: number, length: number, segment: number): void {
    if (length !== segment) {
      this.#run = 0;
      return;
    }
    if (this.#run++ === 0) this.#first = time;
    if (this.#run < RUN) return;
    const slot = (time - this.#first) / (RUN - 1);
    if (slot > 0 && (this.shortest === 0 || slot < this.shortest)) this.shortest = slot;
    this.#run = 1;
    this.#first = time;
  }
}

const RUN = 4;
