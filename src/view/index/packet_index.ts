/**
 * Where each packet of a capture stands in its file and to which conversation it belongs: 20 bytes a packet, so that a million
 * packets can be looked at in any order.
 */
import { invariant } from "../../base/invariant.ts";

const FIRST_CAPACITY = 1 << 14;
/** Marks a packet that belongs to no conversation, and the end of a conversation's packets. */
export const NONE = -1;

/** Filled once, packet by packet; numbers count from 1 as in the file. */
export class PacketIndex {
  /** Packets taken. */
  count = 0;
  #offsets = new Float64Array(FIRST_CAPACITY);
  #streams = new Int32Array(FIRST_CAPACITY);
  #verdicts = new Int32Array(FIRST_CAPACITY);
  /** Number of the next packet of the same conversation. */
  #nexts = new Int32Array(FIRST_CAPACITY);
  /** First and last packet of each conversation. */
  readonly #firsts: number[] = [];
  readonly #lasts: number[] = [];
  readonly #sizes: number[] = [];

  /** Takes the next packet: the byte of the file at which its record begins, its conversation, its verdicts. */
  add(offset: number, stream: number, verdicts: number): void {
    if (this.count === this.#offsets.length) this.#enlarge();
    const at = this.count++;
    this.#offsets[at] = offset;
    this.#streams[at] = stream;
    this.#verdicts[at] = verdicts;
    this.#nexts[at] = NONE;
    if (stream === NONE) return;
    const number = at + 1;
    const last = this.#lasts[stream];
    if (last === undefined) this.#firsts[stream] = number;
    else this.#nexts[last - 1] = number;
    this.#lasts[stream] = number;
    this.#sizes[stream] = (this.#sizes[stream] ?? 0) + 1;
  }

  /** Byte of the file at which the record of packet `number` begins. */
  offsetOf(number: number): number {
    return this.#offsets[this.#at(number)]!;
  }

  /** Conversation of packet `number`, or `NONE`. */
  streamOf(number: number): number {
    return this.#streams[this.#at(number)]!;
  }

  /** Bits of `VERDICT_BIT` of packet `number`. */
  verdictsOf(number: number): number {
    return this.#verdicts[this.#at(number)]!;
  }

  /** Packets of a conversation. */
  sizeOf(stream: number): number {
    return this.#sizes[stream] ?? 0;
  }

  /** The first `most` packet numbers of a conversation, in order. */
  packetsOf(stream: number, most = Infinity): number[] {
    const numbers: number[] = [];
    for (
      let next = this.#firsts[stream] ?? NONE;
      next !== NONE && numbers.length < most;
      next = this.#nexts[next - 1]!
    ) {
      numbers.push(next);
    }
    return numbers;
  }

  #at(number: number): number {
    invariant(number >= 1 && number <= this.count, "a packet is asked for by a number that the capture has");
    return number - 1;
  }

  #enlarge(): void {
    const capacity = this.#offsets.length * 2;
    this.#offsets = copied(this.#offsets, new Float64Array(capacity));
    this.#streams = copied(this.#streams, new Int32Array(capacity));
    this.#verdicts = copied(this.#verdicts, new Int32Array(capacity));
    this.#nexts = copied(this.#nexts, new Int32Array(capacity));
  }
}

function copied<T extends Float64Array | Int32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
