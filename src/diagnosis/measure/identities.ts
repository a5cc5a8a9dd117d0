/**
 * The IP identification of a host's packets on one connection. Most stacks count it up by one: a gap says that packets of this
 * connection were sent and did not come as far as the capture. Of a host that does not count nothing is concluded.
 */

/** Steps by one that must have been seen before a gap means anything. */
const BELIEVED = 4;
/** A larger step is no gap but another way of counting. */
const LARGEST_GAP = 300;

export class Identities {
  /** The packet taken last had been sent before others that came earlier: it was overtaken, not sent again. */
  late = false;
  private last = -1;
  private regular = 0;

  /** Takes a packet's identification (-1: none); true where packets of this host are missing before it. */
  missedBefore(id: number): boolean {
    const step = this.last < 0 || id < 0 ? 0 : (id - this.last) & 0xffff;
    this.late = this.regular >= BELIEVED && step > 0x10000 - LARGEST_GAP;
    if (id >= 0 && (this.last < 0 || step < 0x8000)) this.last = id;
    if (step === 1) {
      if (this.regular < 1000) this.regular++;
      return false;
    }
    if (step > 1 && step < LARGEST_GAP) return this.regular >= BELIEVED;
    if (step >= LARGEST_GAP && step < 0x8000) this.regular = 0;
    return false;
  }
}
