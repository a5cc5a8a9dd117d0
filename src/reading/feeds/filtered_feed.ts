/** Of another feed, the packets that a filter keeps, numbered anew. */
import { type CaptureProblem, CaptureRecord, type ReadonlyRecord } from "../../capture-file/capture_record.ts";
import type { CaptureFeed, RecordStream } from "./capture_feed.ts";

/** How many bytes of a record are kept; 0 for one that is left out. */
export type RecordFilter = (record: ReadonlyRecord) => number;

export class FilteredFeed implements CaptureFeed {
  readonly #feed: CaptureFeed;
  readonly #filter: RecordFilter;

  constructor(feed: CaptureFeed, filter: RecordFilter) {
    this.#feed = feed;
    this.#filter = filter;
  }

  get name(): string {
    return this.#feed.name;
  }

  get label(): string {
    return this.#feed.label;
  }

  get bytesRead(): number {
    return this.#feed.bytesRead;
  }

  get size(): number | null {
    return this.#feed.size;
  }

  get live(): boolean {
    return this.#feed.live;
  }

  async open(): Promise<RecordStream> {
    return new FilteredRecords(await this.#feed.open(), this.#filter);
  }
}

class FilteredRecords implements RecordStream {
  readonly #records: RecordStream;
  readonly #filter: RecordFilter;
  /** The record handed out, filled again for the next one. */
  readonly #kept = new CaptureRecord();
  #count = 0;

  constructor(records: RecordStream, filter: RecordFilter) {
    this.#records = records;
    this.#filter = filter;
  }

  next(): ReadonlyRecord | null {
    for (let record = this.#records.next(); record !== null; record = this.#records.next()) {
      const kept = this.#filter(record);
      if (kept === 0) continue;
      const capturedLength = Math.min(record.capturedLength, kept);
      return Object.assign(this.#kept, record, { number: ++this.#count, capturedLength });
    }
    return null;
  }

  more(): Promise<boolean> {
    return this.#records.more();
  }

  get problem(): CaptureProblem | null {
    return this.#records.problem;
  }

  get fileFormat(): string {
    return this.#records.fileFormat;
  }

  get compressed(): boolean {
    return this.#records.compressed;
  }

  [Symbol.dispose](): void {
    this.#records[Symbol.dispose]();
  }
}
