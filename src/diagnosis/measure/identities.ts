/**
 * The IP identification of a host's packets on one connection. Most stacks count it up by one: a gap says that packets of this
 * connection were sent and did not come as far as the capture. Of a host that does not count nothing is concluded.
 */

/** Steps by one that must have been seen before a gap means anything. */
const BELIEVED = 2;
/** A larger step is no gap but another way of counting. */
const LARGEST_GAP = 300;
/** What brings new bytes and was sent so many packets earlier was overtaken, whatever else is known of the host. */
const JUST_BEFORE = 8;

export class Identities {
  /** The packet taken last had been sent before others that came earlier: it was overtaken, not sent again. */
  late = false;
  /** So many packets of its host are missing before the one taken last, if it counts at all; 0 where there are none, or too many to tell. */
  skipped = 0;
  /** Identification that the next packet has if none is missing. */
  #next = -1;
  #regular = 0;

  /**
   * Takes a packet's identification (-1: none) and how many packets it is on the wire, which is more than one where the capture was
   * made before segmentation; true where packets of this host are missing before it, and no more than `most`: where there are more,
   * the host counts what it sends to others, too. `isNew`: what it carries has not come before.
   */
  missedBefore(id: number, packets: number, most = LARGEST_GAP, isNew = false): boolean {
    const gap = this.#next < 0 || id < 0 ? 0 : (id - this.#next) & 0xffff;
    const known = this.#next >= 0 && id >= 0;
    this.skipped = gap <= JUST_BEFORE ? gap : 0;
    const back = gap === 0 ? 0 : 0x10000 - gap;
    const overtaken = isNew && id > 0 && back > packets && back <= JUST_BEFORE;
    this.late = overtaken || (this.#regular >= BELIEVED && back > 0 && back < LARGEST_GAP);
    // A number far back is of a packet that was overtaken; before anything was regular, it is where counting begins.
    if (id >= 0 && (this.#next < 0 || gap < 0x8000 || (this.#regular < BELIEVED && !overtaken))) {
      this.#next = (id + packets) & 0xffff;
    }
    if (!known) return false;
    if (gap === 0) {
      if (this.#regular < 1000) this.#regular++;
      return false;
    }
    if (gap < LARGEST_GAP) return this.#regular >= BELIEVED && gap <= most;
    if (gap < 0x8000) this.#regular = 0;
    return false;
  }
}
