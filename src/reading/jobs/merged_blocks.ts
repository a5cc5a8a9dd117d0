/** The blocks of all jobs in their order, on their way to standard output. */
import { Failure } from "../../base/failure.ts";
import type { Terminal } from "../../output/terminal.ts";
import type { BlockTaker } from "./block_output.ts";

/** Blocks of this job that wait for those of others before it stands still. */
const MOST_WAITING = 3;

/** Another job, as it is heard of here. */
export interface BlockSource {
  /** Something has come that was not taken yet. */
  readonly ready: boolean;
  /** Its next block; the number of blocks when it has read the capture once; null after an interrupt. Throws what it failed by. */
  next(): Promise<Uint8Array | number | null>;
}

/** Writes blocks one after the other: those of job 0, which is here, and those of the others. */
export class MergedBlocks implements BlockTaker {
  readonly #terminal: Terminal;
  readonly #others: readonly BlockSource[];
  readonly #own: Uint8Array[] = [];
  #block = 0;

  constructor(terminal: Terminal, others: readonly BlockSource[]) {
    this.#terminal = terminal;
    this.#others = others;
  }

  async take(bytes: Uint8Array): Promise<void> {
    this.#own.push(bytes);
    await this.#write(Infinity);
  }

  async endPass(blocks: number): Promise<void> {
    await this.#write(blocks);
    for (const other of this.#others) {
      if (this.#stopped) break;
      const counted = await other.next();
      if (counted !== null && counted !== blocks) throw changed();
    }
    this.#block = 0;
  }

  get #stopped(): boolean {
    return this.#terminal.closed || this.#terminal.interrupted.aborted;
  }

  /** Writes blocks up to `end`, waiting for all of them where that is known, else for none but to let others keep up. */
  async #write(end: number): Promise<void> {
    const jobs = this.#others.length + 1;
    // Without a block of its own behind it nothing is known to come.
    while ((end !== Infinity ? this.#block < end : this.#own.length > 0) && !this.#stopped) {
      const job = this.#block % jobs;
      const bytes = job === 0 ? this.#own.shift() : await this.#of(this.#others[job - 1]!, end !== Infinity);
      if (bytes === undefined) return;
      await this.#terminal.out(bytes);
      this.#block++;
    }
  }

  /** The next block of another job; undefined where it is not there and need not be waited for, or after an interrupt. */
  async #of(other: BlockSource, waits: boolean): Promise<Uint8Array | undefined> {
    if (!waits && !other.ready && this.#own.length < MOST_WAITING) return undefined;
    const bytes = await other.next();
    if (typeof bytes === "number") throw changed();
    return bytes ?? undefined;
  }
}

function changed(): Failure {
  return new Failure("The capture changed while jobs were reading it; read it again, or with --jobs 1");
}
