/** Records in memory, as the lab's wire recorded them, as a feed. */
import type { CaptureRecord } from "../../capture-file/capture_record.ts";
import type { CaptureFeed, RecordStream } from "./capture_feed.ts";

/** Records taken between two looks at whether the user has interrupted. */
const BATCH = 2048;

export class RecordsFeed implements CaptureFeed {
  readonly live = false;
  bytesRead = 0;
  readonly size: number;
  readonly label: string;

  readonly #records: readonly CaptureRecord[];

  /** `name` is how reports and messages name the capture. */
  constructor(records: readonly CaptureRecord[], readonly name: string) {
    this.#records = records;
    this.label = name;
    this.size = records.length;
  }

  open(): Promise<RecordStream> {
    this.bytesRead = 0;
    return Promise.resolve(new RecordsInMemory(this.#records, this));
  }
}

class RecordsInMemory implements RecordStream {
  readonly problem = null;
  /** What `--pcap` writes of the same records. */
  readonly fileFormat = "pcapng";
  readonly compressed = false;
  #taken = 0;
  #until = 0;

  readonly #records: readonly CaptureRecord[];
  readonly #feed: RecordsFeed;

  constructor(records: readonly CaptureRecord[], feed: RecordsFeed) {
    this.#records = records;
    this.#feed = feed;
  }

  next(): CaptureRecord | null {
    return this.#taken < this.#until ? this.#records[this.#taken++]! : null;
  }

  /** Between two batches signals are heard, which needs a turn of the event loop. */
  async more(): Promise<boolean> {
    if (this.#until > 0) await new Promise((resolve) => setTimeout(resolve));
    this.#until = Math.min(this.#records.length, this.#until + BATCH);
    this.#feed.bytesRead = this.#until;
    return this.#until > this.#taken;
  }

  [Symbol.dispose](): void {}
}
