/** Several captures as one, their packets in the order of time: the files of a rotation, or of several interfaces. */
import { type CaptureProblem, CaptureRecord, type ReadonlyRecord } from "../../capture-file/capture_record.ts";
import type { CaptureFeed, RecordStream } from "./capture_feed.ts";

/**
 * Packets are numbered anew, across the files. Files are read side by side, a buffer of each in memory: as many records are
 * compared as there are files, and each file is taken as it is, in its own order.
 */
export class JoinedFeed implements CaptureFeed {
  readonly live = false;
  readonly name: string;
  readonly names: readonly string[];
  readonly #feeds: readonly CaptureFeed[];

  /** At least one feed. */
  constructor(feeds: readonly CaptureFeed[]) {
    this.#feeds = feeds;
    this.names = feeds.flatMap(({ name, names }) => names ?? [name]);
    this.name = feeds.map(({ name }) => name).join(" + ");
  }

  get label(): string {
    return this.#feeds.map(({ label }) => label).join(" + ");
  }

  get bytesRead(): number {
    return this.#feeds.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  }

  get size(): number | null {
    const sizes = this.#feeds.map(({ size }) => size);
    return sizes.includes(null) ? null : sizes.reduce<number>((sum, size) => sum + size!, 0);
  }

  async open(): Promise<RecordStream> {
    const streams: RecordStream[] = [];
    for (const feed of this.#feeds) streams.push(await feed.open());
    return new JoinedRecords(streams);
  }
}

/** A file at its next record. */
interface Head {
  readonly stream: RecordStream;
  record: ReadonlyRecord | null;
  ended: boolean;
}

class JoinedRecords implements RecordStream {
  readonly #heads: readonly Head[];
  readonly #record = new CaptureRecord();
  /** The file whose record was handed out last: it is asked for its next one only when that record is done with. */
  #taken: Head | null = null;
  #number = 0;

  constructor(streams: readonly RecordStream[]) {
    this.#heads = streams.map((stream) => ({ stream, record: null, ended: false }));
  }

  next(): CaptureRecord | null {
    if (this.#taken !== null) {
      this.#taken.record = this.#taken.stream.next();
      this.#taken = null;
    }
    let first: Head | null = null;
    for (const head of this.#heads) {
      if (head.ended) continue;
      // Which record comes first is not known before every file has shown its next one.
      if (head.record === null) return null;
      if (first === null || isEarlier(head.record, first.record!)) first = head;
    }
    if (first === null) return null;
    this.#taken = first;
    return Object.assign(this.#record, first.record, { number: ++this.#number });
  }

  async more(): Promise<boolean> {
    for (const head of this.#heads) {
      if (head.ended || head.record !== null) continue;
      while (head.record === null && !head.ended) {
        if (await head.stream.more()) head.record = head.stream.next();
        else head.ended = true;
      }
    }
    return this.#heads.some(({ ended }) => !ended);
  }

  get problem(): CaptureProblem | null {
    return this.#heads.find(({ stream }) => stream.problem !== null)?.stream.problem ?? null;
  }

  get fileFormat(): string {
    return [...new Set(this.#heads.map(({ stream }) => stream.fileFormat))].join(", ");
  }

  get compressed(): boolean {
    return this.#heads.some(({ stream }) => stream.problem !== null && stream.compressed);
  }

  [Symbol.dispose](): void {
    for (const { stream } of this.#heads) stream[Symbol.dispose]();
  }
}

function isEarlier(a: ReadonlyRecord, b: ReadonlyRecord): boolean {
  return a.seconds < b.seconds || (a.seconds === b.seconds && a.nanoseconds < b.nanoseconds);
}
