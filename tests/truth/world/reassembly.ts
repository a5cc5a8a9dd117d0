/**
 * The receiving half of an end: what has arrived in order, what waits behind a hole, and the window that is offered.
 */
interface Range {
  from: number;
  to: number;
}

export class Reassembly {
  /** The next offset expected; 0 is the other's SYN. */
  expected = 0;
  /** Bytes in order that the program has not read. */
  unread = 0;
  /** Offset of the other's FIN, -1 before it is known; whether all before it, and it, have come. */
  finAt = -1;
  ended = false;
  /** Ranges behind the first hole, the latest first, as SACK blocks are (RFC 2018 4). */
  readonly ranges: Range[] = [];
  /** The range that came twice with the latest segment, null where none did (RFC 2883). */
  twice: Range | null = null;
  #edge = 0;
  grew = false;

  constructor(public buffer: number, readonly autotuned: boolean, readonly most: number) {}

  get waiting(): number {
    return this.ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  }

  /** Takes in bytes `from` up to `to`; true where they were new. */
  take(from: number, to: number): boolean {
    this.twice = null;
    if (to <= this.expected || this.ranges.some((range) => range.from <= from && to <= range.to)) {
      if (to > from) this.twice = { from, to };
      return false;
    }
    const held = this.ranges.filter((range) => range.from <= to && from <= range.to);
    const joined = {
      from: Math.min(from, ...held.map((range) => range.from)),
      to: Math.max(to, ...held.map((range) => range.to)),
    };
    for (const range of held) this.ranges.splice(this.ranges.indexOf(range), 1);
    if (joined.from > this.expected) {
      this.ranges.unshift(joined);
      return true;
    }
    this.unread += joined.to - this.expected;
    this.expected = joined.to;
    if (this.autotuned && this.buffer < this.most) {
      this.buffer = Math.min(this.most, this.buffer * 2);
      this.grew = true;
    }
    return true;
  }

  /** The other's FIN has been seen at this offset; true once all before it has come. */
  finish(at: number): boolean {
    this.finAt = at;
    if (this.ended || this.expected !== at) return false;
    this.expected = at + 1;
    this.ended = true;
    return true;
  }

  /** The program takes up to `bytes`. */
  read(bytes: number): number {
    const taken = Math.min(bytes, this.unread);
    this.unread -= taken;
    return taken;
  }

  /** Bytes that may come beyond what is expected: never less than was promised (RFC 9293 3.8.6), small rooms not told (SWS). */
  window(mss: number): number {
    const free = Math.max(0, this.buffer - this.unread - this.waiting);
    const room = free < Math.min(mss, this.buffer / 2) ? 0 : free;
    const edge = Math.max(this.#edge, this.expected + room);
    return Math.max(0, edge - this.expected);
  }

  /** This window was told. */
  promise(window: number): void {
    this.#edge = Math.max(this.#edge, this.expected + window);
  }
}
