/**
 * Some packets of an indexed capture as a feed, in the order of their numbers. Their records are read once and kept, for they are gone
 * through more than once.
 */
import type { CaptureProblem, CaptureRecord } from "../../capture-file/capture_record.ts";
import type { CaptureFeed, RecordStream } from "../../reading/feeds/capture_feed.ts";
import type { IndexedCapture } from "./indexed_capture.ts";
import { Turn } from "./turns.ts";

/** Records read between two looks at the clock. */
const BATCH = 256;
const CHANGED: CaptureProblem = { offset: 0, reason: "the file has changed since it was indexed" };

export class StoredFeed implements CaptureFeed {
  readonly live = false;
  bytesRead = 0;
  readonly size: number;
  readonly name: string;
  readonly #capture: IndexedCapture;
  readonly #numbers: readonly number[];
  readonly #records: CaptureRecord[] = [];

  /** `numbers` in ascending order. */
  constructor(capture: IndexedCapture, numbers: readonly number[]) {
    this.#capture = capture;
    this.#numbers = numbers;
    this.name = capture.name;
    this.size = numbers.length;
  }

  get label(): string {
    return this.name;
  }

  open(): Promise<RecordStream> {
    this.bytesRead = 0;
    return Promise.resolve(new StoredRecords(this));
  }

  /** The record at a place of the list; null where the file has changed. */
  recordAt(position: number): CaptureRecord | null {
    const known = this.#records[position];
    if (known !== undefined) return known;
    const record = this.#capture.record(this.#numbers[position]!);
    if (record !== null) this.#records[position] = record;
    return record;
  }
}

class StoredRecords implements RecordStream {
  problem: CaptureProblem | null = null;
  readonly fileFormat = "";
  readonly compressed = false;
  readonly #turn = new Turn(null);
  #until = 0;
  readonly #feed: StoredFeed;

  constructor(feed: StoredFeed) {
    this.#feed = feed;
  }

  next(): CaptureRecord | null {
    if (this.#feed.bytesRead >= this.#until || this.problem !== null) return null;
    const record = this.#feed.recordAt(this.#feed.bytesRead++);
    if (record === null) this.problem = CHANGED;
    return record;
  }

  async more(): Promise<boolean> {
    await this.#turn.pause();
    this.#until = Math.min(this.#feed.size, this.#until + BATCH);
    return this.#until > this.#feed.bytesRead && this.problem === null;
  }

  [Symbol.dispose](): void {}
}
