/** How many bytes a whole segment has: what the SYNs offered, or less where the path or an option takes some of it. */

/** As many segments of one size are the whole ones. */
const RUN = 4;
/** The path takes no more than this from a segment. */
const LEAST_PART = 0.8;
/** The largest on Ethernet. */
const ETHERNET = 1460;

export class SegmentSizes {
  #size = 0;
  #run = 0;
  #largest = 0;

  /** Takes a segment with `length` bytes; gives the size of a whole one, which was taken for `whole` until now. */
  take(length: number, whole: number, offered: boolean): number {
    // Options that come and go, as SACK blocks do, take some bytes for a while.
    if (whole > this.#largest) this.#largest = whole;
    if (length > whole && length <= (offered ? this.#largest : ETHERNET)) return length;
    this.#run = length === this.#size ? this.#run + 1 : 1;
    this.#size = length;
    return this.#run >= RUN && length < whole && length >= LEAST_PART * whole ? length : whole;
  }
}
