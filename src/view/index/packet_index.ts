/**
 * Where each packet of a capture stands in its file and to which conversation it belongs: 20 bytes a packet, so that a million
 * packets can be looked at in any order.
 */
import { invariant } from "../../base/invariant.ts";

/** Packets are kept in chunks of so many: a growing index copies nothing, and reserves a chunk at most. */
const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const INSIDE = CHUNK - 1;
/** Marks a packet that belongs to no conversation, and the end of a conversation's packets. */
export const NONE = -1;

class Chunk {
  readonly offsets = new Float64Array(CHUNK);
  readonly streams = new Int32Array(CHUNK);
  readonly verdicts = new Int32Array(CHUNK);
  /** Number of the next packet of the same conversation. */
  readonly nexts = new Int32Array(CHUNK);
}

/** Filled once, packet by packet; numbers count from 1 as in the file. */
export class PacketIndex {
  /** Packets taken. */
  count = 0;
  readonly #chunks: Chunk[] = [];
  /** First and last packet of each conversation. */
  readonly #firsts: number[] = [];
  readonly #lasts: number[] = [];
  readonly #sizes: number[] = [];

  /** Takes the next packet: the byte of the file at which its record begins, its conversation, its verdicts. */
  add(offset: number, stream: number, verdicts: number): void {
    const at = this.count++;
    const chunk = this.#chunks[at >> CHUNK_BITS] ??= new Chunk();
    const inside = at & INSIDE;
    chunk.offsets[inside] = offset;
    chunk.streams[inside] = stream;
    chunk.verdicts[inside] = verdicts;
    chunk.nexts[inside] = NONE;
    if (stream === NONE) return;
    const number = at + 1;
    const last = this.#lasts[stream];
    if (last === undefined) this.#firsts[stream] = number;
    else this.#chunks[(last - 1) >> CHUNK_BITS]!.nexts[(last - 1) & INSIDE] = number;
    this.#lasts[stream] = number;
    this.#sizes[stream] = (this.#sizes[stream] ?? 0) + 1;
  }

  /** Byte of the file at which the record of packet `number` begins. */
  offsetOf(number: number): number {
    return this.#chunkOf(number).offsets[(number - 1) & INSIDE]!;
  }

  /** Conversation of packet `number`, or `NONE`. */
  streamOf(number: number): number {
    return this.#chunkOf(number).streams[(number - 1) & INSIDE]!;
  }

  /** Bits of `VERDICT_BIT` of packet `number`. */
  verdictsOf(number: number): number {
    return this.#chunkOf(number).verdicts[(number - 1) & INSIDE]!;
  }

  /** Packets of a conversation. */
  sizeOf(stream: number): number {
    return this.#sizes[stream] ?? 0;
  }

  /** The first `most` packet numbers of a conversation, in order. */
  packetsOf(stream: number, most = Infinity): number[] {
    const numbers: number[] = [];
    for (let next = this.#firsts[stream] ?? NONE; next !== NONE && numbers.length < most;) {
      numbers.push(next);
      next = this.#chunkOf(next).nexts[(next - 1) & INSIDE]!;
    }
    return numbers;
  }

  #chunkOf(number: number): Chunk {
    invariant(number >= 1 && number <= this.count, "a packet is asked for by a number that the capture has");
    return this.#chunks[(number - 1) >> CHUNK_BITS]!;
  }
}
