/** Records in memory, as the lab's wire recorded them, as a feed. */
import type { CaptureRecord } from "../capture-file/capture_record.ts";
import type { CaptureFeed, RecordStream } from "./capture_feed.ts";

/** Records taken between two looks at whether the user has interrupted. */
const BATCH = 4096;

export class RecordsFeed implements CaptureFeed {
  readonly live = false;
  bytesRead = 0;
  readonly size: number;
  readonly label: string;

  /** `name` is how reports and messages name the capture. */
  constructor(private readonly records: readonly CaptureRecord[], readonly name: string) {
    this.label = name;
    this.size = records.length;
  }

  open(): Promise<RecordStream> {
    this.bytesRead = 0;
    return Promise.resolve(new RecordsInMemory(this.records, this));
  }
}

class RecordsInMemory implements RecordStream {
  readonly problem = null;
  /** What `--pcap` writes of the same records. */
  readonly fileFormat = "pcapng";
  readonly compressed = false;
  private taken = 0;
  private until = 0;

  constructor(private readonly records: readonly CaptureRecord[], private readonly feed: RecordsFeed) {}

  next(): CaptureRecord | null {
    return this.taken < this.until ? this.records[this.taken++]! : null;
  }

  more(): Promise<boolean> {
    this.until = Math.min(this.records.length, this.until + BATCH);
    this.feed.bytesRead = this.until;
    return Promise.resolve(this.until > this.taken);
  }

  [Symbol.dispose](): void {}
}
