/** What one job prints of its packets: their text by blocks, each handed on when it is complete. */
import { TextBytes } from "../../output/text_bytes.ts";
import { blockCount, blockOf, jobOf, type Share } from "./share.ts";

/** Bytes that a block of packets mostly takes. */
const ROOM = 1 << 21;

/** Who takes the blocks of one job, in their order, whose bytes are theirs then. */
export interface BlockTaker {
  take(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The capture has been read once more, and was so many blocks long. */
  endPass(blocks: number): Promise<void>;
}

export class BlockOutput {
  readonly #share: Share;
  readonly #taker: BlockTaker;
  readonly #text: TextBytes;
  #block = 0;
  /** Number of the first packet behind the block. */
  #next: number;
  #complete: Uint8Array<ArrayBuffer>[] = [];

  constructor(share: Share, taker: BlockTaker, ascii: boolean) {
    this.#share = share;
    this.#taker = taker;
    this.#text = new TextBytes(ROOM, ascii);
    this.#next = 1 + share.block;
  }

  /** Whether this job puts the packet into words. */
  puts(number: number): boolean {
    return jobOf(blockOf(number, this.#share), this.#share) === this.#share.job;
  }

  /** Text of a packet that is this job's, in the order of their numbers; or before the first one (number 1). */
  add(number: number, text: string): void {
    if (number >= this.#next) this.#reach(blockOf(number, this.#share));
    this.#text.add(text);
  }

  /** A block is complete, so that `flush` should be awaited. */
  get full(): boolean {
    return this.#complete.length > 0;
  }

  async flush(): Promise<void> {
    const complete = this.#complete;
    this.#complete = [];
    for (const bytes of complete) await this.#taker.take(bytes);
  }

  /** The capture has been read to its end, or as far as wanted: so many packets. */
  async endPass(packets: number): Promise<void> {
    const blocks = blockCount(packets, this.#share);
    this.#reach(blocks);
    await this.flush();
    await this.#taker.endPass(blocks);
    this.#reach(0);
  }

  #reach(block: number): void {
    for (; this.#block < block; this.#block++) {
      if (jobOf(this.#block, this.#share) === this.#share.job) this.#complete.push(this.#text.take().slice());
    }
    this.#block = block;
    this.#next = 1 + (block + 1) * this.#share.block;
  }
}
