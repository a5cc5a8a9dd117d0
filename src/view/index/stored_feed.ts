/** Some packets of an indexed capture as a feed, in the order of their numbers: for a pass over them while others are being looked at. */
import type { CaptureProblem, CaptureRecord } from "../../capture-file/capture_record.ts";
import type { CaptureFeed, RecordStream } from "../../reading/feeds/capture_feed.ts";
import type { IndexedCapture } from "./indexed_capture.ts";

/** Records read between two turns of the event loop, in which other requests are answered. */
const BATCH = 2048;
const CHANGED: CaptureProblem = { offset: 0, reason: "the file has changed since it was indexed" };

export class StoredFeed implements CaptureFeed {
  readonly live = false;
  bytesRead = 0;
  readonly size: number;
  readonly name: string;
  readonly #capture: IndexedCapture;
  readonly #numbers: ArrayLike<number> | null;

  /** `numbers` in ascending order; null for every packet. */
  constructor(capture: IndexedCapture, numbers: ArrayLike<number> | null) {
    this.#capture = capture;
    this.#numbers = numbers;
    this.name = capture.name;
    this.size = numbers?.length ?? capture.index.count;
  }

  get label(): string {
    return this.name;
  }

  open(): Promise<RecordStream> {
    this.bytesRead = 0;
    const numberAt = (position: number): number => this.#numbers?.[position] ?? position + 1;
    return Promise.resolve(new StoredRecords(this, (position) => this.#capture.record(numberAt(position))));
  }
}

class StoredRecords implements RecordStream {
  problem: CaptureProblem | null = null;
  readonly fileFormat = "";
  readonly compressed = false;
  #until = 0;
  readonly #feed: StoredFeed;
  readonly #recordAt: (position: number) => CaptureRecord | null;

  constructor(feed: StoredFeed, recordAt: (position: number) => CaptureRecord | null) {
    this.#feed = feed;
    this.#recordAt = recordAt;
  }

  next(): CaptureRecord | null {
    if (this.#feed.bytesRead >= this.#until || this.problem !== null) return null;
    const record = this.#recordAt(this.#feed.bytesRead++);
    if (record === null) this.problem = CHANGED;
    return record;
  }

  async more(): Promise<boolean> {
    if (this.#until > 0) await new Promise((resolve) => setTimeout(resolve));
    this.#until = Math.min(this.#feed.size, this.#until + BATCH);
    return this.#until > this.#feed.bytesRead && this.problem === null;
  }

  [Symbol.dispose](): void {}
}
